"""Bitstring Status Lists (W3C): one bit for each badge, read from left to right, so many that a place tells nobody."""

import base64
import datetime as dt
import gzip
import zlib
from collections.abc import Iterable
from typing import Final

from municipal.badges.credential import VERIFIABLE, Issuer, Json
from municipal.badges.instants import zulu
from municipal.badges.locations import list_address

# The least that the recommendation allows, so that a badge hides among many.
BITS: Final = 131_072
_MOST_BYTES: Final = 5_000_000
_PREFIX: Final = "u"
_GZIP: Final = 31


def encoded(places: Iterable[int], bits: int = BITS) -> str:
    """The list in which these places are set. Raises ValueError for a place outside it."""
    raw = bytearray(bits // 8)
    for place in places:
        if not 0 <= place < bits:
            raise ValueError(place)
        raw[place >> 3] |= 0x80 >> (place & 7)
    packed = gzip.compress(bytes(raw), mtime=0)
    return _PREFIX + base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    """The bits of a list, with the prefix of multibase or without. Raises ValueError when it is none, or too short."""
    # A gzip file begins with the bytes 1f 8b, which no `u` begins in base64.
    body = text.removeprefix(_PREFIX)
    unpacker = zlib.decompressobj(_GZIP)
    try:
        packed = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))
        raw = unpacker.decompress(packed, _MOST_BYTES)
    except zlib.error as error:
        raise ValueError(str(error)) from error
    if not unpacker.eof or len(raw) * 8 < BITS:
        raise ValueError(len(raw))
    return raw


def is_set(raw: bytes, place: int) -> bool:
    """Whether a place is set. Raises ValueError for a place outside the list."""
    if not 0 <= place < len(raw) * 8:
        raise ValueError(place)
    return bool(raw[place >> 3] & (0x80 >> (place & 7)))


def status_list(issuer: Issuer, number: int, places: Iterable[int], at: dt.datetime) -> Json:
    """A status list as a credential, to be signed like any other."""
    address = list_address(issuer.base, number)
    return {
        "@context": [VERIFIABLE],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer.address,
        "validFrom": zulu(at),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encoded(places),
        },
    }
