"""How likely two names are one enterprise: points for what they share, ceilings for what forbids, bands, reasons."""

import math
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from msgspec import Struct
from rapidfuzz.distance import Indel

from vendors.names.align import Alignment
from vendors.names.constants import Constants
from vendors.names.guards import ceilings, distinctive, settled
from vendors.names.likeness import Likeness, likeness
from vendors.names.normalise import Core, Name
from vendors.names.reasons import Reason

Band = Literal["same", "review", "distinct"]
PLACES: Final = 4
_FARTHEST: Final = 60.0
_OWN: Final = ("", "surname", "digits")


class Judgement(Struct, frozen=True):
    """A score between 0 and 1, its band, and why."""

    score: float
    band: Band
    reasons: tuple[Reason, ...]


def judge(left: Name, right: Name, constants: Constants) -> Judgement:
    """How likely two names are one enterprise; the order of the two changes nothing.

    It judges names alone: only an identifier or a person may join two records.
    """
    if (right.plain, right.raw) < (left.plain, left.raw):
        left, right = right, left
    if decided := settled(left, right):
        return _judgement(decided[0], [decided[1]], constants)
    named = _named(left, right, constants)
    score, reasons = named.score, list(_why(named))
    for ceiling, reason in ceilings(left, right, named.found, constants):
        score = min(score, ceiling)
        if reason not in reasons:
            reasons.append(reason)
    if _same_text(left, right, score, constants):
        score, reasons = 1.0, [Reason.SAME_TEXT]
    return _judgement(score, reasons, constants)


def score(left: Name, right: Name, constants: Constants) -> float:
    """The score alone, as quickly as it can be had."""
    if (right.plain, right.raw) < (left.plain, left.raw):
        left, right = right, left
    if decided := settled(left, right):
        return decided[0]
    named = _named(left, right, constants)
    found = named.score
    # A ceiling only lowers.
    if found >= constants.review:
        found = min([found, *[ceiling for ceiling, _ in ceilings(left, right, named.found, constants)]])
    return 1.0 if _same_text(left, right, found, constants) else round(found, PLACES)


def apart(left: Name, right: Name, constants: Constants) -> bool:
    """Whether no group may hold the two: they are distinct, or under a ceiling that only a person may lift."""
    if decided := settled(left, right):
        return decided[0] < constants.link
    named = _named(left, right, constants)
    if _same_text(left, right, named.score, constants):
        return False
    lowest = min([ceiling for ceiling, _ in ceilings(left, right, named.found, constants)], default=1.0)
    return named.score < constants.review or lowest <= constants.ceiling_apart


def _same_text(left: Name, right: Name, found: float, constants: Constants) -> bool:
    """Whether the texts are the same once accents and punctuation are aside, and say something of their own."""
    return left.plain == right.plain and found > constants.review and distinctive(left) and distinctive(right)


def _judgement(found: float, reasons: list[Reason], constants: Constants) -> Judgement:
    rounded = round(found, PLACES)
    return Judgement(rounded, band(rounded, constants), tuple(reasons))


def band(score: float, constants: Constants) -> Band:
    """The band of a score. `same` is a judgement on names, and never permits a merge by itself."""
    if score >= constants.same:
        return "same"
    return "review" if score >= constants.review else "distinct"


def points(like: Likeness, whole: float, legal: float, constants: Constants) -> float:
    """The points of a likeness: each share counts for its weight, and no weight is negative."""
    return (
        constants.start
        + constants.shared * like.shared
        + constants.overlap * like.overlap
        + constants.contained * like.contained
        + constants.agreement * like.agreement
        + constants.completeness * like.completeness
        + constants.own * like.own
        + constants.letters * like.letters
        + constants.whole * whole
        + constants.legal * legal
    )


def legal_likeness(left: Name, right: Name) -> float:
    """1 when nothing is said against one form, 0.5 for two forms of one family, 0 for two families."""
    if left.families and right.families and not left.families & right.families:
        return 0.0
    return 0.5 if left.kinds and right.kinds and not left.kinds & right.kinds else 1.0


class _Named(NamedTuple):
    score: float
    found: Alignment
    another: bool


def _named(left: Name, right: Name, constants: Constants) -> _Named:
    """The best score of the names that each text gives; any but the main one needs a person’s eye."""
    whole = Indel.normalized_similarity(left.plain, right.plain)
    legal = legal_likeness(left, right)
    like, found = likeness(left.main, right.main)
    best = _Named(_chance(points(like, whole, legal, constants)), found, another=False)
    for one, other in _crossed(left, right) if left.others or right.others else ():
        like, found = likeness(one, other)
        chance = min(_chance(points(like, whole, legal, constants)), constants.ceiling_apart)
        if chance > best.score:
            best = _Named(chance, found, another=True)
    return best


def _crossed(left: Name, right: Name) -> Iterator[tuple[Core, Core]]:
    """The main name of each side beside the other names of the other side."""
    yield from ((left.main, other) for other in right.others)
    yield from ((other, right.main) for other in left.others)


def _chance(of: float) -> float:
    return 1 / (1 + math.exp(-max(-_FARTHEST, min(_FARTHEST, of))))


def _why(named: _Named) -> Iterator[Reason]:
    found = named.found
    if found.left and found.right:
        yield Reason.OTHER_WORDS
    elif found.left or found.right:
        own = any(token.kind in _OWN for token in (*found.left, *found.right))
        yield Reason.OWN_WORD_MORE if own else Reason.COMMON_WORD_MORE
    elif not found.likened:
        yield Reason.SAME_WORDS
    if found.likened:
        yield Reason.SHORTENED if found.shortened else Reason.OTHER_SPELLING
    if named.another:
        yield Reason.ANOTHER_NAME
