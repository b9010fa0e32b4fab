"""What is costly to make from the database, kept in memory until public data change."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from sqlmodel import Session

from municipal.db import Database, current

Value = TypeVar("Value")


def kept(make: Callable[[Session], Value]) -> Callable[[Session], Value]:
    """The function, remembering its value for the present database and its present version."""
    memory: list[tuple[Database, int, Value]] = []

    @wraps(make)
    def remember(session: Session) -> Value:
        database = current()
        version = database.version()
        if memory and memory[0][0] is database and memory[0][1] == version:
            return memory[0][2]
        value = make(session)
        memory[:] = [(database, version, value)]
        return value

    return remember
