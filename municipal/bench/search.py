"""`municipal bench search`: the need search, and that of names, against rapidfuzz's WRatio on the same texts."""

from collections.abc import Callable
from random import Random
from time import perf_counter
from typing import Any, Final

from rapidfuzz import fuzz, process

from municipal.bench import name_search, synthetic
from municipal.bench.measure import load, spread, versions
from municipal.db import reading
from municipal.needs import the_taxonomy
from municipal.settings import Settings
from municipal.suppliers.queries import registry
from vendors.needs.find import find
from vendors.needs.index import Index
from vendors.needs.taxonomy import Taxonomy, kind

NEEDS: Final = 170
_WHOLE: Final = 1.0


def run(*, n: int, seed: int, settings: Settings) -> dict[str, Any]:
    """Durations, and how often the first answer is of the domain asked; `ratio` is rival ÷ ours at the median."""
    del settings
    taxonomy = the_taxonomy()
    needs = made_needs(taxonomy, seed)
    with synthetic.world(n, seed), reading() as session:
        index = registry(session)
        texts = {one.id: one.summary_fr for one in index.solutions.values()}
        ours = _time(lambda need: _ours(need, index, taxonomy), needs, index)
        rival = _time(lambda need: _rival(need, texts), needs, index)
    return {
        "n": n,
        "needs": len(needs),
        "load": load(),
        "versions": versions(),
        "ours": ours,
        "rival": {"name": "rapidfuzz process.extract(WRatio)"} | rival,
        "ratio": round(rival["p50_ms"] / ours["p50_ms"], 2),
        "names": name_search.measure(n, seed),
    }


def made_needs(taxonomy: Taxonomy, seed: int) -> list[tuple[str, str]]:
    """Needs made of the thesaurus' own words, each with the domain it names: they measure speed, not understanding."""
    random = Random(seed)
    terms = [term for term in taxonomy.terms["fr"] if term.node in taxonomy.nodes and term.weight >= _WHOLE]
    domains = [term for term in terms if kind(term.node) == "domain"]
    means = [term for term in terms if kind(term.node) != "domain"]
    picked = [(random.choice(means), random.choice(domains)) for _ in range(NEEDS)]
    return [(f"{how.text} pour {what.text}", what.node) for how, what in picked]


def _ours(need: str, index: Index, taxonomy: Taxonomy) -> str | None:
    found = find(need, index, taxonomy, language="fr")
    return found.results[0].solution.id if found.results else None


def _rival(need: str, texts: dict[str, str]) -> str | None:
    found = process.extract(need, texts, scorer=fuzz.WRatio, limit=30)
    return found[0][2] if found else None


def _time(answer: Callable[[str], str | None], needs: list[tuple[str, str]], index: Index) -> dict[str, Any]:
    seconds: list[float] = []
    right = 0
    for need, domain in needs:
        start = perf_counter()
        first = answer(need)
        seconds.append(perf_counter() - start)
        right += first is not None and domain in index.solutions[first].domains
    return spread(seconds) | {"first_of_the_domain": round(right / len(needs), 3)}
