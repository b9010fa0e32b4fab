"""The facets of the list of solutions: what they keep, and how many of each remain."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Final

from msgspec import Struct

from municipal.needs import labels
from municipal.suppliers.forms import VendorsQuery
from municipal.suppliers.words import HOSTING, LANGUAGES, STATUS
from municipal.web.addresses import PARAMETERS
from municipal.web.format import number
from municipal.web.language import translator
from vendors.registry.queries import SolutionRow

# The sizes of Québec's municipalities that suppliers speak of.
SIZES: Final = (500, 1000, 2000, 5000, 10_000, 50_000)
UNKNOWN: Final = "inconnu"


class Option(Struct, frozen=True):
    """A choice of a facet; `count` is blank where it would cost more than it tells."""

    value: str
    label: str
    count: str
    checked: bool


class Facet(Struct, frozen=True):
    """A facet with the choices that are worth showing."""

    name: str
    legend: str
    options: list[Option]


def _serves(row: SolutionRow) -> list[str]:
    """The sizes that a solution says it serves; unknown passes for none."""
    least = row.smallest_population
    return [] if least is None else [str(size) for size in SIZES if least <= size]


# What a solution has under each facet, in the order in which they are shown.
VALUES: Final[dict[str, Callable[[SolutionRow], list[str]]]] = {
    "domain": lambda row: row.domains,
    "capability": lambda row: row.capabilities,
    "population": _serves,
    "hosting": lambda row: [row.hosting or UNKNOWN],
    "language": lambda row: row.languages,
    "open_source": lambda row: ["true"] if row.open_source else [],
    "status": lambda row: [row.status],
}


def keep(rows: Iterable[SolutionRow], asked: VendorsQuery) -> list[SolutionRow]:
    """The solutions that pass every facet; within a facet, one choice is enough."""
    tests = [(values, chosen) for name, values in VALUES.items() if (chosen := _chosen(asked, name))]
    return [row for row in rows if all(set(values(row)) & set(chosen) for values, chosen in tests)]


def facets(rows: list[SolutionRow], asked: VendorsQuery, language: str, *, counted: bool) -> list[Facet]:
    """Every facet; when counted, over the solutions shown, and without the choices that lead nowhere."""
    choices = _choices(language)
    found: list[Facet] = []
    for name, values in VALUES.items():
        legend, options = choices[name]
        counts = Counter(value for row in rows for value in values(row))
        chosen = _chosen(asked, name)
        shown = [
            Option(value, label, str(counts[value]) if counted else "", value in chosen)
            for value, label in options
            if not counted or counts[value] or value in chosen
        ]
        if shown:
            found.append(Facet(PARAMETERS[name][language], legend, shown))
    return found


def _chosen(asked: VendorsQuery, name: str) -> list[str]:
    if name == "population":
        return [str(size) for size in asked.population]
    if name == "open_source":
        return ["true"] if asked.open_source else []
    return getattr(asked, name)


def _choices(language: str) -> dict[str, tuple[str, list[tuple[str, str]]]]:
    """The legend of each facet and its choices with their names."""
    _ = translator(language)
    sizes = [(str(size), _("{size} personnes").format(size=number(size, language))) for size in SIZES]
    hosting = [*((key, _(text)) for key, text in HOSTING.items()), (UNKNOWN, _("inconnu"))]
    return {
        "domain": (_("Domaine municipal"), labels("domain", language)),
        "capability": (_("Ce que fait la solution"), labels("capability", language)),
        "population": (_("Sert les municipalités de"), sizes),
        "hosting": (_("Hébergement des données"), hosting),
        "language": (_("Langue"), [(key, _(text)) for key, text in LANGUAGES.items()]),
        "open_source": (_("Code source"), [("true", _("ouvert"))]),
        "status": (_("Statut"), [(key, _(text)) for key, text in STATUS.items()]),
    }
