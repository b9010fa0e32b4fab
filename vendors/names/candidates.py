"""Which names of a long list are worth comparing with one: those that share its rarest groups of three letters."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from vendors.names.normalise import Name

# Okapi BM25: how much a longer name is held against it. Three letters count once, however often they stand.
SHORTNESS: Final = 0.4
START: Final = "\x02"
_GRAM: Final = 3


def grams(name: Name) -> set[str]:
    """The groups of three letters of the names that a text gives, without spaces; the start of a word is a letter."""
    found: set[str] = set()
    for core in (name.main, *name.others):
        letters = core.letters
        found.update([letters[n : n + _GRAM] for n in range(len(letters) - _GRAM + 1)])
        found.update([START + token.text[: _GRAM - 1] for token in core.tokens])
    if name.number:
        found.add(name.number)
        found.update([name.number[n : n + _GRAM + 1] for n in range(_GRAM, len(name.number) - _GRAM)])
    return found


class Index:
    """Where each group of letters stands in a list of names, and what it is worth there."""

    def __init__(self, names: Sequence[Name]) -> None:
        numbers: dict[str, int] = {}
        flat: list[int] = []
        sizes: list[int] = []
        for name in names:
            found = grams(name)
            sizes.append(len(found))
            flat += [numbers.setdefault(gram, len(numbers)) for gram in found]
        self._numbers: Final = numbers
        self._count: Final = len(names)
        terms = np.array(flat, dtype=np.int32)
        lengths = np.array(sizes, dtype=np.int32)
        owners = np.repeat(np.arange(len(names), dtype=np.int32), lengths)
        order = np.argsort(terms, kind="stable")
        self._owners: Final[NDArray[np.int32]] = owners[order]
        self._often: Final = np.bincount(terms, minlength=len(numbers))
        self._ends: Final = np.concatenate([[0], np.cumsum(self._often)])
        self._rarity: Final = np.log1p((self._count - self._often + 0.5) / (self._often + 0.5))
        shorter = 1 / (1 - SHORTNESS + SHORTNESS * lengths / max(1.0, float(lengths.mean()) if len(lengths) else 1.0))
        self._worth: Final = np.repeat(self._rarity, self._often) * shorter[self._owners]

    def search(self, name: Name, most: int, budget: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """The places of at most that many names, the nearest first, with how near: the share of the letters’ worth.

        The rarest groups are read first, and no further one once the budget of places is spent.
        """
        known = [number for gram in grams(name) if (number := self._numbers.get(gram)) is not None]
        if not known:
            return np.empty(0, np.int64), np.empty(0)
        known.sort(key=lambda number: (self._often[number], number))
        spent = 0
        parts: list[slice] = []
        for number in known:
            spent += int(self._often[number])
            if parts and spent > budget:
                break
            parts.append(slice(self._ends[number], self._ends[number + 1]))
        found = np.bincount(
            np.concatenate([self._owners[part] for part in parts]),
            weights=np.concatenate([self._worth[part] for part in parts]),
            minlength=self._count,
        )
        enough = np.flatnonzero(found >= found.max() * 0.3)
        if len(enough) > most:
            enough = enough[np.argpartition(-found[enough], most - 1)[:most]]
        # The place decides between equals, so that the same list always answers the same.
        enough = enough[np.lexsort((enough, -found[enough]))]
        return enough, found[enough] / float(self._rarity[known].sum())
