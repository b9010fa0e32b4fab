"""A badge within a PNG: chunk by chunk, each with its checksum."""

import zlib
from collections.abc import Iterator
from typing import Final

from municipal.badges.told import STRUCTURE, RefusedError
from municipal.web.marking import mark

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_KEYWORD: Final = b"openbadgecredential"
_FRAME: Final = 12
_MOST_TEXT: Final = 1_000_000


def taken_from_png(data: bytes) -> str:
    """What a PNG carries in its one text of that name. Raises RefusedError when it is damaged, or carries none."""
    found = [_text(chunk) for kind, chunk in _chunks(data) if kind == b"iTXt" and chunk.startswith(_KEYWORD + b"\0")]
    if len(found) != 1:
        raise RefusedError(STRUCTURE, mark("Fournissez une image qui contient un badge\u00a0: un seul, à sa place."))
    return found[0]


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place, kind = len(SIGNATURE), b""
    while kind != b"IEND":
        length = int.from_bytes(data[place : place + 4])
        kind, end = data[place + 4 : place + 8], place + 8 + length
        whole = end + 4 <= len(data)
        if not whole or zlib.crc32(data[place + 4 : end]) != int.from_bytes(data[end : end + 4]):
            raise _damaged()
        yield kind, data[place + 8 : end]
        place += _FRAME + length


def _text(chunk: bytes) -> str:
    """The text of an iTXt chunk: keyword, 0, whether compressed, how, language, 0, translated keyword, 0, text."""
    rest = chunk[len(_KEYWORD) + 1 :]
    parts = rest[2:].split(b"\0", 2)
    if len(rest) < 2 or len(parts) != 3:  # noqa: PLR2004 - two flags; a language, a keyword and a text
        raise _damaged()
    raw = parts[2]
    try:
        if rest[0]:
            unpacker = zlib.decompressobj()
            raw = unpacker.decompress(raw, _MOST_TEXT)
            if not unpacker.eof:
                raise _damaged()
        return raw.decode().strip()
    except (zlib.error, UnicodeDecodeError) as error:
        raise _damaged() from error


def _damaged() -> RefusedError:
    return RefusedError(STRUCTURE, mark("Fournissez l’image d’origine\u00a0: ce fichier PNG est abîmé."))
