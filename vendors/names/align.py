"""Two names word by word: what both say, what both say with another spelling, and what only one of them says."""

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct
from rapidfuzz.distance import OSA

from vendors.names.lexicon import Token
from vendors.names.normalise import Core

# How surely different words stand for the same one.
JOINED: Final = 0.97
INITIALS: Final = 0.8
BEGINNING: Final = 0.7
INITIAL: Final = 0.6
SURE: Final = 0.7
_SPELLED_ALIKE_COST: Final = 1.3
_FIRST_LETTER_COST: Final = 0.08
# How many letters may differ, by the length of the longer word.
_EDITS: Final = (0, 0, 0, 0, 1, 1, 2, 2, 2, 2, 3)
_SHORTEST_BEGINNING: Final = 4
_LONGEST_INITIALS: Final = 5
_MOST_WORDS: Final = 12
# Letters without a vowel are initials, of which each one counts.
_VOWEL: Final = re.compile("[aeiouy]")
_LONG: Final = 9

Match = tuple[float, tuple[Token, ...], tuple[Token, ...]]


class Alignment(Struct, frozen=True, gc=False):
    """The weight of what is shared, of what is shared with another spelling, and what only one side says."""

    shared: float
    likened: float
    doubt: float
    own_doubt: float
    worst: float
    own: bool
    shortened: bool
    initials: bool
    left: tuple[Token, ...]
    right: tuple[Token, ...]


def align(left: Core, right: Core) -> Alignment:
    """Words that both have go together first, then those that stand for the same one, the surest first."""
    shared, own = 0.0, False
    ours: list[Token] = []
    theirs = list(right.tokens)
    for token in left.tokens:
        if token in theirs:
            theirs.remove(token)
            shared += token.weight
            own = own or not token.kind
        else:
            ours.append(token)
    likened = doubt = own_doubt = 0.0
    worst, shortened, initials = 1.0, False, False
    if ours and theirs:
        found = _found(left, right, ours[:_MOST_WORDS], theirs[:_MOST_WORDS])
        for quality, mine, other in found:
            if _all_in(mine, ours) and _all_in(other, theirs):
                for token in mine:
                    ours.remove(token)
                for token in other:
                    theirs.remove(token)
                weight = max(sum([token.weight for token in mine]), sum([token.weight for token in other]))
                likened += quality * weight
                doubt += (1 - quality) * weight
                if any(not token.kind for token in (*mine, *other)):
                    own = own or quality >= SURE
                    own_doubt += (1 - quality) * weight
                worst = min(worst, quality)
                shortened = shortened or quality in (INITIALS, BEGINNING, INITIAL)
                initials = initials or quality == INITIALS
    return Alignment(shared, likened, doubt, own_doubt, worst, own, shortened, initials, tuple(ours), tuple(theirs))


def _found(left: Core, right: Core, ours: list[Token], theirs: list[Token]) -> list[Match]:
    """What may go together, the surest first."""
    if len(ours) == len(theirs) == 1:
        quality = alike(ours[0], theirs[0])
        return [(quality, (ours[0],), (theirs[0],))] if quality else []
    written = dict(zip(left.tokens, left.words, strict=True)) | dict(zip(right.tokens, right.words, strict=True))
    found = list(_matches(ours, theirs, written))
    if len(found) > 1:
        found.sort(key=_order)
    return found


def _all_in(some: tuple[Token, ...], tokens: list[Token]) -> bool:
    return all(tokens.count(token) >= some.count(token) for token in some)


def _order(match: Match) -> tuple[float, list[list[str]]]:
    """The surest first; the same whichever name comes first."""
    quality, mine, other = match
    return -quality, sorted([[token.text for token in mine], [token.text for token in other]])


def _matches(ours: list[Token], theirs: list[Token], written: dict[Token, str]) -> Iterator[Match]:
    for mine in ours:
        for other in theirs:
            if quality := alike(mine, other):
                yield quality, (mine,), (other,)
    if quality := _as_one(ours, theirs, written):
        yield quality, tuple(ours), tuple(theirs)
    for one, several, turned in ((ours, theirs, False), (theirs, ours, True)):
        for token in one:
            for start in range(len(several) - 1):
                for some, quality in _standing_for(token.text, several[start:], written):
                    yield (quality, some, (token,)) if turned else (quality, (token,), some)


def _as_one(ours: list[Token], theirs: list[Token], written: dict[Token, str]) -> float:
    """How surely all the words that are left are the same ones, spaces forgotten or added, letters slipped."""
    left, right = ("".join([written[token] for token in tokens]) for tokens in (ours, theirs))
    longest = max(len(left), len(right))
    allowed = longest // _LONG
    edits = OSA.distance(left, right, score_cutoff=allowed)
    return 0.0 if edits > allowed else JOINED - _SPELLED_ALIKE_COST * edits / longest


def _standing_for(
    text: str, tokens: list[Token], written: dict[Token, str]
) -> Iterator[tuple[tuple[Token, ...], float]]:
    """The first of these words for which a single one stands: the same letters in two words, or their initials."""
    if text == written[tokens[0]] + written[tokens[1]]:
        yield (tokens[0], tokens[1]), JOINED
    if 1 < len(text) <= min(_LONGEST_INITIALS, len(tokens)):
        some = tuple(tokens[: len(text)])
        # Two letters are too few, unless they stand for words that everybody uses: RH, « ressources humaines ».
        common = all(token.kind == "generic" for token in some)
        if text == "".join([token.text[0] for token in some]) and (len(text) > 2 or common):  # noqa: PLR2004
            yield some, INITIALS


def alike(left: Token, right: Token) -> float:
    """How surely one is the other: a slip of the keyboard, the beginning of a cut word, an initial; 0 when it is not.

    Two words that are both known are two words.
    """
    if (left.kind and right.kind and "initial" not in (left.kind, right.kind)) or "digits" in (left.kind, right.kind):
        return 0.0
    short, long = sorted((left.text, right.text), key=len)
    if len(short) == 1:
        return INITIAL if long[0] == short and len(long) > 1 and "given" in (left.kind, right.kind) else 0.0
    allowed = _EDITS[min(len(long), len(_EDITS) - 1)] if _VOWEL.search(short) else 0
    if allowed and len(long) - len(short) <= allowed:
        edits = OSA.distance(short, long, score_cutoff=allowed)
        if edits <= allowed:
            return 1 - _SPELLED_ALIKE_COST * edits / len(long) - _FIRST_LETTER_COST * (short[0] != long[0])
    if len(short) >= _SHORTEST_BEGINNING and long.startswith(short):
        return BEGINNING
    return 0.0
