"""By what each address is shown: an id of the demonstration where it needs one, and the states that change a page."""

from municipal.web.addresses import ADDRESSES, address

SOLUTION, TWIN = "boussole-routiere-oeil", "tamia-chaussees-releve"
FIVE = f"{SOLUTION},{TWIN},boussole-routiere-usure,lynx-et-lanterne-pannes,bureau-carcajou-assistant"
# The project that the demonstration begins with.
PROJECT = "00000000000000a1"
FOUR_COURSES = "ciq-umq-litteratie-ia,unesco-oxford-ia,elements-of-ai,mit-implications"
# A new page that needs an id must be given one here, or nothing of it is checked and the suite fails.
IDS = {
    **dict.fromkeys(("vendor", "vendor_log", "curation_vendor"), "boussole-routiere"),
    "solution": SOLUTION,
    "report": SOLUTION,
    "indicator": "nids-poule-delai",
    "case": "saint-pivert-nids-de-poule",
    "municipality": "00007",
    **dict.fromkeys(("module", "scenario", "mastery"), "m01"),
    **dict.fromkeys(("lesson", "lesson_file"), "m01-1"),
    "pathway": "elected",
    "notice": "demo-avis-0001",
    **dict.fromkeys(("council_note", "council_note_file"), "nids-poule-delai"),
    "well_being": "environment",
    "need": "voirie",
    **dict.fromkeys(("city_readings", "city_readings_template", "city_cases", "city_case"), "00003"),
    **dict.fromkeys(("city_questions", "city_needs", "city_needs_file"), "00003"),
    **dict.fromkeys(("my_city", "city_people", "city_delegation", "city_tracking", "city_text"), "00003"),
    **dict.fromkeys(("city_projects", "project", "project_step", "project_history", "project_share"), "00003"),
    **dict.fromkeys(("project_grid", "project_documents", "project_publish", "city_templates", "committee"), "00003"),
    **dict.fromkeys(("city_trace", "city_accesses", "city_incidents", "city_learning"), "00003"),
}
# What the address of a page must say beside its path.
ABOUT = {
    "project_step": {"project": PROJECT, "step": "need"},
    **{
        name: {"project": PROJECT}
        for name in (
            *("project", "project_history", "project_share", "project_grid", "project_documents"),
            *("project_publish", "committee"),
        )
    },
}
STATES = [
    ("vendors", {"need": "suivi des nids-de-poule"}),
    ("vendors", {"need": "pothole tracking", "city": "Port-Mélisse"}),
    ("vendors", {"need": "nids-de-poule", "city": "Sainte-Brume"}),
    ("vendors", {"need": "zzkx qwpf", "city": "Nulle-Part"}),
    ("vendors", {"need": "rédiger des lettres"}),
    ("vendors", {"domain": "D:voirie", "hosting": "quebec"}),
    ("solution", {"need": "suivi des nids-de-poule"}),
    ("compare", {"ids": f"{SOLUTION},{TWIN}", "need": "nids-de-poule"}),
    ("compare", {"ids": FIVE}),
    ("report", {"kind": "contest"}),
    ("indicators", {"domain": "D:voirie"}),
    ("indicator", {"city": "00007"}),
    ("municipalities", {"q": "Sainte-Brume"}),
    ("resources", {"kind": "funding"}),
    ("open_city", {"q": "Sainte-Brume"}),
    ("lesson", {"back": "/fr/fournisseurs?besoin=nids-de-poule"}),
    ("diagnostic", {"q": "1"} | {f"q{n}": str(n % 4) for n in range(1, 13)}),
    ("diagnostic", {"q": "0", "q1": "3"}),
    ("cases", {"need": "nids-de-poule"}),
    ("cases", {"state": "stopped"}),
    ("cases", {"effect": "better", "place": "elsewhere"}),
    ("courses", {"language": "fr", "cost": "free"}),
    ("courses", {"format": "hybrid"}),
    ("courses_compare", {"ids": FOUR_COURSES}),
    ("courses_compare", {"ids": "elements-of-ai,nothing"}),
    ("cases_map", {"effect": "better", "region": "99"}),
    ("well_being", {"city": "00003"}),
    ("council_note", {"city": "00005"}),
    ("council_note", {"city": "00006", "case": "none"}),
    ("comparison", {"city": "00007", "need": "nids-de-poule"}),
    ("comparison", {"city": "00007", "need": "fuites d’eau", "weight_fuites-m3-jour-km": "3"}),
    ("comparison", {"city": "00001", "need": "fuites d’eau"}),
    ("route", {"amount": "45000", "kind": "supply", "with_others": "no"}),
    ("route", {"amount": "45000", "kind": "supply", "with_others": "no", "threshold": "140000"}),
    ("law", {"date": "2023-06-01"}),
    ("needs", {"domain": "D:voirie"}),
    ("desk", {"need": "nids-de-poule"}),
    ("enterprises", {"name": "bousole routire"}),
    ("enterprises", {"letter": "b"}),
    ("declare", {"vendor": "boussole-routiere"}),
    ("declare", {"received": "told"}),
    ("notices", {"need": "suivi des nids-de-poule"}),
    ("notices", {"kind": "all"}),
]
# Who is shown each page that is somebody's: an address without a role here is everybody's.
CITY_ROLES = (
    *("my_city", "city_people", "city_delegation", "city_tracking", "city_text", "city_trace", "city_learning"),
    *("city_needs", "city_questions"),
)
SIGNED_IN = {
    **dict.fromkeys(("account", "factors", "factor_code", "factor_key", "password", "sessions"), "administrator"),
    **dict.fromkeys(("my_data", "my_data_file", "my_data_erase", "interests", "my_cities", "confirm"), "administrator"),
    **dict.fromkeys(CITY_ROLES, "administrator"),
    **dict.fromkeys(("city_accesses", "city_incidents"), "privacy_officer"),
    **dict.fromkeys(("administration", "openings"), "instance_administrator"),
    **dict.fromkeys(("city_readings", "city_cases", "city_case", "need_join", "follows"), "editor"),
    **dict.fromkeys(("city_projects", "project", "project_new", "project_step", "project_history"), "editor"),
    **dict.fromkeys(("project_share", "project_grid", "project_documents", "project_publish"), "editor"),
    **dict.fromkeys(("city_templates", "searches"), "editor"),
    "committee": "secretary",
    "law_proposals": "curation_lead",
    **dict.fromkeys(("desk_requests", "late_indicators", "curation", "curation_pairs", "curation_facts"), "curator"),
    **dict.fromkeys(("curation_words", "curation_vendor", "imports"), "curator"),
}
# Addresses that only take a form, lead elsewhere, or are met halfway through signing in.
ACTS = {
    *("sign_in_link", "sign_in_code", "sign_in_with", "sign_in_back", "sign_out", "prove", "one_time"),
    *("factor_remove", "draft", "learn_answer", "learn_resume", "digest"),
    # A file is saved, not shown: tests/journeys/test_learning.py opens it.
    "lesson_file",
    *("city_readings_template", "city_needs_file", "council_note_file", "comparison_file", "case_together"),
    # They are reached by an address that a message alone holds: the tests of their pages ask for one.
    *("case_reply", "desk_request", "search_leave", "shared_project", "shared_document"),
    # A file is saved; a committee’s sheets and report are there once it scores: its own tests open them.
    *("project_document", "committee_sheet", "committee_paper", "committee_report"),
    # A file is saved; what somebody brought, reported or declared is there once they have: its own tests do.
    *("list_file", "import_template", "import_file", "curation_words_file", "declaration"),
    *("curation_pair", "curation_report", "curation_declaration"),
    # The demonstration has no cohort: the tests of its pages open one.
    "cohort",
}
PUBLIC = [name for name in ADDRESSES if name not in SIGNED_IN and name not in ACTS]
PAGES = [*((name, {}) for name in PUBLIC), *STATES]


def shown(name: str, language: str, parameters: dict[str, str] | None = None) -> str:
    """The address by which a page is shown."""
    needs_id = "{id}" in ADDRESSES[name][language]
    return address(name, language, id=IDS[name] if needs_id else "", **(ABOUT.get(name, {}) | (parameters or {})))


def fullest(name: str) -> dict[str, str]:
    """The first state of a page in which it shows more than when it is bare."""
    return next((parameters for page, parameters in STATES if page == name), {})
