"""A large file of text, piece by piece in UTF-8, whatever its encoding."""

import codecs
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import Final

from vendors.sources.faults import UnusableError
from vendors.sources.table import fault

PIECE: Final = 1 << 17
_COMPRESSED: Final = (b"PK\x03\x04", b"\x1f\x8b", b"7z\xbc\xaf", b"BZh")
_WIDE: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def pieces(path: Path, *, encoding: str | None, largest: int) -> Iterator[bytes]:
    """The text of a file. A mark at its beginning decides its encoding; else `encoding`, else UTF-8.

    Raises UnusableError when the file is absent, too large, compressed, or no text in its encoding; what is in UTF-8
    already is let by unread.
    """
    name = path.name
    try:
        with path.open("rb") as opened:
            if path.stat().st_size > largest:
                most = largest // 10**6
                fr, en = f"Divisez le fichier ({most} Mo au plus)", f"Split it ({most} MB at most)"
                raise UnusableError([fault("size", name, fr, en)])
            piece = opened.read(PIECE)
            if piece.startswith(_COMPRESSED):
                raise UnusableError([fault("json", name, "Décompressez le fichier", "Decompress the file")])
            chosen = "utf-16" if piece.startswith(_WIDE) else encoding or "utf-8"
            if piece.startswith(codecs.BOM_UTF8):
                piece, chosen = piece.removeprefix(codecs.BOM_UTF8), "utf-8"
            if codecs.lookup(chosen).name == "utf-8":
                while piece:
                    yield piece
                    piece = opened.read(PIECE)
                return
            opened.seek(0)
            reader = TextIOWrapper(opened, chosen, newline="")
            while text := reader.read(PIECE):
                yield text.encode()
    except (UnicodeError, LookupError) as error:
        raise not_text(name) from error
    except (OSError, ValueError) as error:
        raise UnusableError([fault("file", name, "Vérifiez le chemin du fichier", "Check the path")]) from error


def not_text(name: str) -> UnusableError:
    """What is said of a file that is not in the encoding said."""
    fr = "Précisez l’encodage avec --encoding (souvent cp1252)"
    return UnusableError([fault("encoding", name, fr, "Say the encoding with --encoding (often cp1252)")])
