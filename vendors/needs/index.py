"""The words of every solution, ready to be compared with a need: BM25, one index per state of the registry."""

from collections import Counter
from collections.abc import Iterable, Mapping
from math import log
from typing import Final

from msgspec import Struct

from vendors.needs.taxonomy import Taxonomy
from vendors.needs.words import LANGUAGES, stems
from vendors.registry.queries import FactRow, FitRow, SolutionRow
from vendors.registry.steps import DEREFERENCED

# Robertson and Zaragoza (2009), The Probabilistic Relevance Framework: the customary middle values.
SATURATION: Final = 1.2
LENGTH: Final = 0.75


class Index(Struct, frozen=True):
    """Solutions by id and by node, statements of fit, public uses, and postings (stem -> {solution: its weight}).

    `removed` are those of suppliers that left the registry: nothing finds them; `why` tells, by supplier.
    """

    solutions: dict[str, SolutionRow]
    by_node: dict[str, list[str]]
    fits: dict[str, list[FitRow]]
    uses: dict[str, int]
    postings: dict[str, dict[str, dict[str, float]]]
    removed: dict[str, SolutionRow] = {}
    why: Mapping[str, str] = {}

    def text_scores(self, words: Iterable[str], language: str) -> dict[str, float]:
        """The BM25 score of every solution that shares a word with the need."""
        postings = self.postings[language]
        scores: dict[str, float] = {}
        for word in set(words):
            for solution, weight in postings.get(word, {}).items():
                scores[solution] = scores.get(solution, 0.0) + weight
        return scores


def build(
    rows: list[SolutionRow],
    facts: Iterable[FactRow],
    fits: Iterable[FitRow],
    taxonomy: Taxonomy,
    why: Mapping[str, str] | None = None,
) -> Index:
    """The index of a registry: each solution is known by its name, its sentence, what it offers and its labels.

    `why` tells, by supplier, the reason for which it was removed.
    """
    solutions = [one for one in rows if one.status != DEREFERENCED]
    offers: dict[str, list[FactRow]] = {}
    uses: Counter[str] = Counter()
    for fact in facts:
        if fact.field == "offer":
            offers.setdefault(fact.solution, []).append(fact)
        uses[fact.solution] += bool(fact.field == "client" and fact.body)
    by_solution: dict[str, list[FitRow]] = {}
    for fit in fits:
        by_solution.setdefault(fit.solution, []).append(fit)
    documents = {
        language: {
            one.id: Counter(stems(_document(one, offers.get(one.id, []), taxonomy, language), language))
            for one in solutions
        }
        for language in LANGUAGES
    }
    return Index(
        solutions={one.id: one for one in solutions},
        by_node=_by_node(solutions),
        fits=by_solution,
        uses=dict(uses),
        postings={language: _postings(documents[language]) for language in LANGUAGES},
        removed={one.id: one for one in rows if one.status == DEREFERENCED},
        why=why or {},
    )


def _by_node(solutions: list[SolutionRow]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in solutions:
        for node in {*one.domains, *one.capabilities}:
            found.setdefault(node, []).append(one.id)
    return found


def _document(one: SolutionRow, offers: list[FactRow], taxonomy: Taxonomy, language: str) -> str:
    labels = [taxonomy.label(node, language) for node in (*one.domains, *one.capabilities)]
    if language == "en":
        return " ".join([one.name, one.vendor_name, one.summary_en, *(fact.text_en for fact in offers), *labels])
    return " ".join([one.name, one.vendor_name, one.summary_fr, *(fact.text_fr for fact in offers), *labels])


def _postings(documents: dict[str, Counter[str]]) -> dict[str, dict[str, float]]:
    """BM25 weights, computed once: the weight of a stem in a document does not depend on the need."""
    count = len(documents)
    mean = (sum(sum(document.values()) for document in documents.values()) / count if count else 0.0) or 1.0
    frequency = Counter(word for document in documents.values() for word in document)
    postings: dict[str, dict[str, float]] = {word: {} for word in frequency}
    for solution, document in documents.items():
        norm = SATURATION * (1 - LENGTH + LENGTH * sum(document.values()) / mean)
        for word, times in document.items():
            rarity = log(1 + (count - frequency[word] + 0.5) / (frequency[word] + 0.5))
            postings[word][solution] = rarity * times * (SATURATION + 1) / (times + norm)
    return postings
