"""Questions about public notices and contracts: a session in, Structs out. No natural person is ever among them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final

from msgspec.structs import replace
from sqlalchemy import String, and_, cast, exists, func, or_, select
from sqlmodel import Session, col

from vendors.names.neq import NATURAL, read_neq
from vendors.notices.rows import ContractRow, Extent, NoticeRow, ReleaseRow
from vendors.notices.tables import Contract, Notice, NoticeRelease
from vendors.text import words

# No database takes more values in one question.
_MANY: Final = 10_000


_CONTRACT: Final[tuple[Any, ...]] = tuple(
    getattr(Notice if name in Notice.model_fields and name not in Contract.model_fields else Contract, name)
    for name in ContractRow.__struct_fields__
)
_NOTICE: Final[tuple[Any, ...]] = tuple(getattr(Notice, name) for name in NoticeRow.__struct_fields__)
_SHOWN: Final = col(Contract.natural).is_(False)
_TOLD_ON: Final = func.coalesce(Contract.awarded_on, Contract.signed_on, "")
_NEWEST: Final = (col(Notice.date).desc(), col(Notice.ocid))


def sure(neqs: Iterable[str]) -> list[str]:
    """The numbers to which contracts are attached: those that pass the check and are not a natural person’s."""
    read = [read_neq(one) for one in neqs]
    return sorted({one.digits for one in read if one and not one.doubtful and not one.digits.startswith(NATURAL)})


def contracts_of(session: Session, neqs: Iterable[str]) -> list[ContractRow]:
    """The public contracts that bear one of these numbers, newest first; a number that fails the check has none."""
    return _contracts(session, (col(Contract.neq).in_(sure(neqs)),), _TOLD_ON.desc())


def contracts_in(session: Session, ocids: Collection[str]) -> dict[str, list[ContractRow]]:
    """The public contracts of some notices, in the order in which they were awarded."""
    found: dict[str, list[ContractRow]] = {}
    for some in _parts(ocids):
        for row in _contracts(session, (col(Contract.ocid).in_(some),), _TOLD_ON):
            found.setdefault(row.ocid, []).append(row if row.neq and sure([row.neq]) else _unnamed(row))
    return found


def persons_in(session: Session, ocid: str) -> int:
    """How many contracts of a notice are not shown, since they are those of a natural person."""
    query = select(func.count()).select_from(Contract).where(col(Contract.ocid) == ocid, col(Contract.natural))
    return session.execute(query).scalar_one()


def notices(session: Session, ocids: Collection[str]) -> dict[str, NoticeRow]:
    """Some notices by their ocid; those that nobody imported are left out."""
    named = _persons(session, ocids)
    return {
        row[0]: _row(row, named.get(row[0]))
        for some in _parts(ocids)
        for row in session.execute(select(*_NOTICE).where(col(Notice.ocid).in_(some)))
    }


def page_of(
    session: Session, start: int, most: int, *, neqs: Iterable[str] | None = None
) -> tuple[list[NoticeRow], int]:
    """Notices, newest first, from a place on, and how many there are: all, or those with a contract of a number."""
    condition: list[Any] = []
    if neqs is not None:
        own = and_(col(Contract.ocid) == Notice.ocid, _SHOWN, col(Contract.neq).in_(sure(neqs)))
        condition = [exists().where(own)]
    count = session.execute(select(func.count()).select_from(Notice).where(*condition)).scalar_one()
    query = select(col(Notice.ocid)).where(*condition).order_by(*_NEWEST).offset(start).limit(most)
    ocids = list(session.execute(query).scalars())
    found = notices(session, ocids)
    return [found[one] for one in ocids], count


def releases_of(session: Session, ocid: str) -> list[ReleaseRow]:
    """The releases of a notice, oldest first."""
    columns = (col(NoticeRelease.date), col(NoticeRelease.tags))
    query = select(*columns).where(col(NoticeRelease.ocid) == ocid)
    return [ReleaseRow(*row) for row in session.execute(query.order_by(columns[0], col(NoticeRelease.id)))]


def coded(session: Session, prefixes: Sequence[str], categories: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The ocid and the title of the notices of some codes or categories, newest first."""
    written = cast(col(Notice.unspsc), String)
    tests = [written.like(f'%"{one}%') for one in prefixes]
    query = select(col(Notice.ocid), col(Notice.title)).where(or_(*tests, col(Notice.category).in_(categories)))
    # Who asks may stop early: rows come a thousand at a time.
    with session.execute(query.order_by(*_NEWEST), execution_options={"yield_per": 1000}) as rows:
        for row in rows:
            yield row[0], row[1]


def extent(session: Session) -> Extent:
    """How much was imported, and until when it goes."""
    row = session.execute(select(func.count(), func.max(Notice.date)).select_from(Notice)).one()
    return Extent(row[0], row[1])


def releases(session: Session) -> int:
    """How many releases are kept."""
    return session.execute(select(func.count()).select_from(NoticeRelease)).scalar_one()


def _contracts(session: Session, conditions: Iterable[Any], order: Any) -> list[ContractRow]:  # noqa: ANN401 - parts of a select
    query = select(*_CONTRACT).join(Notice, col(Notice.ocid) == Contract.ocid).where(_SHOWN, *conditions)
    rows = [ContractRow(*row) for row in session.execute(query.order_by(order, col(Contract.id)))]
    named = _persons(session, {row.ocid for row in rows})
    return [replace(row, title=_nameless(row.title, named[row.ocid])) if row.ocid in named else row for row in rows]


def _unnamed(row: ContractRow) -> ContractRow:
    return replace(row, supplier="", neq=None)


def _persons(session: Session, ocids: Collection[str]) -> dict[str, list[str]]:
    """The natural persons of some notices, so that no title names them."""
    found: dict[str, list[str]] = {}
    for some in _parts(ocids):
        query = select(col(Contract.ocid), col(Contract.supplier)).where(
            col(Contract.ocid).in_(some), col(Contract.natural)
        )
        for ocid, name in session.execute(query):
            found.setdefault(ocid, []).append(name)
    return found


def _row(row: Any, persons: list[str] | None) -> NoticeRow:  # noqa: ANN401 - a row of the database
    found = NoticeRow(*row)
    return replace(found, title=_nameless(found.title, persons)) if persons else found


def _nameless(title: str, persons: list[str] | None) -> str:
    """A title, blank when it holds every word of the name of a person."""
    told = set(words(title)) if persons else set[str]()
    return "" if any(set(words(name)) <= told for name in persons or () if words(name)) else title


def _parts(ocids: Collection[str]) -> Iterator[list[str]]:
    rest = iter(sorted(ocids))
    while some := list(islice(rest, _MANY)):
        yield some
