"""Public notices like a need: those about software, by the domains, the capabilities and the words that both name."""

from collections import Counter
from collections.abc import Iterable
from itertools import islice
from math import log
from typing import Final

from msgspec import Struct
from sqlmodel import Session

from vendors.needs.detect import WHOLE, Detected, detect
from vendors.needs.taxonomy import Taxonomy
from vendors.needs.words import LANGUAGES
from vendors.notices.queries import coded, notices
from vendors.notices.rows import NoticeRow
from vendors.notices.software import Filter, Title

MOST: Final = 10
# The newest ones: some years of municipal software, and a few megabytes.
MOST_KEPT: Final = 5_000
# Of those that seem alike by their words, so many titles are read for what they name.
_READ: Final = 60
# Without a domain or a capability in common, one word is chance.
_WORDS: Final = 2


class Shelf(Struct, frozen=True):
    """Notices about software, newest first; their titles; the words of these (language -> stem -> places).

    `terms` are those of the thesaurus by node, as stems; `named` remembers what titles were found to name.
    """

    rows: list[NoticeRow]
    titles: list[Title]
    places: dict[str, dict[str, list[int]]]
    terms: dict[str, dict[str, list[tuple[str, ...]]]]
    named: dict[int, frozenset[str]]


class Like(Struct, frozen=True):
    """A notice like a need: the domains and capabilities, and the words, that both name."""

    notice: NoticeRow
    nodes: list[str]
    words: list[str]


class _Sign(Struct, frozen=True):
    """How alike a title seems: nodes that its words may name, words in common and their rarity."""

    nodes: int
    words: list[str]
    rarity: float


def shelve(session: Session, kept: Filter, taxonomy: Taxonomy) -> Shelf:
    """The notices that pass both stages of the filter, with their words."""
    known = {name: one.known for name, one in taxonomy.vocabulary.items()}
    told = ((ocid, kept.title(title, known)) for ocid, title in coded(session, kept.prefixes, kept.categories))
    chosen = list(islice(((ocid, title) for ocid, title in told if title), MOST_KEPT))
    found = notices(session, [ocid for ocid, _ in chosen])
    places: dict[str, dict[str, list[int]]] = {one: {} for one in LANGUAGES}
    for place, (_, title) in enumerate(chosen):
        for word in title.stems:
            places[title.spoken].setdefault(word, []).append(place)
    terms = {one: _terms(taxonomy, one) for one in LANGUAGES}
    return Shelf([found[ocid] for ocid, _ in chosen], [title for _, title in chosen], places, terms, {})


def similar(need: str, shelf: Shelf, kept: Filter, taxonomy: Taxonomy, *, most: int | None = MOST) -> list[Like]:
    """The notices like a need: municipal ones first, then what has more in common, then the newest.

    A title has in common with the need a domain or a capability that it names itself, or two words.
    """
    asked = detect(need, taxonomy)
    signs = _signs(asked, shelf, kept)
    order = sorted(signs, key=lambda place: (*_first(shelf.rows[place], signs[place]), place))
    found = (_like(place, signs[place], asked, shelf, taxonomy) for place in order[:_READ])
    likes = list(islice((one for one in found if one), most))
    return sorted(likes, key=lambda one: (one.notice.municipal is not True, -len(one.nodes)))


def codes_of(rows: Iterable[NoticeRow], most: int = 5) -> list[tuple[str, int]]:
    """The most frequent UNSPSC codes of some notices, and how many bear each."""
    counted = Counter(code for row in rows for code in dict.fromkeys(row.unspsc))
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:most]


def _signs(asked: Detected, shelf: Shelf, kept: Filter) -> dict[int, _Sign]:
    """What each title seems to have in common with the need, by words alone."""
    nodes: dict[int, set[str]] = {}
    for spoken in LANGUAGES:
        places = shelf.places[spoken]
        for node in asked.nodes:
            for term in shelf.terms[spoken].get(node, ()):
                for place in _all(places, term):
                    nodes.setdefault(place, set()).add(node)
    words = shelf.places[asked.language]
    shared: dict[int, list[str]] = {}
    for word in dict.fromkeys(asked.stems):
        if word not in kept.ordinary[asked.language]:
            for place in words.get(word, ()):
                shared.setdefault(place, []).append(word)
    rarity = {word: log(1 + len(shelf.rows) / len(words[word])) for word in asked.stems if word in words}
    enough = {place for place, one in shared.items() if len(one) >= _WORDS}
    return {
        place: _Sign(len(nodes.get(place, ())), own, sum(rarity[one] for one in own))
        for place in enough.union(nodes)
        for own in (shared.get(place, []),)
    }


def _first(row: NoticeRow, sign: _Sign) -> tuple[bool, int, float]:
    return row.municipal is not True, -sign.nodes, -sign.rarity


def _like(place: int, sign: _Sign, asked: Detected, shelf: Shelf, taxonomy: Taxonomy) -> Like | None:
    """What a title names is told as a need is: what its words alone seemed to name may be something else."""
    row, title = shelf.rows[place], shelf.titles[place]
    if place not in shelf.named:
        # Without what only examples suggest: no word of the title says it.
        shelf.named[place] = frozenset(detect(title.telling, taxonomy, title.spoken).words)
    nodes = [node for node in asked.nodes if node in shelf.named[place]]
    return Like(row, nodes, sign.words) if nodes or len(sign.words) >= _WORDS else None


def _terms(taxonomy: Taxonomy, spoken: str) -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for term in taxonomy.terms[spoken]:
        if term.weight >= WHOLE:
            found.setdefault(term.node, []).append(term.stems)
    return found


def _all(places: dict[str, list[int]], term: tuple[str, ...]) -> Iterable[int]:
    """Where every stem of a term stands."""
    lists = [places.get(one) for one in term]
    if not all(lists):
        return ()
    first, *rest = sorted((one for one in lists if one), key=len)
    return set(first).intersection(*rest) if rest else first
