"""Rows written by the thousand: each statement is compiled once, then goes straight to the driver."""

from typing import Any, Final, Literal

from sqlalchemy import Connection, Table, Text, bindparam, cast, delete, insert, update
from sqlalchemy.sql.dml import UpdateBase

from vendors.notices import contracts, notice
from vendors.notices.tables import Notice

Act = Literal[
    "add notice", "change notice", "drop notice", "add release", "drop release", "add contract", "drop contracts"
]
_AT: Final = "at"
_ID: Final = "at_id"


def _table(name: str) -> Table:
    return Notice.metadata.tables[name]


NOTICE: Final = _table("notice")
RELEASE: Final = _table("notice_release")
CONTRACT: Final = _table("contract")
# A release with its JSON as it was written: read as numbers and written again, one might lose a digit.
KEPT: Final = tuple(
    cast(RELEASE.c[name], Text) if name in ("tags", "told") else RELEASE.c[name]
    for name in ("ocid", "id", "date", "tags", "told", "digest", "origin")
)
_OF_NOTICE: Final = NOTICE.c.ocid == bindparam(_AT)
_OF_RELEASE: Final = (RELEASE.c.ocid == bindparam(_AT)) & (RELEASE.c.id == bindparam(_ID))
_OF_CONTRACTS: Final = CONTRACT.c.ocid == bindparam(_AT)
# Each act with the names of what its rows give, in their order.
_ACTS: Final[dict[Act, tuple[UpdateBase, tuple[str, ...]]]] = {
    "add notice": (insert(NOTICE), notice.COLUMNS),
    "change notice": (update(NOTICE).where(_OF_NOTICE), (*notice.COLUMNS, _AT)),
    "drop notice": (delete(NOTICE).where(_OF_NOTICE), (_AT,)),
    "add release": (insert(RELEASE), ("ocid", "id", "date", "tags", "told", "digest", "origin")),
    "drop release": (delete(RELEASE).where(_OF_RELEASE), (_AT, _ID)),
    "add contract": (insert(CONTRACT), contracts.COLUMNS),
    "drop contracts": (delete(CONTRACT).where(_OF_CONTRACTS), (_AT,)),
}


class Writer:
    """Writes through one connection. A column of JSON takes text that is JSON already."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._compiled: dict[Act, tuple[str, list[str] | None]] = {}

    def write(self, act: Act, rows: list[tuple[Any, ...]]) -> None:
        """Do the act for each row, in the form that the driver wants: a mapping, or values in its own order."""
        if not rows:
            return
        if act not in self._compiled:
            self._compiled[act] = self._compile(act)
        text, order = self._compiled[act]
        names = _ACTS[act][1]
        given: Any = rows
        if order is None:
            given = [dict(zip(names, row, strict=True)) for row in rows]
        elif order != list(names):
            places = [names.index(name) for name in order]
            given = [tuple(row[place] for place in places) for row in rows]
        self._connection.exec_driver_sql(text, given)

    def _compile(self, act: Act) -> tuple[str, list[str] | None]:
        statement, names = _ACTS[act]
        values = [name for name in names if name not in (_AT, _ID)]
        made: Any = statement.compile(dialect=self._connection.dialect, column_keys=values)
        return made.string, list(made.positiontup) if made.positional else None
