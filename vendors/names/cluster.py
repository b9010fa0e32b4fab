"""A list of names put into groups, each of one enterprise; what forbids two names to be one holds across a group."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from msgspec import Struct

from vendors.names.blocking import pairs
from vendors.names.guards import excluded
from vendors.names.judge import apart, score
from vendors.names.lexicon import Lexicon
from vendors.names.normalise import Name, normalise
from vendors.unswept import unswept


class Doubt(Struct, frozen=True, array_like=True):
    """Two places of the list that a person should look at, and their score."""

    left: int
    right: int
    score: float


class Groups(Struct, frozen=True):
    """The groups of a list, by place from 0, and the pairs that are in doubt between two groups or names."""

    clusters: list[list[int]]
    review: list[Doubt]


class _Link(Struct, frozen=True, order=True):
    """A pair of texts in doubt or more; the surest first, then by what they say, never by where they stand."""

    against: float
    left: str
    right: str


class _Group:
    """Places that go together, and the names among them that say different things."""

    def __init__(self, places: list[int], said: object, name: Name) -> None:
        self.places: Final = places
        self.names: Final = {said: name}

    def take(self, other: "_Group") -> None:
        self.places.extend(other.places)
        self.names.update(other.names)


def group(texts: Sequence[str], lexicon: Lexicon) -> Groups:
    """The groups of a list of texts. The order of the list changes nothing but the places.

    Groups close over `link`, the surest links first. Two names that exclude each other, or that are judged distinct,
    are never in one group, whatever lies between them.
    """
    with unswept():
        return _group(texts, lexicon)


def _group(texts: Sequence[str], lexicon: Lexicon) -> Groups:
    places: dict[str, list[int]] = {}
    for place, text in enumerate(texts):
        places.setdefault(text, []).append(place)
    names = {text: name for text in sorted(places) if (name := normalise(text, lexicon)).plain}
    said = {text: _said(name) for text, name in names.items()}
    groups = {text: _Group(list(places[text]), said[text], name) for text, name in names.items()}
    doubts: list[_Link] = []
    never = _judging(lexicon)
    for link in sorted(_links(names, said, lexicon)):
        one, other = groups[link.left], groups[link.right]
        if one is other:
            continue
        if -link.against < lexicon.constants.link or _excludes(one, other, never):
            doubts.append(link)
            continue
        if len(one.places) < len(other.places):
            one, other = other, one
        one.take(other)
        for place in other.places:
            groups[texts[place]] = one
    return Groups(_clusters(groups.values()), _doubts(doubts, groups, places))


def _links(names: dict[str, Name], said: dict[str, object], lexicon: Lexicon) -> Iterator[_Link]:
    """The pairs whose score is worth a look. Names that say the same thing are compared with others once."""
    alike: dict[object, list[Name]] = {}
    for text, name in names.items():
        alike.setdefault(said[text], []).append(name)
    leaders = [some[0] for some in alike.values()]
    close = [(leaders[left], leaders[right]) for left, right in pairs(leaders)]
    close += [(some[0], other) for some in alike.values() for other in some[1:]]
    for left, right in close:
        found = score(left, right, lexicon.constants)
        if found >= lexicon.constants.review:
            yield _Link(-found, *sorted((left.raw, right.raw)))


def _said(name: Name) -> object:
    """What a name says, whatever its order, its accents and its punctuation."""
    return name.key, name.number, name.neq, name.kinds, name.families, name.places, name.digits, name.others


def _judging(lexicon: Lexicon) -> Callable[[Name, Name], bool]:
    """Whether two names can stand in no group together; each pair is judged once."""
    known: dict[tuple[str, str], bool] = {}

    def never(left: Name, right: Name) -> bool:
        key = (left.raw, right.raw) if left.raw < right.raw else (right.raw, left.raw)
        if key not in known:
            known[key] = excluded(left, right) or apart(left, right, lexicon.constants)
        return known[key]

    return never


def _excludes(one: _Group, other: _Group, never: Callable[[Name, Name], bool]) -> bool:
    return any(never(ours, theirs) for ours in one.names.values() for theirs in other.names.values())


def _clusters(groups: Iterable[_Group]) -> list[list[int]]:
    unique = {id(one): one for one in groups}
    return sorted(sorted(one.places) for one in unique.values() if len(one.places) > 1)


def _doubts(doubts: list[_Link], groups: dict[str, _Group], places: dict[str, list[int]]) -> list[Doubt]:
    """Between two groups, the surest doubt only."""
    found: dict[frozenset[int], Doubt] = {}
    for link in doubts:
        one, other = groups[link.left], groups[link.right]
        if one is not other:
            left, right = sorted((places[link.left][0], places[link.right][0]))
            found.setdefault(frozenset((id(one), id(other))), Doubt(left, right, -link.against))
    return sorted(found.values(), key=lambda doubt: (doubt.left, doubt.right))
