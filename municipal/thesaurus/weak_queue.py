"""The needs that found nothing, as their log tells them: each once, how often, and those that still have no answer."""

from collections import deque
from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec import Struct, structs
from sqlmodel import Session, col, select

from municipal.suppliers.queries import registry
from municipal.suppliers.watched import DEREFERENCED
from municipal.suppliers.weak_needs import FILE
from municipal.thesaurus.queries import thesaurus
from municipal.thesaurus.tables import WeakNeedAnswer
from vendors.needs.detect import Detected, detect
from vendors.needs.find import find, is_general
from vendors.needs.index import Index
from vendors.needs.taxonomy import Taxonomy
from vendors.text import words

# Of the log and of the one before it, so many lines are read: the latest.
MOST_LINES: Final = 2_000
# So many needs without an answer are looked for; a longer list would be read by nobody.
MOST_NEEDS: Final = 300
NOTHING_OFFERED: Final = "nothing_offered"
NO_NEED: Final = "no_need"


class WeakNeed(Struct, frozen=True):
    """A need without an answer: as it was last told, how often, its last day, and what is understood of it today."""

    key: str
    need: str
    times: int
    last: str
    lang: str
    nodes: list[str] = []


class SettledRow(Struct, frozen=True):
    """A weak need that somebody settled: nothing is offered yet, or it is no need."""

    key: str
    need: str
    verdict: str
    reason: str
    person: str
    at: str


# What was understood of each need by the thesaurus in use: the thesaurus, and its readings.
_read: list[Any] = []


class _Line(Struct, frozen=True):
    day: str
    lang: str
    need: str


def weak_needs(folder: Path, session: Session) -> list[WeakNeed]:
    """The needs of the log that still have no answer and that nobody settled; the most asked first, then the latest.

    No more than `MOST_NEEDS` of them.
    """
    known = settled_keys(session)
    asked = ((one, *read(session, one.need)) for one in logged(folder) if one.key not in known)
    found = (structs.replace(one, nodes=nodes) for one, nodes, answers in asked if not answers)
    return list(islice(found, MOST_NEEDS))


def logged(folder: Path) -> list[WeakNeed]:
    """The needs of the log, each once; read again only when a line was added."""
    path = folder / FILE
    both = (path.with_suffix(".old.jsonl"), path)
    return _grouped(both, tuple(_stamp(one) for one in both))


def settled(session: Session) -> list[SettledRow]:
    """The weak needs that somebody settled, the last first."""
    query = select(WeakNeedAnswer).order_by(col(WeakNeedAnswer.at).desc(), WeakNeedAnswer.key)
    return [
        SettledRow(**{name: getattr(one, name) for name in SettledRow.__struct_fields__}) for one in session.exec(query)
    ]


def settled_keys(session: Session) -> set[str]:
    """The keys of those that were settled."""
    return set(session.exec(select(WeakNeedAnswer.key)))


def key_of(need: str) -> str:
    """What two wordings have in common that differ by accents, capitals and signs alone."""
    return blake2b(" ".join(words(need)).encode(), digest_size=8).hexdigest()


def read(session: Session, need: str) -> tuple[list[str], bool]:
    """What is understood of a need today, and whether it has an answer."""
    taxonomy = thesaurus(session)
    if not _read or _read[0] is not taxonomy:
        _read[:] = [taxonomy, {}]
    memory: dict[str, Detected] = _read[1]
    if need not in memory:
        if len(memory) >= MOST_LINES:
            memory.clear()
        memory[need] = detect(need, taxonomy)
    nodes = memory[need].nodes
    return nodes, _answers(need, nodes, registry(session), taxonomy)


def has_answer(need: str, index: Index, taxonomy: Taxonomy) -> bool:
    """Whether a need is understood and something of the registry answers it."""
    return _answers(need, detect(need, taxonomy).nodes, index, taxonomy)


def _answers(need: str, nodes: list[str], index: Index, taxonomy: Taxonomy) -> bool:
    """The same as asking `find`, which is asked only where no solution plainly answers."""
    for node in nodes:
        for one in index.by_node.get(node, ()):
            stated = any(told.node in nodes and told.verdict == "does_not_fit" for told in index.fits.get(one, ()))
            if not stated and not is_general(index.solutions[one]) and index.solutions[one].status != DEREFERENCED:
                return True
    return bool(nodes) and bool(find(need, index, taxonomy).results)


@lru_cache(maxsize=2)
def _grouped(paths: tuple[Path, ...], _stamps: tuple[tuple[int, int], ...]) -> list[WeakNeed]:
    last = deque(chain.from_iterable(_lines(path) for path in paths), maxlen=MOST_LINES)
    found: dict[str, WeakNeed] = {}
    for one in filter(None, map(_line, last)):
        if words(one.need):
            key = key_of(one.need)
            times = found[key].times + 1 if key in found else 1
            found[key] = WeakNeed(key, one.need, times, one.day, one.lang)
    return sorted(sorted(found.values(), key=lambda one: one.last, reverse=True), key=lambda one: -one.times)


def _lines(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            yield from file
    except OSError:
        return


def _line(raw: bytes) -> _Line | None:
    """A line of the log; nothing for one that a full disk cut short."""
    try:
        return msgspec.json.decode(raw, type=_Line)
    except msgspec.MsgspecError:
        return None


def _stamp(path: Path) -> tuple[int, int]:
    try:
        told = path.stat()
    except OSError:
        return (0, 0)
    return (told.st_mtime_ns, told.st_size)
