"""What is costly to make from the database, kept in memory until public data change."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from sqlalchemy import select
from sqlmodel import Session, col

from municipal.db import Database, Revision, current, is_writing

Value = TypeVar("Value")


def kept(make: Callable[[Session], Value]) -> Callable[[Session], Value]:
    """The function, remembering its value for the present database and its present version.

    A value is kept under the number that its own session read, before and after: a session that began before somebody
    else’s commit, or that writes itself, makes its value for nobody else.
    """
    memory: list[tuple[Database, int, Value]] = []

    @wraps(make)
    def remember(session: Session) -> Value:
        database = current()
        version = database.version()
        if memory and memory[0][0] is database and memory[0][1] == version:
            return memory[0][2]
        before = _number(session)
        value = make(session)
        if before == version and before == _number(session) and not is_writing(session):
            memory[:] = [(database, version, value)]
        return value

    return remember


def _number(session: Session) -> int | None:
    return session.execute(select(col(Revision.number))).scalar()
