"""Which domains and which capabilities a need in plain words speaks of."""

from collections.abc import Sequence
from itertools import product
from typing import Final

from msgspec import Struct

from vendors.needs.examples import features, resembles
from vendors.needs.taxonomy import KINDS, NOTHING, Taxonomy, Term, kind
from vendors.needs.words import STOP_WORDS, content, language_of, stem
from vendors.text import words

# A term of several words may have this many other words among its own (« trous énormes dans la rue »).
WINDOW: Final = 2
# A whole node; below it a hint, which counts only where nothing better was found (domains alone).
WHOLE: Final = 1.0
# A node this far below the strongest of its kind was named in passing.
PASSING: Final = 0.4
# Each further word makes a term more precise.
PER_WORD: Final = 0.5
MOST_NODES: Final = 3
# Of a word that comes back, this many places are tried for each term.
NEAREST: Final = 4
# A need longer than this many characters is read up to there.
LONGEST: Final = 2000


class Detected(Struct, frozen=True):
    """What a need was understood to say; nodes by strength, with the words that told.

    `mentioned` holds every domain that any word named, those too weak to search by among them.
    """

    language: str
    domains: list[str]
    capabilities: list[str]
    words: dict[str, list[str]]
    stems: list[str]
    mentioned: list[str] = []

    @property
    def nodes(self) -> list[str]:
        """Domains, then capabilities."""
        return [*self.domains, *self.capabilities]


class _Match(Struct, frozen=True):
    term: Term
    places: tuple[int, ...]


def detect(need: str, taxonomy: Taxonomy, language: str | None = None) -> Detected:
    """The domains and capabilities named by a need; without a language, it is told from the text, French in doubt."""
    spoken = language or language_of(need, {name: known.known for name, known in taxonomy.vocabulary.items()})
    found = _detect_in(need, taxonomy, spoken)
    found = _with_examples(need, found, taxonomy)
    if not found.nodes:
        # A word of the other language; no typing error is forgiven there, nor a small word taken for one: chance
        # likenesses abound.
        told = " ".join(content(need[:LONGEST], spoken))
        other = _detect_in(told, taxonomy, "en" if spoken == "fr" else "fr", forgiving=False)
        if other.nodes:
            return Detected(spoken, other.domains, other.capabilities, other.words, found.stems, other.mentioned)
    return found


def _with_examples(need: str, found: Detected, taxonomy: Taxonomy) -> Detected:
    """What the thesaurus did not name, told by the examples that the need resembles."""
    nodes: dict[str, list[str]] = {"domain": found.domains, "capability": found.capabilities}
    for of in KINDS:
        if not nodes[of]:
            likeness = taxonomy.likeness[found.language, of]
            told = resembles(likeness, need[:LONGEST], found.language, of)
            nodes[of] = [told] if told else []
    return Detected(found.language, nodes["domain"], nodes["capability"], found.words, found.stems, found.mentioned)


def _detect_in(need: str, taxonomy: Taxonomy, language: str, *, forgiving: bool = True) -> Detected:
    everything = words(need[:LONGEST])
    given = [word for word in everything if word not in STOP_WORDS[language]]
    vocabulary = taxonomy.vocabulary[language]
    read = [vocabulary.read(word, forgiving=forgiving) for word in given]
    stemmed = iter(read)
    whole = [next(stemmed) if word not in STOP_WORDS[language] else stem(word, language) for word in everything]
    scores: dict[str, float] = {}
    told: dict[str, list[str]] = {}
    matches = _matches(read, " ".join(["", *whole, ""]), taxonomy.by_stem[language])
    # Domains and capabilities are told apart: a leak of water is both a matter of water and something to detect.
    kept = [match for of in KINDS for match in _longest([one for one in matches if one.term.kind == of])]
    counted: set[int] = set()
    for match in kept:
        node = match.term.node
        if node != NOTHING and id(match.term) not in counted:
            counted.add(id(match.term))
            # A hint stays a hint however many words it has.
            further = len(match.term.stems) - 1 if match.term.weight >= WHOLE else 0
            scores[node] = scores.get(node, 0) + match.term.weight * (1 + PER_WORD * further)
            told.setdefault(node, []).append(" ".join(given[place] for place in sorted(match.places)))
    like = {of: taxonomy.likeness[language, of].odds(features(need[:LONGEST], language)) for of in KINDS}
    domains = _strongest({node: score for node, score in scores.items() if kind(node) == "domain"}, like["domain"])
    means = {node: score for node, score in scores.items() if kind(node) == "capability" and score >= WHOLE}
    capabilities = _strongest(means, like["capability"])
    telling = {node: told[node] for node in (*domains, *capabilities)}
    mentioned = sorted(node for node in scores if kind(node) == "domain")
    return Detected(language, domains, capabilities, telling, read, mentioned)


def _matches(read: list[str], whole: str, by_stem: dict[str, list[Term]]) -> list[_Match]:
    """Every term all of whose stems stand near one another in the need; `whole` has the small words too."""
    present: dict[str, list[int]] = {}
    for place, one in enumerate(read):
        present.setdefault(one, []).append(place)
    candidates = {id(term): term for one in present for term in by_stem.get(one, ())}
    return [
        _Match(term, places)
        for term in candidates.values()
        if all(one in present for one in term.stems) and (not term.literal or f" {' '.join(term.literal)} " in whole)
        for places in _places(term.stems, present)
    ]


def _places(wanted: Sequence[str], present: dict[str, list[int]]) -> list[tuple[int, ...]]:
    """From each place of its first stem, where the rest of a term stands closest, if that is within the window."""
    most = len(wanted) + (WINDOW if len(wanted) > 1 else 0)
    found: list[tuple[int, ...]] = []
    for start in present[wanted[0]][:NEAREST]:
        near = [sorted(present[one], key=lambda place, at=start: abs(place - at))[:NEAREST] for one in wanted[1:]]
        choices: list[tuple[int, ...]] = [
            (start, *rest) for rest in product(*near) if len({start, *rest}) == len(wanted)
        ]
        best = min(choices, key=_span, default=None)
        if best and _span(best) <= most:
            found.append(best)
    return found


def _span(places: tuple[int, ...]) -> int:
    return max(places) - min(places) + 1


def _longest(matches: list[_Match]) -> list[_Match]:
    """A longer term takes its words from the shorter ones: « appel d'offres » is no telephone call."""
    taken: dict[int, int] = {}
    own: set[tuple[int, int]] = set()
    kept: list[_Match] = []
    for match in sorted(matches, key=lambda one: (-len(one.places), _span(one.places))):
        # The same term again, on a word that it already has, is no second finding.
        twice = any((id(match.term), place) in own for place in match.places)
        if not twice and all(taken.get(place, 0) <= len(match.places) for place in match.places):
            kept.append(match)
            for place in match.places:
                own.add((id(match.term), place))
                taken.setdefault(place, len(match.places))
    return kept


def _strongest(scores: dict[str, float], like: dict[str, float]) -> list[str]:
    """The nodes most spoken of, hints only where there is nothing better; of two as strong, what examples suggest."""
    whole = {node: score for node, score in scores.items() if score >= WHOLE} or scores
    ordered = sorted(whole, key=lambda node: (-whole[node], -like.get(node, 0.0), node))
    return [node for node in ordered[:MOST_NODES] if whole[node] >= PASSING * whole[ordered[0]]]
