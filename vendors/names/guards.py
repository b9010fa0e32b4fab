"""What forbids taking two names for one, whatever their letters say: each guard is a ceiling for the score."""

from collections.abc import Iterator
from typing import Final

from vendors.names.align import Alignment
from vendors.names.constants import Constants
from vendors.names.lexicon import COMMON, Token
from vendors.names.normalise import Name
from vendors.names.reasons import Reason

_OWN: Final = ""
_HOUSE: Final = "house"
_HOUSES: Final = frozenset({"house", "link"})
_PERSONAL: Final = frozenset({"given", "initial"})
ENOUGH_SHARED: Final = 0.8
_MOST_WORDS_OF_A_PERSON: Final = 3


def settled(left: Name, right: Name) -> tuple[float, Reason] | None:
    """The score that numbers alone decide; None when they say nothing."""
    if left.neq and right.neq:
        return (1.0, Reason.SAME_NEQ) if left.neq == right.neq else (0.0, Reason.OTHER_NEQ)
    if left.number and right.number:
        return (1.0, Reason.SAME_NUMBER) if left.number == right.number else (0.0, Reason.OTHER_NUMBER)
    if not left.plain or not right.plain:
        return 0.0, Reason.NOTHING
    return None


def ceilings(left: Name, right: Name, found: Alignment, constants: Constants) -> Iterator[tuple[float, Reason]]:
    """Each ceiling that two names meet, with its reason."""
    yield from _of_identity(left, right, constants)
    if not found.own and _personal(left, found.left) != _personal(right, found.right):
        # No made-up word holds the two names together: a given name tells them apart.
        yield constants.ceiling_apart, Reason.GIVEN_NAME
    yield from _of_words(found, constants)
    if _only_places(found) or _other(left.places, right.places):
        yield constants.ceiling_apart, Reason.OTHER_PLACE
    if _person(left) != _person(right) and (left.kinds or right.kinds):
        yield constants.ceiling_look, Reason.PERSON
    if not distinctive(left) or not distinctive(right):
        yield constants.ceiling_look, Reason.NOTHING_OF_ITS_OWN


def _of_identity(left: Name, right: Name, constants: Constants) -> Iterator[tuple[float, Reason]]:
    """Numbers, figures and legal forms."""
    if bool(left.number) != bool(right.number):
        yield constants.ceiling_look, Reason.NUMBER_ON_ONE_SIDE
    if _other(left.digits, right.digits):
        yield 0.0, Reason.OTHER_DIGITS
    elif left.digits != right.digits:
        yield constants.ceiling_apart, Reason.DIGITS_ON_ONE_SIDE
    if _disjoint(left.families, right.families):
        yield constants.ceiling_apart, Reason.OTHER_FAMILY
    elif _disjoint(left.kinds, right.kinds):
        yield constants.ceiling_look, Reason.OTHER_FORM


def _of_words(found: Alignment, constants: Constants) -> Iterator[tuple[float, Reason]]:
    """Words that one name has and the other lacks, and words that were guessed."""
    ours, theirs = ({token.kind for token in tokens} for tokens in (found.left, found.right))
    if ours and theirs:
        told = ours - _HOUSES and theirs - _HOUSES
        yield (constants.ceiling_apart if told else constants.ceiling_look), Reason.OTHER_WORDS
    elif _OWN in ours | theirs:
        yield constants.ceiling_look, Reason.OWN_WORD_MORE
    if found.shortened:
        # Initials alone are those of many enterprises: something else must be shared.
        alone = found.initials and found.shared < ENOUGH_SHARED
        yield (constants.ceiling_apart if alone else constants.ceiling_look), Reason.SHORTENED
    if _HOUSE in ours ^ theirs:
        yield constants.ceiling_look, Reason.GROUP


def excluded(left: Name, right: Name) -> bool:
    """Whether two names can stand in no group together, however many others lie between them."""
    if (left.neq and right.neq and left.neq != right.neq) or (
        left.number and right.number and left.number != right.number
    ):
        return True
    return (
        _other(left.digits, right.digits)
        or _disjoint(left.families, right.families)
        or _other(left.places, right.places)
    )


def _other(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether each side says something that the other does not."""
    return bool(left - right and right - left)


def _disjoint(left: frozenset[str], right: frozenset[str]) -> bool:
    return bool(left and right and not left & right)


def _only_places(found: Alignment) -> bool:
    """Whether each name is alone to say a place, and says nothing else alone."""
    alone = [*found.left, *found.right]
    return bool(found.left and found.right) and all(token.kind == "place" for token in alone)


def _personal(name: Name, alone: tuple[Token, ...]) -> set[str]:
    """The given names, or their initials in the name of a family, among the words that a name says alone."""
    kinds = {token.kind for token in alone} & _PERSONAL
    family = any(token.kind == "surname" for token in name.main.tokens)
    return kinds if family else kinds - {"initial"}


def _person(name: Name) -> bool:
    """Whether a name is made of given names and family names only, as that of a natural person is."""
    tokens = name.main.tokens
    people = all(token.kind in ("given", "surname", "initial") for token in tokens)
    return people and 1 < len(tokens) <= _MOST_WORDS_OF_A_PERSON and not name.kinds and not name.others


def distinctive(name: Name) -> bool:
    """Whether a name has a word that is not everybody’s."""
    return any(token.kind not in COMMON for token in name.main.tokens)
