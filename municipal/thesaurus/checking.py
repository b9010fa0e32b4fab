"""What a word would change, told before it is kept: every recorded need read with it and without it."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, Final, TypeAlias

import msgspec
from msgspec import Struct
from rapidfuzz import process
from rapidfuzz.distance import OSA

from vendors.needs.detect import LONGEST, Detected, detect
from vendors.needs.examples import UNKNOWN, Example
from vendors.needs.extending import extended
from vendors.needs.taxonomy import Taxonomy, TermSeed
from vendors.needs.words import SHORTEST_FORGIVEN, SHORTEST_STEM, content, stem
from vendors.text import words

# How many needs a page names of each sort; the others are counted.
NAMED: Final = 12


class Worse(Struct, frozen=True):
    """A recorded need that would be read less well: the nodes that a person gave it, those now, those then."""

    need: str
    expected: list[str]
    before: list[str]
    after: list[str]


class Effect(Struct, frozen=True):
    """What a word changes among the recorded needs; the first of each sort are named.

    `read` counts the needs asked, `right` those that become exactly right, `better` those with fewer errors (these
    among them), `wrong` those with more. `answers` are the weak needs that would have an answer, `woken` those that
    were settled as no need and would be understood.
    """

    read: int
    right: int
    better: int
    wrong: int
    worse: list[Worse]
    answers: list[str]
    woken: list[str]

    @property
    def allowed(self) -> bool:
        """Whether nothing gets worse."""
        return not self.wrong

    @property
    def more(self) -> bool:
        """Whether more weak needs may have an answer than are named."""
        return len(self.answers) == NAMED

    @property
    def idle(self) -> bool:
        """Whether it changes nothing that was recorded."""
        return not (self.better or self.wrong or self.answers or self.woken)

    def kept(self) -> dict[str, Any]:
        """As it is stored beside the word."""
        return msgspec.to_builtins(self)


# Whether a need has an answer by a thesaurus.
Answers: TypeAlias = Callable[[str, Taxonomy], bool]


def _is_understood(need: str, taxonomy: Taxonomy) -> bool:
    return bool(detect(need, taxonomy).nodes)


def check(
    taxonomy: Taxonomy,
    row: TermSeed,
    weak: Sequence[str] = (),
    settled: Sequence[str] = (),
    answers: Answers = _is_understood,
) -> Effect:
    """What a row would change beside all the words in use: in the recorded needs, the weak ones, those settled."""
    then = extended(taxonomy, [row])
    told = _told(tuple(taxonomy.examples))
    own = {one: set(words(one[:LONGEST])) for one in (*weak, *settled)}
    every = [*told.values(), *own.values()]
    near = touched(taxonomy, row, {word for said in every for word in said})
    right = better = wrong = 0
    worse: list[Worse] = []
    for example, said in told.items():
        if not near.has(said):
            continue
        before, after = detect(example.need, taxonomy), detect(example.need, then)
        was, becomes = errors(example, before), errors(example, after)
        right += was > becomes == 0
        better += was > becomes
        wrong += becomes > was
        if becomes > was and len(worse) < NAMED:
            worse.append(Worse(example.need, _expected(example), before.nodes, after.nodes))

    def wakes(need: str, answered: Answers) -> bool:
        return near.has(own[need]) and not answered(need, taxonomy) and answered(need, then)

    return Effect(
        read=len(told),
        right=right,
        better=better,
        wrong=wrong,
        worse=worse,
        answers=list(islice((one for one in weak if wakes(one, answers)), NAMED)),
        woken=list(islice((one for one in settled if wakes(one, _is_understood)), NAMED)),
    )


def errors(example: Example, found: Detected) -> int:
    """How many nodes of a recorded need are missed or too many; what nobody said is not asked."""
    pairs = ((example.domains, found.domains), (example.capabilities, found.capabilities))
    return sum(len(set(_nodes(asked)) ^ set(told)) for asked, told in pairs if asked != UNKNOWN)


class Touched(Struct, frozen=True):
    """The words that a row may have read otherwise: those of a word that is new, and those of each of its stems."""

    fresh: set[str]
    groups: list[set[str]]

    def has(self, said: Iterable[str]) -> bool:
        """Whether a need of these words may be read otherwise; where not, it is read as before."""
        return not self.fresh.isdisjoint(said) or all(not group.isdisjoint(said) for group in self.groups)


def touched(taxonomy: Taxonomy, row: TermSeed, known: Iterable[str]) -> Touched:
    """Of the words of many needs, those that a row touches: its own, and those one letter away, perhaps mistyped."""
    stemmed = {one: stem(one, row.lang) for one in known}
    # No typing error is forgiven in a shorter word, nor for one (see Vocabulary).
    long = {one: root for one, root in stemmed.items() if len(one) >= SHORTEST_FORGIVEN}
    vocabulary = taxonomy.vocabulary[row.lang]
    fresh: set[str] = set()
    groups: dict[str, set[str]] = {}
    for word in content(row.term, row.lang):
        root = stem(word, row.lang)
        near = {word} | {one for one, own in stemmed.items() if own == root}
        if len(word) >= SHORTEST_FORGIVEN:
            near |= {one for one, _, _ in _close(word, {one: one for one in long})}
        if len(root) >= SHORTEST_STEM:
            near |= {one for _, _, one in _close(root, long)}
        groups.setdefault(root, set()).update(near)
        if word not in vocabulary.known or root not in vocabulary.known_stems:
            fresh |= near
    return Touched(fresh, list(groups.values()))


def _close(text: str, among: dict[str, str]) -> list[tuple[str, float, str]]:
    """What is one letter away: text, distance, key."""
    found: Any = process.extract(text, among, scorer=OSA.distance, score_cutoff=1, limit=None)
    return [(value, distance, key) for value, distance, key in found]


@lru_cache(maxsize=2)
def _told(examples: tuple[Example, ...]) -> dict[Example, frozenset[str]]:
    """The recorded needs with their words."""
    return {example: frozenset(words(example.need[:LONGEST])) for example in examples}


def _nodes(asked: str) -> list[str]:
    return [node for node in asked.split(";") if node]


def _expected(example: Example) -> list[str]:
    return [node for asked in (example.domains, example.capabilities) if asked != UNKNOWN for node in _nodes(asked)]
