"""Open data of SEAO, release by release: a month is never held whole, and what is no such file is told plainly."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from vendors.sources.faults import UnusableError
from vendors.sources.nesting import DEEPEST, Nesting, end_of_list, last_object
from vendors.sources.streamed import pieces
from vendors.sources.table import fault

LARGEST: Final = 400_000_000
# Bytes that one release may have, and what stands before or after all of them.
MOST_OF_ONE: Final = 8_000_000
MOST_BEFORE: Final = 1_000_000
# The list `releases` lies in the one object of the file.
_LEVEL: Final = 2
_RELEASES: Final = "releases"
_TOKEN: Final = re.compile(rb'"(?:[^"\\]++|\\.)*+("?)|[\[\]{}:,]|[^\s\[\]{}:,"]+', re.DOTALL)

Made = TypeVar("Made")


def read_releases(path: Path, *, encoding: str | None = None) -> Iterator[msgspec.Raw]:
    """What `releases` holds, item by item, as JSON that is well formed.

    Raises UnusableError when the file is absent, too large, no such file or damaged: at the place where that is found.
    """
    name = path.name
    source = pieces(path, encoding=encoding, largest=LARGEST)
    head, piece = _head(source, name)
    nesting, waiting, read = Nesting(_LEVEL), b"", 0
    while True:
        lowest = _followed(nesting, piece, name)
        window = waiting + piece
        end = cut = end_of_list(window) if lowest < _LEVEL else None
        if cut is None and (last := last_object(piece, nesting, _LEVEL)):
            cut = len(waiting) + last
        found = [] if cut is None else _items(window[:cut], name, read)
        read += len(found)
        yield from found
        waiting = window[cut or 0 :]
        if end is not None:
            break
        if len(waiting) > MOST_OF_ONE:
            raise _too_long(name)
        piece = next(source, b"")
        if not piece:
            raise _damaged(name, read)
    _tail(head, waiting, nesting, source, name, read)


def _head(source: Iterator[bytes], name: str) -> tuple[bytes, bytes]:
    """The file up to the first release, and what follows in the same piece. Raises UnusableError when there is none."""
    head = b""
    for piece in source:
        head += piece
        start = _start(head, name)
        if start:
            if Nesting().follow(head[:start])[1] > DEEPEST:
                raise _too_deep(name)
            return head[:start], head[start:]
        if len(head) > MOST_BEFORE:
            break
    if len(head) <= MOST_BEFORE:
        _well_formed(head, msgspec.Raw, name, 0)
    fr, en = "Choisissez un fichier qui a une liste « releases »", "Choose a file that has a list “releases”"
    raise UnusableError([fault("missing", name, fr, en, _RELEASES)])


def _start(head: bytes, name: str) -> int:
    """Where the list of releases starts in what was read so far; 0 when it is not there yet."""
    depth, key, value = 0, b"", False
    for token in _TOKEN.finditer(head):
        text = token[0]
        if text[:1] == b'"' and not token[1]:
            return 0
        if depth == 0 and text != b"{":
            return 0
        if depth == 1 and value and key == b'"releases"':
            if text == b"[":
                return token.end()
            raise _no_list(name)
        if depth == 1:
            value = text == b":"
            key = text if text[:1] == b'"' else key
        depth += (text in (b"{", b"[")) - (text in (b"}", b"]"))
    return 0


def _tail(head: bytes, text: bytes, nesting: Nesting, source: Iterator[bytes], name: str, read: int) -> None:
    """Read what follows the last release. Raises UnusableError unless the file is whole without them."""
    for piece in source:
        _followed(nesting, piece, name)
        text += piece
        if len(text) > MOST_OF_ONE:
            raise _too_long(name)
    found = _well_formed(head + text, dict[str, msgspec.Raw], name, read)
    if bytes(found[_RELEASES])[:1] != b"[":
        raise _no_list(name)


def _followed(nesting: Nesting, piece: bytes, name: str) -> int:
    lowest, highest = nesting.follow(piece)
    if highest > DEEPEST:
        raise _too_deep(name)
    return lowest


def _items(text: bytes, name: str, read: int) -> list[msgspec.Raw]:
    """The items of a part of the list. After the first item, a part begins with a comma: a 0 stands before it."""
    if read:
        return _well_formed(b"[0" + text + b"]", list[msgspec.Raw], name, read)[1:]
    return _well_formed(b"[" + text + b"]", list[msgspec.Raw], name, read)


def _well_formed(text: bytes, kind: type[Made], name: str, read: int) -> Made:
    try:
        return msgspec.json.decode(text, type=kind)
    except (ValueError, RecursionError) as error:
        raise _damaged(name, read) from error


def _damaged(name: str, read: int) -> UnusableError:
    fr = f"Téléchargez de nouveau le fichier (JSON incomplet ou endommagé après {read} versions)"
    en = f"Download the file again (its JSON is incomplete or damaged after {read} releases)"
    return UnusableError([fault("json", name, fr, en)])


def _no_list(name: str) -> UnusableError:
    fr, en = "Donnez une liste sous « releases »", "Give a list under “releases”"
    return UnusableError([fault("type", name, fr, en, _RELEASES)])


def _too_deep(name: str) -> UnusableError:
    fr, en = f"Emboîtez au plus {DEEPEST} niveaux", f"Nest at most {DEEPEST} levels"
    return UnusableError([fault("depth", name, fr, en)])


def _too_long(name: str) -> UnusableError:
    most = MOST_OF_ONE // 10**6
    fr, en = f"Retirez ce qui a plus de {most} Mo d’un tenant", f"Remove what has more than {most} MB in one piece"
    return UnusableError([fault("size", name, fr, en)])
