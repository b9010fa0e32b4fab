"""The facets of the list of solutions: what they keep, and how many of each remain."""

from collections.abc import Iterable
from typing import Final

from municipal.needs import labels
from municipal.suppliers.forms import VendorsQuery
from municipal.suppliers.words import HOSTING, LANGUAGES, STATUS
from municipal.web.facets import Facet, Values, kept
from municipal.web.facets import facets as shown
from municipal.web.format import number
from municipal.web.language import translator
from vendors.registry.queries import SolutionRow

# The sizes of Québec's municipalities that suppliers speak of.
SIZES: Final = (500, 1000, 2000, 5000, 10_000, 50_000)
UNKNOWN: Final = "inconnu"


def _serves(row: SolutionRow) -> list[str]:
    """The sizes that a solution says it serves; unknown passes for none."""
    least = row.smallest_population
    return [] if least is None else [str(size) for size in SIZES if least <= size]


VALUES: Final[Values[SolutionRow]] = {
    "domain": lambda row: row.domains,
    "capability": lambda row: row.capabilities,
    "population": _serves,
    "hosting": lambda row: [row.hosting or UNKNOWN],
    "language": lambda row: row.languages,
    "open_source": lambda row: ["true"] if row.open_source else [],
    "status": lambda row: [row.status],
}


def keep(rows: Iterable[SolutionRow], asked: VendorsQuery) -> list[SolutionRow]:
    """The solutions that pass every facet."""
    return kept(rows, VALUES, _chosen(asked))


def facets(rows: list[SolutionRow], asked: VendorsQuery, language: str, *, counted: bool) -> list[Facet]:
    """Every facet; when counted, over the solutions shown."""
    return shown(rows, VALUES, _choices(language), _chosen(asked), language, counted=counted)


def _chosen(asked: VendorsQuery) -> dict[str, list[str]]:
    """The choices of each facet, as they are compared with what a solution has."""
    as_told = {name: getattr(asked, name) for name in VALUES}
    return as_told | {
        "population": [str(size) for size in asked.population],
        "open_source": ["true"] if asked.open_source else [],
    }


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
