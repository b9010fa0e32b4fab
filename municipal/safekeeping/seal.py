"""The seal of a file: a SHA-256 of the whole file that the file itself carries, so that it cannot go astray.

A mark that nothing else in the file holds is followed by 64 digits: the digest of the file in which they are zeros. One
byte changed anywhere, in the digits too, and the seal is broken.
"""

import mmap
import os
import re
import secrets
from hashlib import sha256
from pathlib import Path
from typing import Final

_DIGITS: Final = 64
_SEAL: Final = re.compile(rf"repere:[0-9a-f]{{32}}:[0-9a-f]{{{_DIGITS}}}")


def blank() -> str:
    """A seal not yet set, to be written once into the file: it is found again by its mark."""
    return f"repere:{secrets.token_hex(16)}:{'0' * _DIGITS}"


def set_seal(path: Path, placed: str) -> None:
    """Set the seal whose blank stands in the file, and keep the file safe on the disk."""
    position, _, digest = _computed(path, placed)
    with path.open("r+b") as file:
        file.seek(position)
        file.write(digest.encode())
        file.flush()
        os.fsync(file.fileno())


def holds(path: Path, placed: str) -> bool:
    """Whether a file carries this seal, and is byte for byte the one that was sealed."""
    if not _SEAL.fullmatch(placed):
        return False
    try:
        _, written, digest = _computed(path, placed)
    except ValueError:
        return False
    return written.decode("latin-1") == digest == placed[-_DIGITS:]


def _computed(path: Path, placed: str) -> tuple[int, bytes, str]:
    """Where the digits stand, what they are, and what they ought to be."""
    mark = placed[:-_DIGITS].encode()
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as whole:
        found = whole.find(mark)
        if found < 0 or whole.find(mark, found + 1) >= 0:
            raise ValueError("the mark of the seal must stand once in the file")
        position = found + len(mark)
        total = sha256()
        with memoryview(whole) as view, view[:position] as before, view[position + _DIGITS :] as after:
            for part in (before, b"0" * _DIGITS, after):
                total.update(part)
        return position, whole[position : position + _DIGITS], total.hexdigest()
