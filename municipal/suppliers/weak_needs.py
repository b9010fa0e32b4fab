"""Needs that found nothing, kept for curators in a file (a GET never writes to the database), names left out."""

import re
import unicodedata
from pathlib import Path
from typing import Final

import msgspec

from municipal.thesaurus.queries import in_use
from municipal.web.format import today
from vendors.needs.detect import Detected
from vendors.text import fold

FILE: Final = "needs.jsonl"
MOST_BYTES: Final = 5_000_000
_ADDRESS: Final = re.compile(r"\S+@\S+|https?://\S+|www\.\S+")
_DIGITS: Final = re.compile(r"\d[\d\s.-]*")
_WORD: Final = re.compile(r"\w[\w’'-]*")
_LONGEST: Final = 300


def redact(need: str) -> str:
    """A need without addresses, numbers, or capitalised words that no thesaurus knows."""
    known = {word for words in in_use().vocabulary.values() for word in words.known}
    text = _DIGITS.sub("# ", _ADDRESS.sub("[adresse]", unicodedata.normalize("NFC", need)))

    def keep(found: re.Match[str]) -> str:
        word = found[0]
        named = any(letter.isupper() for letter in word) and not _parts(word) <= known
        return "[nom]" if named else word

    return " ".join(_WORD.sub(keep, text)[:_LONGEST].split())


def _parts(word: str) -> set[str]:
    return set(re.findall(r"[a-z0-9]+", fold(word)))


def note(folder: Path, need: str, detected: Detected) -> None:
    """Add a line to the log of weak needs; a full log or a disk that refuses never stops the reader."""
    path = folder / FILE
    line = {"day": today().isoformat(), "lang": detected.language, "need": redact(need), "nodes": detected.nodes}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > MOST_BYTES:
            path.replace(path.with_suffix(".old.jsonl"))
        with path.open("ab") as file:
            file.write(msgspec.json.encode(line) + b"\n")
    except OSError:
        return
