"""Which pairs of a list are worth judging: those that share a rare word, two common ones, or nearly so."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from vendors.names.lexicon import COMMON
from vendors.names.normalise import Name

# A word that more names share is looked at together with a second one.
MOST_TOGETHER: Final = 60
# Pairs a name, on average, at most: the rarest keys are read first.
MOST_PAIRS_A_NAME: Final = 60
# Out of a hundred, for the letters of two names: below it, only a rare word in common counts.
ALIKE: Final = 80
_SURE: Final = "="
_ENDS: Final = 6
_SHORTEST_SLIP: Final = 5
_FEWEST_INITIALS: Final = 3
_MOST_WORDS: Final = 8

Codes = NDArray[np.int64]


def pairs(names: Sequence[Name], alike: int = ALIKE) -> list[tuple[int, int]]:
    """The places of the names to judge, two by two, in order."""
    shared = sorted(
        (len(places), key, places) for key, places in _together(names).items() if len(places) <= MOST_TOGETHER
    )
    most = MOST_PAIRS_A_NAME * len(names)
    sure = _codes([places for _, key, places in shared if key[0] == _SURE], len(names), most)
    likely = np.setdiff1d(_codes([places for _, key, places in shared if key[0] != _SURE], len(names), most), sure)
    kept = np.union1d(sure, likely[_alike(names, likely, alike)])
    return list(zip((kept // max(1, len(names))).tolist(), (kept % max(1, len(names))).tolist(), strict=True))


def _together(names: Sequence[Name]) -> dict[str, list[int]]:
    """The places that share a key, for each key that at least two names have."""
    first: dict[str, int] = {}
    found: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        for key in set(_keys(name)):
            one = first.setdefault(key, place)
            if one != place:
                found.setdefault(key, [one]).append(place)
    return found


def _codes(groups: list[list[int]], count: int, most: int) -> Codes:
    """Every pair of every group, once, as one number; the groups come by size, the largest are left when it is much."""
    by_size: dict[int, list[list[int]]] = {}
    spent = 0
    for places in groups:
        spent += len(places) * (len(places) - 1) // 2
        if spent > most:
            break
        by_size.setdefault(len(places), []).append(places)
    found = [np.empty(0, np.int64)]
    for size, listed in by_size.items():
        lefts, rights = np.triu_indices(size, 1)
        places = np.array(listed, dtype=np.int64)
        found.append((places[:, lefts] * count + places[:, rights]).ravel())
    return np.unique(np.concatenate(found))


def _keys(name: Name) -> Iterator[str]:
    """What names that may be one have in common; « = » marks a word of its own, which counts by itself."""
    if name.number:
        yield f"={name.number}"
    for core in (name.main, *name.others):
        for token, word in zip(core.tokens, core.words, strict=True):
            if token.kind in ("", "digits"):
                yield f"={token.text}"
                if len(word) >= _SHORTEST_SLIP:
                    yield f"~{word}"
                    yield from [f"~{word[:n]}{word[n + 1 :]}" for n in range(len(word))]
            elif token.kind not in COMMON:
                yield f"+{token.text}"
        yield from [f"={left}{right}" for left, right in zip(core.words, core.words[1:], strict=False)]
        words = sorted({token.text for token in core.tokens if token.kind not in COMMON})[:_MOST_WORDS]
        yield from [f"+{left} {right}" for left, right in combinations(words, 2)]
        yield f"+{' '.join(words)}."
        if len(core.letters) >= _ENDS:
            yield f"^{core.letters[:_ENDS]}"
            yield f"${core.letters[-_ENDS:]}"
        if len(core.tokens) >= _FEWEST_INITIALS:
            yield f"={''.join([token.text[0] for token in core.tokens])}"


def _alike(names: Sequence[Name], codes: Codes, least: int) -> NDArray[np.bool_]:
    """Whether the letters are alike enough: all of them, those of uncommon words, or these words in order."""
    enough = np.zeros(len(codes), dtype=bool)
    if len(codes):
        lefts, rights = codes // len(names), codes % len(names)
        for texts in zip(*map(_letters, names), strict=True):
            listed = np.array(texts, dtype=object)
            enough |= process.cpdist(listed[lefts], listed[rights], scorer=fuzz.ratio, dtype=np.uint8) >= least
    return enough


def _letters(name: Name) -> tuple[str, str, str]:
    core = name.main
    kept = [(token.text, word) for token, word in zip(core.tokens, core.words, strict=True) if token.kind not in COMMON]
    if not kept:
        return core.letters, core.letters, core.letters
    return core.letters, "".join([word for _, word in kept]), " ".join(sorted([text for text, _ in kept]))
