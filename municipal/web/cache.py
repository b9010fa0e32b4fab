"""Answers kept while the public data stay as they are: keyed by data version, address, language and fragment."""

from collections import OrderedDict
from gzip import compress
from hashlib import blake2b
from typing import Final

from msgspec import Struct

# A village's whole site fits; the oldest answers go first.
MOST_BYTES: Final = 8_000_000
_GZIP_LEVEL: Final = 6
# Under this a compressed answer saves no packet.
_WORTH_COMPRESSING: Final = 600


class Kept(Struct):
    """An answer as it was sent, and compressed once somebody asked for it so."""

    headers: list[tuple[bytes, bytes]]
    body: bytes
    compressed: bytes | None = None

    def gzip(self) -> bytes:
        """The compressed body; made the first time."""
        if self.compressed is None:
            self.compressed = compress(self.body, _GZIP_LEVEL, mtime=0)
        return self.compressed

    def worth_compressing(self) -> bool:
        """Whether compressing saves anything."""
        kind = dict(self.headers).get(b"content-type", b"")
        text = kind.startswith(
            (b"text/", b"application/json", b"application/javascript", b"image/svg", b"application/xml")
        )
        return text and len(self.body) > _WORTH_COMPRESSING


class PageCache:
    """The answers kept, within a bound of memory."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most = most_bytes
        self._size = 0
        self._kept: OrderedDict[str, Kept] = OrderedDict()

    def get(self, key: str) -> Kept | None:
        """A kept answer, now the freshest."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, key: str, answer: Kept) -> None:
        """Keep an answer; the oldest ones make room."""
        before = self._kept.pop(key, None)
        self._size += 2 * len(answer.body) - (2 * len(before.body) if before else 0)
        self._kept[key] = answer
        while self._size > self._most and self._kept:
            _, oldest = self._kept.popitem(last=False)
            self._size -= 2 * len(oldest.body)


def etag(key: str) -> bytes:
    """The tag of an answer, known before it is made: it says only from what the answer would be made."""
    return b'W/"%s"' % blake2b(key.encode(), digest_size=9).hexdigest().encode()
