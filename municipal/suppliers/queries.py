"""The main job: what answers a need, joined with cities and indicators. Command, page and API all call `answer`."""

from msgspec import Struct
from sqlmodel import Session

from municipal.indicators import queries as indicator_queries
from municipal.kept import kept
from municipal.needs import the_taxonomy
from municipal.places.queries import municipality
from municipal.resources.queries import ResourceRow, for_domains
from municipal.suppliers.words import cautions, exclusion, reasons, silence
from municipal.thesaurus.queries import thesaurus
from vendors.needs.find import MOST, Found, find
from vendors.needs.index import Index, build
from vendors.registry.lifecycle import removals
from vendors.registry.queries import facts, fit_statements, solutions

# With fewer answers than this, the page also offers the next best thing.
FEW = 3


class Named(Struct, frozen=True):
    """An id and a name."""

    id: str
    name: str


class VendorName(Struct, frozen=True):
    """A supplier as an answer names it."""

    id: str
    name: str
    neq: str | None


class ResultRow(Struct, frozen=True):
    """A solution that answers; `cases` counts the uses by public bodies that a cited source names."""

    rank: int
    solution: Named
    vendor: VendorName
    fit: str
    fit_basis: str
    reasons: list[str]
    domains: list[str]
    capabilities: list[str]
    assessment: None
    cases: int


class ExcludedRow(Struct, frozen=True):
    """A solution that was left out, and why."""

    solution: Named
    reason: str


class IndicatorRow(Struct, frozen=True):
    """An indicator to judge by; `tracked` when the city that asks declares it follows it."""

    id: str
    name: str
    tracked: bool


class Answer(Struct, frozen=True):
    """The answer to a need, as the contract writes it; then what helps where little answers."""

    need: str
    lang: str
    domains: list[str]
    capabilities: list[str]
    results: list[ResultRow]
    excluded: list[ExcludedRow]
    indicators: list[IndicatorRow]
    help: str
    related: list[str]
    resources: list[Named]


@kept
def registry(session: Session) -> Index:
    """The index of the registry as it stands."""
    why = {vendor: one.reason for vendor, one in removals(session).items()}
    return build(solutions(session), facts(session), fit_statements(session), the_taxonomy(), why)


def search(
    session: Session, need: str, *, language: str | None = None, city: str | None = None, limit: int = MOST
) -> Found:
    """What the registry finds for a need, for a city or for anyone."""
    place = municipality(session, city) if city else None
    population = place.population if place else None
    return find(need, registry(session), thesaurus(session), language=language, population=population, limit=limit)


def answer(
    session: Session, need: str, *, language: str | None = None, city: str | None = None, limit: int = MOST
) -> Answer:
    """The solutions that answer a need, those left out and why, the indicators to judge by, and what helps."""
    found = search(session, need, language=language, city=city, limit=limit)
    detected = found.detected
    spoken = detected.language
    index = registry(session)
    return Answer(
        need=need,
        lang=spoken,
        domains=detected.domains,
        capabilities=detected.capabilities,
        results=[
            ResultRow(
                rank=rank,
                solution=Named(one.solution.id, one.solution.name),
                vendor=VendorName(one.solution.vendor, one.solution.vendor_name, one.solution.neq),
                fit=one.fit,
                fit_basis=one.basis,
                reasons=[*reasons(one, spoken), *cautions(one, detected, spoken)],
                domains=one.solution.domains,
                capabilities=one.solution.capabilities,
                assessment=None,
                cases=index.uses.get(one.solution.id, 0),
            )
            for rank, one in enumerate(found.results, 1)
        ],
        excluded=[
            ExcludedRow(Named(one.solution.id, one.solution.name), exclusion(one, detected, spoken))
            for one in found.excluded
        ],
        indicators=indicators_for(session, found, spoken, city),
        help=silence(found, spoken),
        related=related(found),
        resources=[Named(row.id, row.name) for row in help_for(session, found, spoken)],
    )


def indicators_for(session: Session, found: Found, language: str, city: str | None) -> list[IndicatorRow]:
    """The indicators of the need's domains, those that the city already follows first."""
    detected = found.detected
    pairs = indicator_queries.for_need(session, detected.domains, detected.stems, detected.language, spoken=language)
    own = indicator_queries.tracked_ids(session, city) if city else set[str]()
    rows = [IndicatorRow(one, name, one in own) for one, name in pairs]
    return sorted(rows, key=lambda row: not row.tracked)


def related(found: Found) -> list[str]:
    """Where little answers, the domains next to those of the need."""
    if len(found.results) >= FEW:
        return []
    nodes = the_taxonomy().nodes
    near = [other for node in found.detected.nodes for other in nodes[node].related]
    return [node for node in dict.fromkeys(near) if node not in found.detected.nodes]


def help_for(session: Session, found: Found, language: str) -> list[ResourceRow]:
    """Where little answers, the bodies that accompany and the programmes of the need's domains."""
    return for_domains(session, found.detected.domains, language) if len(found.results) < FEW else []


def statuses(index: Index) -> list[str]:
    """The statuses that suppliers have today."""
    return sorted({one.status for one in index.solutions.values()})
