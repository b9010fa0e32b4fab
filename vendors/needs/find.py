"""The main job: from a need in plain words to the solutions that answer it, and to what was left out and why."""

from typing import Final, Literal

from msgspec import Struct

from vendors.needs.detect import Detected, detect
from vendors.needs.index import Index
from vendors.needs.taxonomy import Taxonomy
from vendors.registry.queries import FitRow, SolutionRow

MOST: Final = 30
FACET_WEIGHT: Final = 1.5
OFFICE_WRITING: Final = frozenset({"C:redaction", "C:traduction"})
GENERALIST: Final = "C:generaliste"
# What a general assistant writes about an emergency may cost a life.
NEVER_GENERAL: Final = frozenset({"D:securite", "D:urgence"})

Fit = Literal["fits", "partly", "unknown"]
Basis = Literal["statement", "description"]


class Result(Struct, frozen=True):
    """A solution that answers the need: how far, on what basis, and by which domains, capabilities and words."""

    solution: SolutionRow
    fit: Fit
    basis: Basis
    domains: list[str]
    capabilities: list[str]
    statements: list[FitRow]
    general: bool
    too_small: bool


class Excluded(Struct, frozen=True):
    """A solution that was left out: a general assistant, one that someone states does not suit, or one `removed`.

    `why` is the reason for which its supplier left the registry, when somebody said it.
    """

    solution: SolutionRow
    statement: FitRow | None
    removed: bool = False
    why: str = ""


class Found(Struct, frozen=True):
    """The answer to a need."""

    need: str
    detected: Detected
    results: list[Result]
    excluded: list[Excluded]


def find(
    need: str,
    index: Index,
    taxonomy: Taxonomy,
    *,
    language: str | None = None,
    population: int | None = None,
    limit: int = MOST,
) -> Found:
    """The solutions that answer a need, those that fit first, at most 30; `population` is that of the city that asks.

    Nothing understood gives no result: an honest silence is worth more than a list.
    """
    detected = detect(need, taxonomy, language)
    text = index.text_scores(detected.stems, detected.language)
    kept: list[tuple[tuple[object, ...], Result]] = []
    excluded: list[Excluded] = []
    for solution in _candidates(detected, index):
        statements = [one for one in index.fits.get(solution.id, ()) if one.node in detected.nodes]
        refusal = next((one for one in statements if one.verdict == "does_not_fit"), None)
        general = is_general(solution)
        if refusal or (general and not is_office_writing(detected)):
            excluded.append(Excluded(solution, refusal))
        elif result := _result(solution, detected, statements, population, general=general):
            kept.append((_order(result, text.get(solution.id, 0.0)), result))
    for solution in index.removed.values():
        statements = [one for one in index.fits.get(solution.id, ()) if one.node in detected.nodes]
        refused = any(one.verdict == "does_not_fit" for one in statements)
        if not refused and not is_general(solution) and _result(solution, detected, statements, None, general=False):
            why = index.why.get(solution.vendor, "")
            excluded.append(Excluded(solution, None, removed=True, why=why))
    kept.sort(key=lambda pair: pair[0])
    results = _relevant([result for _, result in kept])
    return Found(need, detected, results[: min(limit, MOST)], excluded)


def _candidates(detected: Detected, index: Index) -> list[SolutionRow]:
    """The solutions that any rule may speak of: of a node asked, stated upon, or general; in the order of the index."""
    ids = {one for node in (*detected.nodes, GENERALIST) for one in index.by_node.get(node, ())} | index.fits.keys()
    return [solution for identity, solution in index.solutions.items() if identity in ids]


def is_general(solution: SolutionRow) -> bool:
    """Whether a solution is a general office assistant and nothing else."""
    return solution.capabilities == [GENERALIST]


def is_office_writing(detected: Detected) -> bool:
    """Whether a need asks only to write or translate, in no domain where a wrong word endangers people."""
    asked = set(detected.capabilities)
    return bool(asked) and asked <= OFFICE_WRITING and not NEVER_GENERAL & {*detected.domains, *detected.mentioned}


def _result(
    solution: SolutionRow, detected: Detected, statements: list[FitRow], population: int | None, *, general: bool
) -> Result | None:
    domains = [node for node in detected.domains if node in solution.domains]
    capabilities = [node for node in detected.capabilities if node in solution.capabilities]
    stated: Fit | None = None
    if statements:
        stated = "partly" if any(one.verdict == "partly" for one in statements) else "fits"
    if not (domains or capabilities or stated or general):
        return None
    described: Fit = "fits" if domains and capabilities else "partly"
    too_small = population is not None and (solution.smallest_population or 0) > population
    return Result(
        solution=solution,
        fit="partly" if general else stated or described,
        basis="statement" if stated else "description",
        domains=domains,
        capabilities=capabilities,
        statements=statements,
        general=general,
        too_small=too_small,
    )


def _order(result: Result, text: float) -> tuple[object, ...]:
    """General assistants last, then those too big for the city; by fit, domain before capability, words, name."""
    facets = FACET_WEIGHT * (len(result.domains) + len(result.capabilities))
    return (
        result.general,
        result.too_small,
        result.fit != "fits",
        not result.domains,
        -(text + facets),
        result.solution.name,
        result.solution.id,
    )


def _relevant(results: list[Result]) -> list[Result]:
    """Where something answers wholly, what only works by the same means is beside the point."""
    if any(one.fit == "fits" or one.basis == "statement" for one in results):
        return [one for one in results if one.domains or one.basis == "statement" or one.general]
    return results
