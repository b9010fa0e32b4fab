"""A sheet of scores as it is stored: encrypted, all of one length, and bound by a commitment once it is sealed."""

import hmac
import secrets
from collections.abc import Iterable
from hashlib import sha256
from typing import Final

import msgspec
from msgspec import Struct

from municipal.keys import seal, unseal

# Of what somebody types for one criterion of one bid, in characters.
MOST_POINTS: Final = 10
MOST_NOTE: Final = 300
# No character takes more in JSON: four bytes in UTF-8, or two when it is escaped.
_WIDEST: Final = "\U0010ffff"
_NONCE_BYTES: Final = 32


class Cell(Struct, frozen=True, omit_defaults=True):
    """The points of one criterion of one bid, as they were typed, and a note."""

    points: str = ""
    note: str = ""


# By bid, then by criterion.
Scores = dict[str, dict[str, Cell]]


class Sheet(Struct, frozen=True):
    """What is encrypted: the scores, and once sealed the nonce of the commitment."""

    scores: Scores
    nonce: str = ""


def closed(sheet: Sheet, bids: Iterable[str], criteria: Iterable[str]) -> str:
    """A sheet as it is stored. Its length depends on the bids and criteria alone, never on what is scored."""
    told = msgspec.json.encode(sheet)
    return seal(told.decode().ljust(_length(list(bids), list(criteria)) - len(told) + len(told.decode())))


def opened(stored: str) -> Sheet:
    """The sheet that was stored. Raises OtherKeyError when it was changed, or sealed with another key."""
    return msgspec.json.decode(unseal(stored), type=Sheet)


def nonce() -> str:
    """Thirty-two random bytes: without them a commitment could be tried against every possible score."""
    return secrets.token_hex(_NONCE_BYTES)


def canonical(project: str, member: str, scores: Scores) -> bytes:
    """What a commitment is about: whose scores, of which project, as canonical JSON."""
    return msgspec.json.encode({"project": project, "member": member, "scores": scores}, order="sorted")


def commitment(project: str, member: str, sheet: Sheet) -> str:
    """SHA-256 of the nonce and of the canonical JSON."""
    return sha256(bytes.fromhex(sheet.nonce) + canonical(project, member, sheet.scores)).hexdigest()


def holds(project: str, member: str, sheet: Sheet, committed: str) -> bool:
    """Whether a sheet is the one that was sealed."""
    return bool(sheet.nonce) and hmac.compare_digest(commitment(project, member, sheet), committed)


def _length(bids: list[str], criteria: list[str]) -> int:
    """The bytes of the fullest sheet that these bids and criteria allow."""
    fullest = Cell("9" * MOST_POINTS, _WIDEST * MOST_NOTE)
    scores = {bid: dict.fromkeys(criteria, fullest) for bid in bids}
    return len(msgspec.json.encode(Sheet(scores, "f" * 2 * _NONCE_BYTES)))
