"""How alike two names are, as a few shares between 0 and 1 that each say one thing; more is always more alike."""

from msgspec import Struct
from rapidfuzz.distance import Indel

from vendors.names.align import Alignment, align
from vendors.names.normalise import Core


class Likeness(Struct, frozen=True, gc=False):
    """What the words and the letters of two names say. A word that both gain lowers none of them."""

    shared: float
    overlap: float
    contained: float
    agreement: float
    completeness: float
    own: float
    spelling: float
    letters: float


def likeness(left: Core, right: Core) -> tuple[Likeness, Alignment]:
    """The likeness of two names, and the words that made it."""
    found = align(left, right)
    common = found.shared + found.likened
    ours = sum([token.weight for token in found.left]) + found.doubt
    theirs = sum([token.weight for token in found.right]) + found.doubt
    less, more = (ours, theirs) if ours < theirs else (theirs, ours)
    nothing = common == 0
    return Likeness(
        shared=min(1.0, common / 2),
        overlap=0.0 if nothing else common / (common + less + more),
        contained=0.0 if nothing else common / (common + less),
        agreement=1 - min(1.0, less),
        completeness=1 - min(1.0, more),
        own=_own(left, right, found),
        spelling=found.worst if common else 0.0,
        letters=Indel.normalized_similarity(left.letters, right.letters),
    ), found


def _own(left: Core, right: Core, found: Alignment) -> float:
    """The share that both have of the words that no list knows: the made-up ones, which name one house alone."""
    shares: list[float] = []
    for core, alone in ((left, found.left), (right, found.right)):
        words = sum([token.weight for token in core.tokens if not token.kind])
        if not words:
            return 0.0
        shares.append(1 - (sum([token.weight for token in alone if not token.kind]) + found.own_doubt) / words)
    return max(0.0, min(shares))
