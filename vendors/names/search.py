"""Finding an enterprise in a long list by its name as somebody writes it, or begins to write it."""

from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from vendors.names.align import align
from vendors.names.lexicon import Lexicon
from vendors.names.normalise import Name, normalise

_NUMBER: Final = 2.0


class Found(Struct, frozen=True):
    """A place of the list, from 0, and its rank: the greater, the nearer. It is no chance of being the same."""

    place: int
    rank: float


class Register:
    """A list of texts that can be searched by name."""

    def __init__(self, texts: Iterable[str], lexicon: Lexicon) -> None:
        from vendors.names.candidates import Index  # noqa: PLC0415 - loads numpy, for whoever compares names alone

        self._lexicon: Final = lexicon
        self._names: Final = [normalise(text, lexicon) for text in texts]
        self._index: Final = Index(self._names)

    def search(self, text: str, most: int = 10) -> list[Found]:
        """The nearest names, the nearest first; those that share no group of three letters are not among them."""
        constants = self._lexicon.constants
        sought = normalise(text, self._lexicon)
        places, near = self._index.search(sought, max(most, constants.search_candidates), constants.search_budget)
        found = [
            Found(place, share + self._rank(sought, self._names[place]))
            for place, share in zip(map(int, places), map(float, near), strict=True)
        ]
        found.sort(key=lambda one: (-one.rank, one.place))
        return found[:most]

    def _rank(self, sought: Name, name: Name) -> float:
        """What the words add to the letters; a number in common is worth more than all of it."""
        constants = self._lexicon.constants
        found = align(sought.main, name.main)
        common = found.shared + found.likened
        if not common:
            return _NUMBER * bool(sought.number and sought.number == name.number)
        ours = sum([token.weight for token in found.left]) + found.doubt
        theirs = sum([token.weight for token in found.right]) + found.doubt
        return (
            constants.rank_shared * min(1.0, common / 2)
            + constants.rank_overlap * common / (common + ours + theirs)
            + constants.rank_contained * common / (common + min(ours, theirs))
            + constants.rank_spelling * found.worst
            + _NUMBER * bool(sought.number and sought.number == name.number)
        )
