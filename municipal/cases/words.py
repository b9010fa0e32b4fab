"""What is said of a case in a word or two: how far it got, what it changed, why it was stopped, how large the city."""

from collections.abc import Iterable
from typing import Final

from municipal.cases.rows import LIMITS, CaseRow
from municipal.indicators.queries import DIMENSIONS
from municipal.needs import labels
from municipal.web.format import number
from municipal.web.language import translator
from municipal.web.marking import mark

STATES: Final = {
    "idea": mark("Idée"),
    "pilot": mark("Projet pilote"),
    "in_use": mark("En service"),
    "paused": mark("En pause"),
    "stopped": mark("Arrêté"),
    "unknown": mark("État inconnu"),
}
EFFECTS: Final = {
    "better": mark("Mieux"),
    "same": mark("Pareil"),
    "worse": mark("Moins bien"),
    "mixed": mark("Mitigé"),
    "not_measured": mark("Non mesuré"),
}
# The effect as a tag says it, beside that of the state.
EFFECT_TAGS: Final = {
    "better": mark("Effet\u00a0: mieux"),
    "same": mark("Effet\u00a0: pareil"),
    "worse": mark("Effet\u00a0: moins bien"),
    "mixed": mark("Effet\u00a0: mitigé"),
    "not_measured": mark("Effet non mesuré"),
}
# What worked and what did not are shown as plainly as each other: only the tone of the word differs.
TONES: Final = {"better": "good", "worse": "caution", "mixed": "caution", "stopped": "caution", "paused": "caution"}
REASONS: Final = {
    "no_measurable_benefit": mark("aucun gain mesurable"),
    "cost": mark("coût"),
    "not_fit_for_need": mark("ne répondait pas au besoin"),
    "data_not_available": mark("données non disponibles"),
    "staff_adoption": mark("peu adopté par le personnel"),
    "vendor_ended": mark("fin de l’offre du fournisseur"),
    "legal_or_privacy": mark("droit ou vie privée"),
    "replaced": mark("remplacé par autre chose"),
    "error_or_harm": mark("erreurs ou torts"),
    "public_opposition": mark("opposition du public"),
}
PLACES: Final = {"quebec": mark("Québec"), "elsewhere": mark("ailleurs")}


def choices(language: str, regions: Iterable[str] = ()) -> dict[str, tuple[str, list[tuple[str, str]]]]:
    """The legend of each filter and its choices with their names; what is unknown has a choice of its own.

    Regions go by their names: only those that are given are there to choose.
    """
    _ = translator(language)
    return {
        "state": (_("État"), _named(STATES, language)),
        "effect": (_("Effet"), _named(EFFECTS, language)),
        "domain": (_("Domaine municipal"), labels("domain", language)),
        "dimension": (_("Dimension du bien-être"), _named(DIMENSIONS, language)),
        "place": (_("Lieu"), _named(PLACES, language)),
        "region": (_("Région"), [(name, name) for name in regions]),
        "population": (_("Taille de la ville"), sizes(language)),
    }


def sizes(language: str) -> list[tuple[str, str]]:
    """The sizes of cities with their names, the smallest first."""
    _ = translator(language)
    told = [number(limit, language) for limit in LIMITS]
    between = [
        (str(limit), _("de {low} à {high} personnes").format(low=low, high=high))
        for limit, low, high in zip(LIMITS[1:], told, told[1:], strict=False)
    ]
    return [
        (str(LIMITS[0]), _("moins de {high} personnes").format(high=told[0])),
        *between,
        ("more", _("{low} personnes et plus").format(low=told[-1])),
        ("unknown", _("taille inconnue")),
    ]


def where(row: CaseRow, language: str) -> str:
    """Where it happened: the city, the place, how many people live there."""
    _ = translator(language)
    told = [row.city] if row.anonymous else [row.city, row.country]
    if row.population is not None:
        told.append(_("{size} personnes").format(size=number(row.population, language)))
    return ", ".join(told)


def _named(table: dict[str, str], language: str) -> list[tuple[str, str]]:
    return [(key, translator(language)(text)) for key, text in table.items()]
