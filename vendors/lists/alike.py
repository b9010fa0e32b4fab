"""Which new suppliers of a file may be one that is known: their names say so, and a person decides."""

from collections import defaultdict
from typing import Final, NamedTuple

from vendors.lists.known import Known
from vendors.lists.plan import Doubt
from vendors.names.judge import judge, score
from vendors.names.lexicon import Lexicon
from vendors.names.normalise import normalise
from vendors.names.reasons import told

# Nobody reads more for one row.
MOST: Final = 5


class _Near(NamedTuple):
    score: float
    left: int
    right: int


def alike(known: Known, fresh: list[str], lexicon: Lexicon, language: str) -> dict[str, list[Doubt]]:
    """For each new supplier, in the order of the file, those before it whose name may be its own, the nearest first."""
    from vendors.names.blocking import pairs  # noqa: PLC0415 - loads numpy, for whoever compares names alone

    if not fresh:
        return {}
    order = {root: place for place, root in enumerate(fresh)}
    roots = sorted({one.root for one in known.vendors.values()}, key=lambda root: (order.get(root, -1), root))
    owners, texts = _texts(known, roots)
    names = [normalise(text, lexicon) for text in texts]
    near: defaultdict[str, dict[str, _Near]] = defaultdict(dict)
    for left, right in pairs(names):
        if order.get(owners[left], -1) > order.get(owners[right], -1):
            left, right = right, left  # noqa: PLW2901 - the one that was there first
        one, other = owners[left], owners[right]
        if other not in order or one == other or _numbered_apart(known, one, other):
            continue
        found = score(names[left], names[right], lexicon.constants)
        before = near[other].get(one)
        if found >= lexicon.constants.review and (before is None or found > before.score):
            near[other][one] = _Near(found, left, right)
    doubts: dict[str, list[Doubt]] = {}
    for other, ones in near.items():
        nearest = sorted(ones.items(), key=lambda item: (-item[1].score, item[0]))[:MOST]
        doubts[other] = []
        for one, at in nearest:
            found = judge(names[at.left], names[at.right], lexicon.constants)
            why = told(found.reasons, language)
            doubt = Doubt("name", one, texts[at.left], "", texts[at.right], found.score, found.band, why)
            doubts[other].append(doubt)
    return doubts


def _texts(known: Known, roots: list[str]) -> tuple[list[str], list[str]]:
    """Every name of every enterprise, with the enterprise under which it is shown."""
    owners: list[str] = []
    texts: list[str] = []
    for root in roots:
        for name in sorted(known.names(root)):
            owners.append(root)
            texts.append(name)
    return owners, texts


def _numbered_apart(known: Known, one: str, other: str) -> bool:
    """Whether both bear numbers, and none in common: two enterprises, whatever their names."""
    ours, theirs = known.neqs(one), known.neqs(other)
    return bool(ours and theirs and not ours & theirs)
