"""An import of notices taken back: its releases go, and each notice is what its newest remaining release tells."""

from collections.abc import Callable, Iterable
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import astuple
from sqlalchemy import Connection, delete, func, select
from sqlmodel import Session

from vendors.names.lexicon import Lexicon
from vendors.notices.reading import Rank, Reading, read
from vendors.notices.supplier import KeyOf, keys
from vendors.notices.writing import KEPT, RELEASE, Writer

_BATCH: Final = 250
_OCID, _ID, _TOLD, _ORIGIN = 0, 1, 4, 6


class Removed(Struct, frozen=True):
    """What went: releases; notices of which nothing remains; notices that another release tells again."""

    releases: int
    gone: int
    told_anew: int


def take_back_notices(
    session: Session,
    origin: str,
    lexicon: Lexicon,
    *,
    replaced: Iterable[Iterable[str]] = (),
    stands: Callable[[str], bool] = lambda _: True,
) -> Removed:
    """Remove the releases that an import brought; done twice, it removes nothing more.

    `replaced` are the rows that the import had replaced: they come back where nothing took their place since, when the
    import that had brought them `stands`.
    """
    if not origin:
        raise ValueError(origin)
    connection = session.connection()
    writer, key_of = Writer(connection), keys(lexicon)
    aside: dict[str, list[tuple[str, ...]]] = {}
    for row in map(tuple, replaced):
        if not row[_ORIGIN] or stands(row[_ORIGIN]):
            aside.setdefault(row[_OCID], []).append(row)
    of_import = RELEASE.c.origin == origin
    ocids: list[str] = list(connection.scalars(select(RELEASE.c.ocid).where(of_import).distinct()))
    releases = connection.scalar(select(func.count()).select_from(RELEASE).where(of_import)) or 0
    gone = 0
    for start in range(0, len(ocids), _BATCH):
        some = ocids[start : start + _BATCH]
        connection.execute(delete(RELEASE).where(of_import, RELEASE.c.ocid.in_(some)))
        kept = _ids(connection, some)
        writer.write("add release", [row for one in some for row in aside.get(one, []) if (one, row[_ID]) not in kept])
        told = _newest(connection, some, key_of)
        writer.write("drop contracts", [(ocid,) for ocid in some])
        writer.write("change notice", [(*astuple(one.notice), ocid) for ocid, one in told.items()])
        writer.write("add contract", [astuple(row) for one in told.values() for row in one.contracts])
        writer.write("drop notice", [(ocid,) for ocid in some if ocid not in told])
        gone += len(some) - len(told)
    return Removed(releases, gone, len(ocids) - gone)


def _ids(connection: Connection, ocids: list[str]) -> set[tuple[str, str]]:
    found = connection.execute(select(RELEASE.c.ocid, RELEASE.c.id).where(RELEASE.c.ocid.in_(ocids)))
    return {(ocid, identity) for ocid, identity in found}


def _newest(connection: Connection, ocids: list[str], key_of: KeyOf) -> dict[str, Reading]:
    """What tells each of these notices now: of its releases, that of the greatest rank."""
    columns = (RELEASE.c.ocid, RELEASE.c.date, RELEASE.c.id, RELEASE.c.digest)
    ranks: dict[str, Rank] = {}
    for ocid, *rank in connection.execute(select(*columns).where(RELEASE.c.ocid.in_(ocids))):
        one: Any = tuple(rank)
        ranks[ocid] = max(ranks.get(ocid, one), one)
    rows = [tuple(row) for row in connection.execute(select(*KEPT).where(RELEASE.c.ocid.in_(ocids)))]
    return {row[_OCID]: read(row[_TOLD].encode(), key_of) for row in rows if ranks[row[_OCID]][1] == row[_ID]}
