"""Logic that is worth a name of its own, beside the layers of each slice."""

NAMED = {
    "alerts": {
        *("changes", "codes", "day", "leave_pages", "lists", "message", "novelty", "saving", "settling"),
        *("words",),
    },
    "badges": {
        *("attestation", "baking", "check_pages", "claims", "credential", "demonstration", "instants"),
        *("issue", "issuer_pages", "keys", "locations", "picture", "places", "png", "reading"),
        *("revocation", "status", "token", "told", "trust", "verify"),
    },
    "cases": {
        *("anonymity", "basis", "cards", "case_acts", "case_form", "checking", "city_pages", "city_row"),
        *("city_views", "curve", "effect", "feed", "form_choices", "map", "map_marks", "map_pages"),
        *("measured", "notices", "own", "publishing", "reply_pages", "replying", "rows", "screening"),
        *("shelf", "text", "validating", "watched", "words", "writing", "wrong"),
    },
    "cities": {
        *("administration_pages", "delegation_pages", "desk", "expected_acts", "home"),
        *("observation_acts", "opening_pages", "people_acts", "people_pages", "presentation"),
        *("reading_acts", "reading_forms", "reading_pages", "reading_uploads", "task", "text_acts"),
        *("text_pages", "together", "trace_pages", "tracking_acts", "tracking_pages"),
    },
    "committee": {
        *("acts", "again", "arriving", "comparing", "consensus", "declaring", "grid", "list_views"),
        *("paper_document", "paper_pages", "preparing", "pricing", "refused", "report"),
        *("report_document", "result", "scoring", "sealing", "seating", "secretary_acts", "sheet_acts"),
        *("sheet_views", "stages", "views"),
    },
    "community": {
        *("about", "asked", "digest", "follow_pages", "follows", "news", "notices", "question_pages"),
        *("questions", "together_acts", "together_pages", "using"),
    },
    "comparison": {
        *("annexed", "answer", "basis", "choosing", "effects", "export", "interval", "lines", "printed"),
        *("sheets", "showing", "studies", "threats", "turning", "views", "weighing", "words"),
    },
    "courses": {
        *("compare", "words"),
    },
    "curation": {
        *("acting", "barred", "declaration_acts", "declaration_forms", "declaration_pages"),
        *("declaration_views", "edits", "elsewhere", "examining", "fact_acts", "fact_forms", "fact_pages"),
        *("field_acts", "field_words", "figures", "interests", "log_words", "neqs_view", "old_facts"),
        *("place_acts", "places_view", "promises", "proposed_neqs", "queue", "report_acts"),
        *("report_forms", "report_pages", "undo_acts", "vendor_acts", "vendor_forms", "vendor_pages"),
        *("vendor_views", "vendor_writing", "waiting", "wrong"),
    },
    "declarations": {
        *("accepting", "asking", "checking", "domains", "facts", "log", "log_pages", "messages"),
        *("remedies", "settling", "sheet", "sheet_views", "standing", "telling"),
    },
    "duplicates": {
        *("acts", "doubts", "two_people", "views", "words"),
    },
    "home": {
        *("questions",),
    },
    "imports": {
        *("acts", "answers", "choosing", "claims", "confirming", "file_views", "interests", "keeping"),
        *("list_work", "notice_work", "previews", "reports", "running", "staging", "undoing", "words"),
    },
    "indicators": {
        *("chart", "cities", "dimensions", "drawn", "expected", "late", "late_pages", "measures"),
        *("moved", "note", "note_document", "note_pages", "note_words", "observations"),
        *("reading_columns", "reading_imports", "reading_refusals", "reading_rows", "reading_template"),
        *("readings", "spark", "tracking", "well_being", "well_being_pages"),
    },
    "law": {
        *("answers", "checking", "clashes", "dated", "proposal_acts", "proposal_pages"),
        *("proposal_views", "proposing", "words"),
    },
    "learning": {
        *("badge_pages", "beside", "carrying", "check", "check_diagnostic", "check_items", "check_map"),
        *("check_module", "check_texts", "cohort_pages", "cohorts", "confidence", "curriculum"),
        *("diagnostic", "diagnostic_pages", "diagnostic_views", "digest", "file", "keeping", "lesson"),
        *("lesson_pages", "limits", "mastery", "mastery_pages", "minutes", "outcome", "outcome_pages"),
        *("placement", "placement_pages", "problem", "progress", "refresh", "refresh_pages"),
        *("scenario_pages", "seeds", "views", "words"),
    },
    "lists": {
        *("catalogue", "catalogues", "public", "shared", "solutions", "taken"),
    },
    "mail": {
        *("message", "outbox", "server", "smtp"),
    },
    "notices": {
        *("contracts", "feed", "lines", "listing", "similar", "words"),
    },
    "open_contracting": {
        *("ocds", "publish_pages", "publishing", "release"),
    },
    "people": {
        *("access", "account_views", "attempts", "bodies", "by", "census", "delegations", "doorkeeper"),
        *("factors", "identities", "interests", "inviting", "managing", "messages", "one_time"),
        *("openings", "printed", "roles", "rules", "sessions"),
    },
    "places": {
        *("imports", "likeness", "names", "points", "projection"),
    },
    "privacy": {
        *("access_pages", "archive", "erase", "incident_file", "incident_pages", "inventory", "mine"),
        *("periods", "retention", "scrub", "sheet", "words"),
    },
    "project_documents": {
        *("blocks", "catalogue", "clause_texts", "complaints", "dossier", "drawing", "filling"),
        *("letterheads", "making", "market_tables", "nameless", "outline", "question_tables"),
        *("reading_pages", "standing", "telling", "template_acts", "template_model", "template_pages"),
        *("wording",),
    },
    "projects": {
        *("begun", "case_draft", "case_step", "changing", "checked", "city_pages", "comparison_step"),
        *("comparison_views", "decision_step", "documents_step", "dossier_parts", "dossier_view"),
        *("dossier_words", "erasing", "extras", "figures", "follow_up_step", "grid", "grid_acts"),
        *("grid_document", "grid_faults", "grid_fixed", "grid_form", "grid_market", "grid_names"),
        *("grid_pages", "grid_parts", "grid_read", "grid_tables", "grid_views", "history_pages"),
        *("history_view", "market", "market_choice", "market_since", "market_step", "market_views"),
        *("naming", "need_step", "news", "opening", "outcome_step", "own", "reading_pages", "reminders"),
        *("review", "route_pages", "route_step", "route_words", "sharing", "sharing_pages"),
        *("shortlist_words", "simulator", "simulator_view", "simulator_words", "since", "step_acts"),
        *("step_form", "step_kit", "step_pages", "step_views", "step_words", "steps", "typical"),
        *("undoing", "views", "writing"),
    },
    "resources": set(),
    "shared_needs": {
        *("acts", "desk", "desk_pages", "desk_queue", "desk_request_pages", "detail_acts", "feed"),
        *("group", "group_file", "group_pages", "identity", "join_pages", "joining", "need_views"),
        *("offer", "spreading", "talking", "watched", "words", "working_days"),
    },
    "sign_in": {
        *("arriving", "configured", "demonstration", "enter", "entry_views", "exchange", "factor_pages"),
        *("factor_views", "flow", "id_token", "identified", "oidc", "oidc_pages", "one_time_pages"),
        *("passkeys", "passwords", "proof_pages", "proof_views", "proofs", "provider_keys", "providers"),
        *("totp", "trusted", "used"),
    },
    "suppliers": {
        *("compare", "enterprise_pages", "enterprises", "facets", "feed", "listing", "origins", "report"),
        *("reports", "sentences", "side_by_side", "solution", "vendor_view", "watched", "weak_needs"),
        *("words",),
    },
    "thesaurus": {
        *("acts", "answers", "check", "checking", "files", "proposing", "views", "weak_queue"),
    },
    "traces": {
        *("accesses", "actions", "chain", "drafts", "heads", "once", "verify", "versions"),
    },
}
