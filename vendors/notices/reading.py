"""A release of SEAO made rows: the notice as it tells it, its contracts, and what is kept of the release itself."""

from hashlib import sha256
from typing import Final

import msgspec
from msgspec import Struct

from vendors.notices.contracts import ContractColumns, contracts
from vendors.notices.notice import NoticeColumns, notice
from vendors.notices.refusals import refuse_nul, refused
from vendors.notices.release import Release, written
from vendors.notices.supplier import KeyOf
from vendors.notices.values import WrongError, instant, text

_NUL: Final = b"\\u0000"
_release: Final = msgspec.json.Decoder(Release).decode
_BLANK: Final = (("ce champ est vide", "Remplissez ce champ"), ("this field is empty", "Fill this field"))


# The date of a release, its id, the digest of what it tells: of two releases, the greater rank tells their notice.
Rank = tuple[str, str, str]


class Reading(Struct, frozen=True, gc=False):
    """A usable release. `review` says that a person should look at a number of it."""

    ocid: str
    rank: Rank
    tags: str
    told: str
    notice: NoticeColumns
    contracts: list[ContractColumns]
    review: bool


def read(raw: bytes | msgspec.Raw, key_of: KeyOf) -> Reading:
    """The rows of a release, given as JSON.

    Raises WrongError when it cannot be used, UnicodeError when it is no text.
    """
    try:
        release = _release(raw)
    except msgspec.ValidationError as error:
        raise refused(error, raw) from error
    told = written(release)
    if _NUL in told:
        refuse_nul(release)
    ocid, identity = _given("ocid", text(release.ocid)), _given("id", text(release.id))
    date = _given("date", instant(release.date, "date"))
    rows, review = contracts(release, ocid, key_of)
    return Reading(
        ocid,
        (date, identity, sha256(told).hexdigest()),
        written(release.tag or []).decode(),
        told.decode(),
        notice(release, ocid, identity, date),
        rows,
        review,
    )


def _given(name: str, found: str | None) -> str:
    if not found:
        raise WrongError(name, "", _BLANK)
    return found
