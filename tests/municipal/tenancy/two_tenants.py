"""A schema of the tests' own, two tenants' rows in it, and whether those of one tell in what a statement gives."""

from contextlib import suppress
from typing import NamedTuple

from sqlalchemy import delete, select, text
from sqlalchemy.exc import CompileError, DBAPIError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from municipal.db import current
from municipal.tenancy.guard import UnscopedError, everything


class Base(DeclarativeBase):
    """A schema of the tests' own."""


class Note(Base):
    """Private to a body, until it is published."""

    __tablename__ = "note"
    __table_args__ = ({"info": {"tenant": ("body",), "published": "published_at"}},)
    body: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[int]
    words: Mapped[str] = mapped_column(unique=True)
    published_at: Mapped[str | None]


class Vote(Base):
    """Private to a body, and to the person that it is about."""

    __tablename__ = "vote"
    __table_args__ = ({"info": {"tenant": ("body", "person")}},)
    body: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[int]
    words: Mapped[str]


class Place(Base):
    """Read by all, changed by its owner."""

    __tablename__ = "place"
    __table_args__ = ({"info": {"owned": ("city",)}},)
    city: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[int]
    words: Mapped[str]


class Public(Base):
    """Nobody's."""

    __tablename__ = "public_fact"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[int]
    body: Mapped[str]
    words: Mapped[str]


MINE, THEIRS, ME, THEY = "00003", "00005", "pme", "pthey"
IDS = range(1, 5)
# What is theirs alone: neither published, nor about me.
PRIVATE = {
    Note: (Note.body == THEIRS) & Note.published_at.is_(None),
    Vote: (Vote.body == THEIRS) & (Vote.person == THEY),
    Place: Place.city == THEIRS,
}


def every_row():
    for body in (MINE, THEIRS):
        for number in IDS:
            shown = "2026-11-21" if number == 4 else None
            yield Note(body=body, id=number, kind=number % 3, words=f"note {body} {number}", published_at=shown)
            yield Place(city=body, id=number, kind=number % 3, words=f"place {body} {number}")
            for person in (ME, THEY):
                yield Vote(body=body, person=person, id=number, kind=number % 3, words=f"vote {body} {person}")
    for number in IDS:
        yield Public(id=number, kind=number % 3, body=(MINE, THEIRS)[number % 2], words=f"public {number}")


class Seen(NamedTuple):
    """What a statement gave and left."""

    rows: list[str]
    left: list[list[str]]
    theirs: list[list[str]]


def outcome(connection, statement, values=None):
    """What a statement gives and leaves, undone at once; None when the database refuses it."""
    undo = connection.begin_nested()
    try:
        result = connection.execute(statement, values)
        rows = sorted(map(repr, result.all())) if result.returns_rows else [str(result.rowcount)]
        with everything("to look"):
            left = [
                sorted(map(repr, connection.execute(select(table.__table__)))) for table in (Note, Vote, Place, Public)
            ]
            theirs = [
                sorted(map(repr, connection.execute(select(one.__table__).where(which))))
                for one, which in PRIVATE.items()
            ]
    except (DBAPIError, CompileError, NotImplementedError):
        return None
    else:
        return Seen(rows, left, theirs)
    finally:
        with suppress(DBAPIError):
            undo.rollback()


def leaks(statement, values=None):
    """Whether the other tenant's rows tell in what a statement gives or leaves; None when the database refuses it.

    Raises UnscopedError when the guard refuses it.
    """
    with current().engine.connect() as connection:
        with everything("to look"):
            before = outcome(connection, text("SELECT 1"))
        first = outcome(connection, statement, values)
        with everything("as if the other tenant had never been"):
            for table in (Note, Vote):
                connection.execute(delete(table).where(PRIVATE[table]))
        second = outcome(connection, statement, values)
    if first is None or second is None:
        return None if first is second else True
    gone = {row for rows in before.theirs[:2] for row in rows}
    left = [[row for row in rows if row not in gone] for rows in first.left]
    return first.rows != second.rows or first.theirs != before.theirs or left != second.left


def told(statement):
    """What becomes of a statement: refused, else whether it leaks."""
    try:
        leaking = leaks(statement)
    except UnscopedError:
        return "refused"
    return {None: "broken", True: "leaks", False: "passes"}[leaking]


def all_told(statements):
    """What becomes of each statement, first without the guard."""
    with everything("to show what the guard is for"):
        bare = {name: told(statement) for name, statement in statements.items()}
    return {name: (bare[name], told(statement)) for name, statement in statements.items()}
