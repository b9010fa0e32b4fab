"""Every list that one may take away, by its name in the address."""

from typing import Final

from municipal.lists.catalogues import (
    articles_taken,
    courses_taken,
    indicators_taken,
    modules_taken,
    municipalities_taken,
    resources_taken,
    thresholds_taken,
)
from municipal.lists.public import contracts_taken, enterprises_taken, notices_taken
from municipal.lists.shared import cases_taken, needs_taken
from municipal.lists.solutions import solutions_taken
from municipal.lists.taken import TakenList
from municipal.web.marking import mark

LISTS: Final[tuple[TakenList, ...]] = (
    TakenList("fournisseurs", "vendors", mark("Fournisseurs et solutions"), "vendors", solutions_taken),
    TakenList("entreprises", "enterprises", mark("Entreprises"), "enterprises", enterprises_taken),
    TakenList("avis-publics", "public-notices", mark("Avis publics"), "notices", notices_taken),
    TakenList("contrats-publics", "public-contracts", mark("Contrats publics"), "notices", contracts_taken),
    TakenList("cas-usage", "use-cases", mark("Cas d’usage"), "cases", cases_taken),
    TakenList("besoins", "needs", mark("Besoins partagés"), "needs", needs_taken),
    TakenList("indicateurs", "indicators", mark("Indicateurs déjà suivis"), "indicators", indicators_taken),
    TakenList("municipalites", "municipalities", mark("Municipalités"), "municipalities", municipalities_taken),
    TakenList("ressources", "resources", mark("Ressources et financement"), "resources", resources_taken),
    TakenList("formations", "courses", mark("Guide des formations"), "courses", courses_taken),
    TakenList("modules", "modules", mark("Modules"), "learn_map", modules_taken),
    TakenList("seuils", "thresholds", mark("Les seuils"), "law", thresholds_taken),
    TakenList("articles", "articles", mark("Les articles"), "law", articles_taken),
)
BY_NAME: Final = {name: one for one in LISTS for name in (one.fr, one.en)}
