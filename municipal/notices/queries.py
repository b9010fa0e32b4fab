"""Public notices as the pages and the API ask for them: those about software in memory, the others from their table."""

from collections.abc import Iterable
from functools import cache
from typing import Final

from msgspec import Struct
from sqlmodel import Session

from municipal.db import Database, current
from municipal.kept import kept
from municipal.needs import the_taxonomy
from municipal.paths import SEED
from vendors.notices.queries import contracts_in, contracts_of, extent, notices, page_of, releases, sure
from vendors.notices.rows import ContractRow, Extent, NoticeRow
from vendors.notices.similar import MOST, Like, Shelf, shelve, similar
from vendors.notices.software import Filter, read_filter
from vendors.registry.identities import neqs, neqs_of
from vendors.registry.queries import vendor

PER_PAGE: Final = 30


_shelves: list[tuple[Database, tuple[Extent, int], Shelf]] = []


class Listed(Struct, frozen=True):
    """A page of a list of notices; `counted` are those that facets count, none where a table was asked."""

    rows: list[Like]
    count: int
    counted: list[NoticeRow]


@cache
def the_filter() -> Filter:
    """What tells a notice about software or AI; the same in both worlds."""
    return read_filter(SEED / "notices")


def shelf(session: Session) -> Shelf:
    """The notices about software, ready to be compared with a need; made anew only when notices moved."""
    now = _moved(session)
    if not _shelves or _shelves[0][0] is not current() or _shelves[0][1] != now:
        _shelves[:] = [(current(), now, shelve(session, the_filter(), the_taxonomy()))]
    return _shelves[0][2]


@kept
def _moved(session: Session) -> tuple[Extent, int]:
    """What changes with every import and every import taken back, and with nothing else of the public data."""
    return extent(session), releases(session)


@kept
def imported(session: Session) -> Extent:
    """How many notices were imported, and until when they go."""
    return extent(session)


def like(session: Session, need: str, most: int | None = MOST) -> list[Like]:
    """The notices like a need, municipal ones first."""
    return similar(need, shelf(session), the_filter(), the_taxonomy(), most=most) if need.strip() else []


def software(session: Session) -> list[NoticeRow]:
    """The notices about software, newest first."""
    return shelf(session).rows


def every(session: Session, page: int, *, neqs: Iterable[str] | None = None) -> Listed:
    """A page of all notices, or of those with a contract of these numbers, newest first."""
    rows, count = page_of(session, (page - 1) * PER_PAGE, PER_PAGE, neqs=neqs)
    return Listed([Like(row, [], []) for row in rows], count, [])


def newest(session: Session, most: int, *, neqs: Iterable[str] | None = None) -> list[NoticeRow]:
    """The newest of all notices, or of those with a contract of these numbers."""
    rows, _count = page_of(session, 0, most, neqs=neqs)
    return rows


def numbers_of(session: Session, vendor_id: str) -> list[str]:
    """The numbers to which a supplier’s contracts are attached, those of the records joined with it included."""
    return sure(neqs_of(session, vendor_id))


def contracts_of_vendor(session: Session, vendor_id: str) -> list[ContractRow]:
    """The public contracts of a supplier, newest first."""
    return contracts_of(session, numbers_of(session, vendor_id)) if vendor_id else []


def vendor_name(session: Session, vendor_id: str) -> str | None:
    """The name of a supplier, or None."""
    row = vendor(session, vendor_id)
    return row.name if row else None


def registered(session: Session) -> dict[str, str]:
    """The suppliers of the registry by their number."""
    return {neq: one for one, told in neqs(session).items() for neq in told}


def one(session: Session, ocid: str) -> NoticeRow | None:
    """A notice, or None."""
    return notices(session, [ocid]).get(ocid)


def awards(session: Session, rows: Iterable[NoticeRow]) -> dict[str, list[ContractRow]]:
    """The contracts of some notices."""
    return contracts_in(session, [row.ocid for row in rows])
