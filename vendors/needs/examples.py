"""Where the thesaurus has no word for it: what a need most resembles among needs whose answer is known.

Naive Bayes on the words and pairs of neighbouring words that are present (Manning, Raghavan and Schütze, Introduction
to Information Retrieval, 2008, chapter 13), one against the rest: the log-odds of a node given the words.
"""

from collections import Counter
from itertools import pairwise
from math import log
from typing import Final, Literal

from msgspec import Struct

from vendors.needs.words import STOP_WORDS, stem
from vendors.text import words

# Log-odds below which a likeness is only chance. Learning from three of four batches of needs and asking of the fourth,
# these named 43 % of the domains, 8 % wrongly and none in 104 vague needs. Learning from four fifths of the examples
# and asking of the last, they name 38 % of the capabilities, 3 % wrongly, and one where none is asked in 7 %.
BARS: Final[dict[str, float]] = {"domain": 8.0, "capability": 12.0}
SMOOTHING: Final = 0.3
# A word seen once says nothing of the next need.
SEEN: Final = 2
UNKNOWN: Final = "?"
_NONE: Final = "-"

Kind = Literal["domain", "capability"]


class Example(Struct, frozen=True, forbid_unknown_fields=True):
    """A need and its nodes, joined by `;`; blank when it has none, `?` when nobody said."""

    lang: Literal["fr", "en"]
    need: str
    domains: str = ""
    capabilities: str = ""


class Likeness(Struct, frozen=True):
    """How often each word was seen in all, and with each node."""

    count: int
    seen: Counter[str]
    nodes: Counter[str]
    together: dict[str, Counter[str]]

    def odds(self, features: set[str]) -> dict[str, float]:
        """The log-odds of every node given the features; empty when none of these was ever seen."""
        known = [one for one in features if self.seen[one] >= SEEN]
        return {node: self._odds(node, known) for node in self.nodes} if known else {}

    def nearest(self, features: set[str]) -> tuple[str, float] | None:
        """The node that the features speak for most, with its log-odds; None when they speak most for no node."""
        odds = self.odds(features)
        best = max(sorted(odds), key=lambda node: odds[node], default=_NONE)
        return None if best == _NONE else (best, odds[best])

    def _odds(self, node: str, known: list[str]) -> float:
        own, together = self.nodes[node], self.together[node]
        rest = self.count - own
        total = log(own / self.count)
        for one in known:
            with_it = (together[one] + SMOOTHING) / (own + 2 * SMOOTHING)
            without = (self.seen[one] - together[one] + SMOOTHING) / (rest + 2 * SMOOTHING)
            total += log(with_it / without)
        return total


def features(need: str, language: str) -> set[str]:
    """The stems that carry meaning, the pairs of them, and the pairs of all neighbouring words."""
    every = [(word, stem(word, language)) for word in words(need)]
    telling = [one for word, one in every if word not in STOP_WORDS[language]]
    whole = [one for _, one in every]
    pairs = {f"{left} {right}" for row in (telling, whole) for left, right in pairwise(row)}
    return set(telling) | pairs


def learn(examples: list[Example], language: str, kind: Kind) -> Likeness:
    """The counts of the examples of one language, for domains or for capabilities."""
    seen: Counter[str] = Counter()
    nodes: Counter[str] = Counter()
    together: dict[str, Counter[str]] = {}
    count = 0
    for example in examples:
        labels = example.domains if kind == "domain" else example.capabilities
        if example.lang != language or labels == UNKNOWN:
            continue
        count += 1
        found = features(example.need, language)
        seen.update(found)
        for node in labels.split(";") if labels else [_NONE]:
            nodes[node] += 1
            together.setdefault(node, Counter()).update(found)
    return Likeness(count, seen, nodes, together)


def resembles(likeness: Likeness, need: str, language: str, kind: Kind) -> str | None:
    """The node of the needs most like this one, or None when the likeness may be chance."""
    found = likeness.nearest(features(need, language))
    return found[0] if found and found[1] > BARS[kind] else None
