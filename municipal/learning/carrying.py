"""Progress in a cookie: signed, packed, and never larger than a browser keeps."""

import zlib
from typing import Final

import msgspec

from municipal.keys import sign_bytes, unsign_bytes
from municipal.learning.progress import Progress

PURPOSE: Final = "progress"
SECONDS: Final = 400 * 24 * 3600
# Browsers keep 4,096 bytes for the name, the value and what is said of them.
MOST: Final = 3_900
_MOST_UNPACKED: Final = 100_000


class TooLargeError(ValueError):
    """No browser would keep this much: an account will."""


def packed(progress: Progress) -> str:
    """The progress as a cookie's value. Raises TooLargeError."""
    raw = zlib.compress(msgspec.msgpack.encode(progress), 9)
    value = sign_bytes(PURPOSE, raw)
    if len(value) > MOST:
        raise TooLargeError
    return value


def unpacked(value: str) -> Progress | None:
    """The progress of a cookie; nothing when it is not ours, or of a version that we no longer read."""
    raw = unsign_bytes(PURPOSE, value)
    if raw is None:
        return None
    try:
        text = zlib.decompressobj().decompress(raw, _MOST_UNPACKED)
        return msgspec.msgpack.decode(text, type=Progress)
    except (zlib.error, msgspec.MsgspecError):
        return None
