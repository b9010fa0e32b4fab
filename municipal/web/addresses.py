"""Every public address, in both languages: a page is known by one name and reached by two paths."""

from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import urlencode

LANGUAGES: Final = ("fr", "en")

ADDRESSES: Final[dict[str, dict[str, str]]] = {
    "home": {"fr": "/fr/", "en": "/en/"},
    "cases": {"fr": "/fr/cas-usage", "en": "/en/use-cases"},
    "case": {"fr": "/fr/cas-usage/{id}", "en": "/en/use-cases/{id}"},
    "cases_map": {"fr": "/fr/carte-des-cas", "en": "/en/map-of-cases"},
    "case_together": {"fr": "/fr/cas-usage/{id}/ensemble", "en": "/en/use-cases/{id}/together"},
    "case_reply": {"fr": "/fr/droit-de-reponse/{id}", "en": "/en/right-of-reply/{id}"},
    "vendors": {"fr": "/fr/fournisseurs", "en": "/en/vendors"},
    "vendor": {"fr": "/fr/fournisseurs/{id}", "en": "/en/vendors/{id}"},
    "vendor_log": {"fr": "/fr/fournisseurs/{id}/journal", "en": "/en/vendors/{id}/log"},
    "enterprises": {"fr": "/fr/entreprises", "en": "/en/enterprises"},
    "declare": {"fr": "/fr/proposer-une-entreprise", "en": "/en/propose-an-enterprise"},
    "declaration": {"fr": "/fr/fiche-declaree/{id}", "en": "/en/declared-sheet/{id}"},
    "notices": {"fr": "/fr/avis-publics", "en": "/en/public-notices"},
    "notice": {"fr": "/fr/avis-publics/{id}", "en": "/en/public-notices/{id}"},
    "list_file": {"fr": "/fr/listes/{id}", "en": "/en/lists/{id}"},
    "solution": {"fr": "/fr/solutions/{id}", "en": "/en/solutions/{id}"},
    "report": {"fr": "/fr/solutions/{id}/signaler", "en": "/en/solutions/{id}/report"},
    "compare": {"fr": "/fr/comparer", "en": "/en/compare"},
    "comparison": {"fr": "/fr/comparaison", "en": "/en/comparison"},
    "comparison_file": {"fr": "/fr/comparaison/fichier", "en": "/en/comparison/file"},
    "indicators": {"fr": "/fr/indicateurs", "en": "/en/indicators"},
    "indicator": {"fr": "/fr/indicateurs/{id}", "en": "/en/indicators/{id}"},
    "council_note": {"fr": "/fr/indicateurs/{id}/note", "en": "/en/indicators/{id}/note"},
    "council_note_file": {"fr": "/fr/indicateurs/{id}/note/fichier", "en": "/en/indicators/{id}/note/file"},
    "well_being": {"fr": "/fr/bien-etre/{id}", "en": "/en/well-being/{id}"},
    "community": {"fr": "/fr/communaute", "en": "/en/community"},
    "needs": {"fr": "/fr/besoins", "en": "/en/needs"},
    "need": {"fr": "/fr/besoins/{id}", "en": "/en/needs/{id}"},
    "need_join": {"fr": "/fr/rejoindre-un-besoin", "en": "/en/join-a-need"},
    "desk": {"fr": "/fr/parler-a-une-personne", "en": "/en/talk-to-someone"},
    "desk_request": {"fr": "/fr/parler-a-une-personne/{id}", "en": "/en/talk-to-someone/{id}"},
    "projects": {"fr": "/fr/projets", "en": "/en/projects"},
    "project_new": {"fr": "/fr/projets/nouveau", "en": "/en/projects/new"},
    "route": {"fr": "/fr/projets/voie", "en": "/en/projects/route"},
    "shared_project": {"fr": "/fr/projets/lecture/{id}", "en": "/en/projects/reading/{id}"},
    "shared_document": {"fr": "/fr/projets/lecture/{id}/document", "en": "/en/projects/reading/{id}/document"},
    "law": {"fr": "/fr/regles-d-achat", "en": "/en/purchasing-rules"},
    "open_contracting": {"fr": "/fr/contrats-ouverts", "en": "/en/open-contracts"},
    "municipalities": {"fr": "/fr/municipalites", "en": "/en/municipalities"},
    "municipality": {"fr": "/fr/municipalites/{id}", "en": "/en/municipalities/{id}"},
    "resources": {"fr": "/fr/ressources", "en": "/en/resources"},
    "questions": {"fr": "/fr/cinq-questions", "en": "/en/five-questions"},
    "learn": {"fr": "/fr/apprendre", "en": "/en/learn"},
    "learn_resume": {"fr": "/fr/apprendre/reprendre", "en": "/en/learn/resume"},
    "learn_map": {"fr": "/fr/apprendre/carte", "en": "/en/learn/map"},
    "pathway": {"fr": "/fr/apprendre/parcours/{id}", "en": "/en/learn/pathways/{id}"},
    "module": {"fr": "/fr/apprendre/modules/{id}", "en": "/en/learn/modules/{id}"},
    "lesson": {"fr": "/fr/apprendre/lecons/{id}", "en": "/en/learn/lessons/{id}"},
    "lesson_file": {"fr": "/fr/apprendre/lecons/{id}/fichier", "en": "/en/learn/lessons/{id}/file"},
    "learn_answer": {"fr": "/fr/apprendre/questions/{id}", "en": "/en/learn/questions/{id}"},
    "scenario": {"fr": "/fr/apprendre/situations/{id}", "en": "/en/learn/scenarios/{id}"},
    "mastery": {"fr": "/fr/apprendre/maitrise/{id}", "en": "/en/learn/mastery/{id}"},
    "placement": {"fr": "/fr/apprendre/niveau", "en": "/en/learn/level"},
    "outcome_before": {"fr": "/fr/apprendre/avant", "en": "/en/learn/before"},
    "outcome_after": {"fr": "/fr/apprendre/apres", "en": "/en/learn/after"},
    "refresh": {"fr": "/fr/apprendre/rappels", "en": "/en/learn/refresh"},
    "digest": {"fr": "/fr/apprendre/rappels/message", "en": "/en/learn/refresh/message"},
    "my_badges": {"fr": "/fr/apprendre/badges", "en": "/en/learn/badges"},
    "cohort": {"fr": "/fr/apprendre/cohortes/{id}", "en": "/en/learn/cohorts/{id}"},
    "diagnostic": {"fr": "/fr/apprendre/diagnostic", "en": "/en/learn/diagnostic"},
    "courses": {"fr": "/fr/formations", "en": "/en/courses"},
    "courses_compare": {"fr": "/fr/formations/comparer", "en": "/en/courses/compare"},
    "badge_verify": {"fr": "/fr/badges/verifier", "en": "/en/badges/verify"},
    "about": {"fr": "/fr/a-propos", "en": "/en/about"},
    "privacy": {"fr": "/fr/vie-privee", "en": "/en/privacy"},
    "sign_in": {"fr": "/fr/connexion", "en": "/en/sign-in"},
    "sign_in_link": {"fr": "/fr/connexion/lien", "en": "/en/sign-in/link"},
    "sign_in_code": {"fr": "/fr/connexion/code", "en": "/en/sign-in/code"},
    "sign_in_with": {"fr": "/fr/connexion/organisme/{id}", "en": "/en/sign-in/organization/{id}"},
    "sign_in_back": {"fr": "/fr/connexion/retour", "en": "/en/sign-in/back"},
    "prove": {"fr": "/fr/connexion/preuve", "en": "/en/sign-in/proof"},
    "confirm": {"fr": "/fr/connexion/confirmer", "en": "/en/sign-in/confirm"},
    "sign_out": {"fr": "/fr/deconnexion", "en": "/en/sign-out"},
    "one_time": {"fr": "/fr/acces/{id}", "en": "/en/access/{id}"},
    "open_city": {"fr": "/fr/ouvrir-ma-ville", "en": "/en/open-my-city"},
    "account": {"fr": "/fr/compte", "en": "/en/account"},
    "factors": {"fr": "/fr/compte/preuves", "en": "/en/account/proofs"},
    "factor_code": {"fr": "/fr/compte/preuves/code", "en": "/en/account/proofs/code"},
    "factor_key": {"fr": "/fr/compte/preuves/cle", "en": "/en/account/proofs/key"},
    "factor_remove": {"fr": "/fr/compte/preuves/{id}/retirer", "en": "/en/account/proofs/{id}/remove"},
    "password": {"fr": "/fr/compte/mot-de-passe", "en": "/en/account/password"},
    "sessions": {"fr": "/fr/compte/sessions", "en": "/en/account/sessions"},
    "my_data": {"fr": "/fr/compte/donnees", "en": "/en/account/data"},
    "my_data_file": {"fr": "/fr/compte/donnees/fichier", "en": "/en/account/data/file"},
    "my_data_erase": {"fr": "/fr/compte/donnees/effacer", "en": "/en/account/data/erase"},
    "interests": {"fr": "/fr/compte/interets", "en": "/en/account/interests"},
    "follows": {"fr": "/fr/compte/suivis", "en": "/en/account/following"},
    "searches": {"fr": "/fr/compte/recherches", "en": "/en/account/searches"},
    "search_leave": {"fr": "/fr/recherches/arreter/{id}", "en": "/en/searches/stop/{id}"},
    "my_cities": {"fr": "/fr/ma-ville", "en": "/en/my-city"},
    "my_city": {"fr": "/fr/ma-ville/{id}", "en": "/en/my-city/{id}"},
    "city_people": {"fr": "/fr/ma-ville/{id}/personnes", "en": "/en/my-city/{id}/people"},
    "city_delegation": {"fr": "/fr/ma-ville/{id}/delegation", "en": "/en/my-city/{id}/delegation"},
    "city_tracking": {"fr": "/fr/ma-ville/{id}/indicateurs", "en": "/en/my-city/{id}/indicators"},
    "city_readings": {"fr": "/fr/ma-ville/{id}/releves", "en": "/en/my-city/{id}/readings"},
    "city_readings_template": {"fr": "/fr/ma-ville/{id}/releves/modele", "en": "/en/my-city/{id}/readings/template"},
    "city_cases": {"fr": "/fr/ma-ville/{id}/cas", "en": "/en/my-city/{id}/cases"},
    "city_case": {"fr": "/fr/ma-ville/{id}/cas/fiche", "en": "/en/my-city/{id}/cases/sheet"},
    "city_questions": {"fr": "/fr/ma-ville/{id}/questions", "en": "/en/my-city/{id}/questions"},
    "city_projects": {"fr": "/fr/ma-ville/{id}/projets", "en": "/en/my-city/{id}/projects"},
    "project": {"fr": "/fr/ma-ville/{id}/projets/dossier", "en": "/en/my-city/{id}/projects/file"},
    "project_step": {"fr": "/fr/ma-ville/{id}/projets/etape", "en": "/en/my-city/{id}/projects/step"},
    "project_history": {"fr": "/fr/ma-ville/{id}/projets/historique", "en": "/en/my-city/{id}/projects/history"},
    "project_share": {"fr": "/fr/ma-ville/{id}/projets/partage", "en": "/en/my-city/{id}/projects/sharing"},
    "project_grid": {"fr": "/fr/ma-ville/{id}/projets/grille", "en": "/en/my-city/{id}/projects/grid"},
    "project_documents": {"fr": "/fr/ma-ville/{id}/projets/documents", "en": "/en/my-city/{id}/projects/documents"},
    "project_document": {"fr": "/fr/ma-ville/{id}/projets/document", "en": "/en/my-city/{id}/projects/document"},
    "city_templates": {"fr": "/fr/ma-ville/{id}/modeles", "en": "/en/my-city/{id}/templates"},
    "committee": {"fr": "/fr/ma-ville/{id}/projets/comite", "en": "/en/my-city/{id}/projects/committee"},
    "committee_sheet": {"fr": "/fr/ma-ville/{id}/projets/notes", "en": "/en/my-city/{id}/projects/scores"},
    "committee_paper": {"fr": "/fr/ma-ville/{id}/projets/feuilles", "en": "/en/my-city/{id}/projects/sheets"},
    "committee_report": {"fr": "/fr/ma-ville/{id}/projets/rapport", "en": "/en/my-city/{id}/projects/report"},
    "project_publish": {"fr": "/fr/ma-ville/{id}/projets/publier", "en": "/en/my-city/{id}/projects/publish"},
    "city_needs": {"fr": "/fr/ma-ville/{id}/besoins", "en": "/en/my-city/{id}/needs"},
    "city_needs_file": {"fr": "/fr/ma-ville/{id}/besoins/fichier", "en": "/en/my-city/{id}/needs/file"},
    "city_learning": {"fr": "/fr/ma-ville/{id}/apprentissage", "en": "/en/my-city/{id}/learning"},
    "city_text": {"fr": "/fr/ma-ville/{id}/presentation", "en": "/en/my-city/{id}/presentation"},
    "city_trace": {"fr": "/fr/ma-ville/{id}/journal", "en": "/en/my-city/{id}/journal"},
    "city_accesses": {"fr": "/fr/ma-ville/{id}/consultations", "en": "/en/my-city/{id}/accesses"},
    "city_incidents": {"fr": "/fr/ma-ville/{id}/incidents", "en": "/en/my-city/{id}/incidents"},
    "administration": {"fr": "/fr/administration", "en": "/en/administration"},
    "openings": {"fr": "/fr/administration/villes", "en": "/en/administration/cities"},
    "desk_requests": {"fr": "/fr/administration/demandes", "en": "/en/administration/requests"},
    "law_proposals": {"fr": "/fr/administration/regles", "en": "/en/administration/rules"},
    "late_indicators": {"fr": "/fr/administration/indicateurs", "en": "/en/administration/indicators"},
    "curation": {"fr": "/fr/curation", "en": "/en/curation"},
    "curation_pairs": {"fr": "/fr/curation/doublons", "en": "/en/curation/duplicates"},
    "curation_pair": {"fr": "/fr/curation/doublons/paire", "en": "/en/curation/duplicates/pair"},
    "curation_report": {"fr": "/fr/curation/signalements/{id}", "en": "/en/curation/reports/{id}"},
    "curation_declaration": {"fr": "/fr/curation/propositions/{id}", "en": "/en/curation/proposals/{id}"},
    "curation_vendor": {"fr": "/fr/curation/fournisseurs/{id}", "en": "/en/curation/vendors/{id}"},
    "curation_facts": {"fr": "/fr/curation/faits", "en": "/en/curation/facts"},
    "curation_words": {"fr": "/fr/curation/thesaurus", "en": "/en/curation/thesaurus"},
    "curation_words_file": {"fr": "/fr/curation/thesaurus/fichier", "en": "/en/curation/thesaurus/file"},
    "imports": {"fr": "/fr/curation/importations", "en": "/en/curation/imports"},
    "import_file": {"fr": "/fr/curation/importations/{id}", "en": "/en/curation/imports/{id}"},
    "import_template": {"fr": "/fr/curation/modele-de-liste", "en": "/en/curation/list-template"},
    "draft": {"fr": "/fr/brouillon", "en": "/en/draft"},
}

# The lists that one may follow without an account (Atom).
FEEDS: Final[dict[str, dict[str, str]]] = {
    "cases": {"fr": "/cas-usage.atom", "en": "/use-cases.atom"},
    "needs": {"fr": "/besoins.atom", "en": "/needs.atom"},
    "vendors": {"fr": "/fournisseurs.atom", "en": "/vendors.atom"},
    "notices": {"fr": "/avis-publics.atom", "en": "/public-notices.atom"},
}

# The names of query parameters, as a reader sees them in the address.
PARAMETERS: Final[dict[str, dict[str, str]]] = {
    "need": {"fr": "besoin", "en": "need"},
    "city": {"fr": "ville", "en": "city"},
    "domain": {"fr": "domaine", "en": "domain"},
    "capability": {"fr": "capacite", "en": "capability"},
    "state": {"fr": "etat", "en": "state"},
    "effect": {"fr": "effet", "en": "effect"},
    "place": {"fr": "lieu", "en": "place"},
    "status": {"fr": "statut", "en": "status"},
    "hosting": {"fr": "hebergement", "en": "hosting"},
    "language": {"fr": "langue", "en": "language"},
    "population": {"fr": "taille", "en": "size"},
    "open_source": {"fr": "code_ouvert", "en": "open_source"},
    "dimension": {"fr": "dimension", "en": "dimension"},
    "kind": {"fr": "genre", "en": "kind"},
    "duration": {"fr": "duree", "en": "duration"},
    "cost": {"fr": "cout", "en": "cost"},
    "certificate": {"fr": "attestation", "en": "certificate"},
    "level": {"fr": "niveau", "en": "level"},
    "back": {"fr": "retour", "en": "return"},
    "case": {"fr": "cas", "en": "case"},
    "indicator": {"fr": "indicateur", "en": "indicator"},
    "region": {"fr": "region", "en": "region"},
    "weight": {"fr": "poids", "en": "weight"},
    "other": {"fr": "autre", "en": "other"},
    "period": {"fr": "periode", "en": "period"},
    "project": {"fr": "projet", "en": "project"},
    "step": {"fr": "etape", "en": "step"},
    "document": {"fr": "document", "en": "document"},
    "amount": {"fr": "montant", "en": "amount"},
    "with_others": {"fr": "avec_d_autres", "en": "with_others"},
    "threshold": {"fr": "seuil", "en": "threshold"},
    "bylaw": {"fr": "reglement", "en": "bylaw"},
    "member": {"fr": "membre", "en": "member"},
    "sort": {"fr": "tri", "en": "sort"},
    "name": {"fr": "nom", "en": "name"},
    "vendor": {"fr": "fournisseur", "en": "vendor"},
    "left": {"fr": "gauche", "en": "left"},
    "right": {"fr": "droite", "en": "right"},
    "buyer": {"fr": "acheteur", "en": "buyer"},
    "category": {"fr": "categorie", "en": "category"},
    "word": {"fr": "mot", "en": "word"},
    "letter": {"fr": "lettre", "en": "letter"},
}


def address(name: str, language: str, /, *, id: str = "", **parameters: Any) -> str:  # noqa: A002, ANN401 - as in the path; whatever prints
    """The address of a page in a language; parameters take that language's names, blank ones are left out."""
    path = ADDRESSES[name][language].replace("{id}", id)
    pairs = [
        (PARAMETERS.get(key, {}).get(language, key), value)
        for key, given in parameters.items()
        for value in _each(given)
        if value not in (None, "", False)
    ]
    return f"{path}?{urlencode(pairs)}" if pairs else path


def _each(given: Any) -> list[Any]:  # noqa: ANN401 - a value or several
    return list(given) if isinstance(given, list | tuple) else [given]  # type: ignore[arg-type]


def paths(name: str) -> list[str]:
    """Both paths of a page, as a route declares them."""
    return [path.replace("{id}", "{id:str}") for path in ADDRESSES[name].values()]


def translated(name: str, parameters: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """A query string with the parameter names of another language."""
    known = {word: pair[name] for pair in PARAMETERS.values() for word in pair.values()}
    return [(known.get(key, key), value) for key, value in parameters]


def canonical(parameters: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """A query string with the names that the program uses, whichever language wrote it."""
    known = {word: key for key, pair in PARAMETERS.items() for word in pair.values()}
    return [(known.get(key, key), value) for key, value in parameters]
