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


def keep(rows: Iterable[SolutionRow], asked: VendorsQuery) -> list[SolutionRow]:
    """The solutions that pass every facet; within a facet, one choice is enough."""
    return [row for row in rows if all(_passes(values(row), chosen) for values, chosen in _tests(asked))]


def facets(rows: list[SolutionRow], asked: VendorsQuery, language: str, *, counted: bool) -> list[Facet]:
    """Every facet, its choices counted over the solutions shown; choices that lead nowhere are left out."""
    _ = translator(language)
    legends = {
        "domain": (_("Domaine municipal"), labels("domain", language), lambda row: row.domains),
        "capability": (_("Ce que fait l’outil"), labels("capability", language), lambda row: row.capabilities),
        "population": (_("Sert les municipalités de"), _sizes(language), _serves),
        "hosting": (
            _("Hébergement des données"),
            [*((key, _(text)) for key, text in HOSTING.items()), (UNKNOWN, _("non précisé"))],
            lambda row: [row.hosting or UNKNOWN],
        ),
        "language": (
            _("Langue"),
            [(key, _(text)) for key, text in LANGUAGES.items()],
            lambda row: row.languages,
        ),
        "open_source": (_("Code source"), [("true", _("ouvert"))], lambda row: ["true"] if row.open_source else []),
        "status": (_("Statut"), [(key, _(text)) for key, text in STATUS.items()], lambda row: [row.status]),
    }
    return [
        made
        for name, (legend, choices, values) in legends.items()
        if (
            made := _facet(name, legend, choices, rows, values, _chosen(asked, name), language, counted=counted)
        ).options
    ]


def _facet(  # noqa: PLR0913
    name: str,
    legend: str,
    choices: list[tuple[str, str]],
    rows: list[SolutionRow],
    values: Callable[[SolutionRow], list[str]],
    chosen: list[str],
    language: str,
    *,
    counted: bool,
) -> Facet:
    counts = Counter(value for row in rows for value in values(row)) if counted else Counter[str]()
    options = [
        Option(value, label, str(counts[value]) if counted else "", value in chosen)
        for value, label in choices
        if not counted or counts[value] or value in chosen
    ]
    return Facet(PARAMETERS[name][language], legend, options)


def _chosen(asked: VendorsQuery, name: str) -> list[str]:
    if name == "population":
        return [str(asked.population)] if asked.population else []
    if name == "open_source":
        return ["true"] if asked.open_source else []
    return getattr(asked, name)


def _tests(asked: VendorsQuery) -> list[tuple[Callable[[SolutionRow], list[str]], list[str]]]:
    return [
        (lambda row: row.domains, asked.domain),
        (lambda row: row.capabilities, asked.capability),
        (lambda row: [row.status], asked.status),
        (lambda row: [row.hosting or UNKNOWN], asked.hosting),
        (lambda row: row.languages, asked.language),
        (_serves, _chosen(asked, "population")),
        (lambda row: ["true"] if row.open_source else [], _chosen(asked, "open_source")),
    ]


def _passes(values: list[str], chosen: list[str]) -> bool:
    return not chosen or any(value in chosen for value in values)


def _serves(row: SolutionRow) -> list[str]:
    """The sizes that a solution says it serves; unknown passes for none."""
    least = row.smallest_population
    return [] if least is None else [str(size) for size in SIZES if least <= size]


def _sizes(language: str) -> list[tuple[str, str]]:
    _ = translator(language)
    return [(str(size), _("{size} personnes").format(size=number(size, language))) for size in SIZES]
