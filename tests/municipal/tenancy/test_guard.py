"""No statement reaches another tenant's rows: what the guard lets pass gives the same with and without them."""

import subprocess
import sys
from collections import Counter
from contextlib import suppress
from threading import Thread
from typing import NamedTuple

import pytest
import sqlglot
from alembic.migration import MigrationContext
from alembic.operations import Operations
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import (
    Column,
    MetaData,
    String,
    Table,
    and_,
    case,
    cast,
    delete,
    exists,
    func,
    insert,
    inspect,
    literal,
    literal_column,
    not_,
    or_,
    select,
    text,
    true,
    tuple_,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import CompileError, DBAPIError
from sqlalchemy.orm import DeclarativeBase, Mapped, aliased, mapped_column

from municipal import reach, scoping, tenancy
from municipal.db import Revision, current, reading, writing
from municipal.paths import ROOT
from municipal.tenancy.guard import Guarded, UnscopedError, everything, guarded, watch


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


@pytest.fixture
def world(blank):
    """Both tenants' rows in a database that is watched."""
    Base.metadata.create_all(blank.engine)
    # What `writing` takes first.
    Revision.__table__.create(blank.engine)
    with writing() as session:
        session.add_all(every_row())
    watch(blank.engine, Base.metadata)
    return blank


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


def owner(source):
    """The column that says whose a row is."""
    return source.c.city if "city" in source.c else source.c.body


def is_mine(column):
    return st.sampled_from([column == MINE, literal(MINE) == column, column.in_([MINE, MINE]), column.in_([])])


@st.composite
def atoms(draw, own, outer, depth):
    """One condition, most often one that a programmer would write, at times one that only looks like it."""
    one = draw(st.sampled_from(own))
    other = draw(st.sampled_from([*own, *outer]))
    whose = owner(one)
    close = whose == MINE
    kinds = {
        "mine": lambda: draw(is_mine(whose)),
        "also mine": lambda: draw(is_mine(whose)),
        "me": lambda: one.c.person == ME if "person" in one.c else close,
        "same": lambda: whose == owner(other),
        "same again": lambda: owner(other) == whose,
        "both": lambda: tuple_(whose, one.c.id).in_([(MINE, 1), (MINE, 2)]),
        "shown": lambda: one.c.published_at.is_not(None) if "published_at" in one.c else close,
        "kind": lambda: one.c.kind == other.c.kind,
        "hidden": lambda: not_(one.c.published_at.is_not(None)) if "published_at" in one.c else close,
        "theirs": lambda: whose != MINE,
        "said": lambda: whose == literal(MINE).concat(""),
        "written": lambda: func.coalesce(whose, MINE) == MINE,
        "between": lambda: one.c.kind.between(draw(st.integers(0, 1)), 2),
        "case": lambda: case((close, draw(conditions(own, outer, 0))), else_=true()),
        "unknown": lambda: close.is_(None),
        "distinct": lambda: whose.is_distinct_from(MINE),
        "not": lambda: not_(draw(conditions(own, outer, 0))),
        "either": lambda: or_(draw(conditions(own, outer, 0)), draw(conditions(own, outer, 0))),
    }
    if depth > 0:
        kinds |= {
            "exists": lambda: exists(draw(queries([*own, *outer], depth - 1))),
            "no": lambda: ~exists(draw(queries([*own, *outer], depth - 1))),
            "among": lambda: one.c.id.in_(draw(queries([*own, *outer], depth - 1, give=("id",)))),
            "count": lambda: draw(queries([*own, *outer], depth - 1, give=())).scalar_subquery() > 1,
        }
    return kinds[draw(st.sampled_from(sorted(kinds)))]()


@st.composite
def conditions(draw, own, outer, depth):
    """What a WHERE or an ON asks: usually a tenant for each table, and then something else."""
    found = [draw(atoms(own, outer, depth))]
    if draw(st.integers(0, 3)):
        found += [draw(is_mine(owner(one))) for one in own if draw(st.integers(0, 4))]
    return or_(*found) if draw(st.integers(0, 9)) == 0 else and_(*found)


@st.composite
def sources(draw, depth):
    """A table under a name of its own, or a query in its place."""
    kinds = [Note, Note, Vote, Vote, Place, Public, *([None] if depth > 0 else [])]
    table = draw(st.sampled_from(kinds))
    if table is None:
        inner = draw(queries([], depth - 1, give=("body", "id", "kind")))
        return inner.cte() if draw(st.booleans()) else inner.subquery()
    return table.__table__.alias()


@st.composite
def queries(draw, outer, depth, give=None):
    """A SELECT over one to three tables, joined in any way, inside the queries whose tables are given."""
    own = [draw(sources(depth))]
    origin = own[0]
    for _ in range(draw(st.integers(0, 2))):
        right = draw(sources(depth))
        own.append(right)
        how = draw(st.sampled_from(["inner", "inner", "left", "left", "full", "comma"]))
        if how == "comma":
            continue
        on = draw(conditions(own if draw(st.booleans()) else [right], outer, depth - 1))
        origin = origin.join(right, on, isouter=how == "left", full=how == "full")
    one = draw(st.sampled_from(own))
    if give is None:
        whole = [one.c.get("words", one.c.kind), owner(one), one.c.id]
        columns = draw(st.sampled_from([whole, whole, [func.count()], [func.max(one.c.id), func.count()]]))
    else:
        columns = [(owner(one) if name == "body" else one.c[name]).label(name) for name in give] or [func.count()]
    query = select(*columns).select_from(origin)
    if draw(st.integers(0, 7)):
        query = query.where(draw(conditions(own, outer, depth)))
    # Columns of two queries would have to agree: only those that were asked for do.
    return union(draw, query, outer, depth, give) if give and depth > 0 and not outer else query


def union(draw, query, outer, depth, give):
    if draw(st.integers(0, 3)):
        return query
    other = draw(queries(outer, 0, give=give))
    return draw(st.sampled_from([query.union, query.union_all, query.except_]))(other)


@st.composite
def changes(draw):
    """An UPDATE or a DELETE, at times with other tables beside, or what was changed handed back."""
    table = draw(st.sampled_from([Note, Vote, Place])).__table__
    beside = [draw(sources(0))] if draw(st.integers(0, 3)) == 0 else []
    verb = draw(st.sampled_from([update(table).values(kind=7), delete(table)]))
    if draw(st.integers(0, 7)):
        verb = verb.where(draw(conditions([table, *beside], [], 1)))
    return verb.returning(table.c.words) if draw(st.booleans()) else verb


@st.composite
def copies(draw):
    """An INSERT … SELECT into a table that all may read."""
    chosen = draw(queries([], 1, give=("id", "kind", "body")))
    some = chosen.subquery()
    counted = select(literal(99), func.count(), literal("-"), func.coalesce(func.max(some.c.body), "-"))
    return insert(Public).from_select(["id", "kind", "body", "words"], counted)


@pytest.mark.filterwarnings("ignore:SELECT statement has a cartesian product")
@pytest.mark.filterwarnings("ignore:UPDATE statement has a cartesian product")
@pytest.mark.filterwarnings("ignore:DELETE statement has a cartesian product")
@pytest.mark.filterwarnings("ignore:Coercing")
@pytest.mark.parametrize("kind", [queries([], 2), changes(), copies()], ids=["read", "change", "copy"])
def test_what_the_guard_lets_pass_never_depends_on_the_other_tenant(world, kind):
    seen = Counter()

    @settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
    @given(statement=kind)
    def holds(statement):
        try:
            leaking = leaks(statement)
        except UnscopedError:
            seen["refused"] += 1
            return
        seen["broken" if leaking is None else "passed"] += 1
        assert not leaking, str(statement.compile(dialect=current().engine.dialect))

    holds()
    assert min(seen["refused"], seen["passed"]) > 10, seen


NOTE, VOTE = aliased(Note), aliased(Vote)
HERE = (Note.body == MINE, Vote.body == MINE)
LEGITIMATE = {
    "rows": select(Note).where(Note.body == MINE),
    "count": select(func.count()).select_from(Note).where(Note.body == MINE),
    "another name": select(NOTE.words).where(NOTE.body == MINE).order_by(NOTE.id).limit(2).offset(1),
    "by the person": select(Vote).where(Vote.person == ME),
    "several": select(Vote.id).where(Vote.body.in_([MINE, MINE])),
    "none": select(Vote.id).where(Vote.body.in_([])),
    "pairs": select(Note).where(tuple_(Note.body, Note.id).in_([(MINE, 1), (MINE, 3)])),
    "no pair": select(Note).where(tuple_(Note.body, Note.id).in_([])),
    "a given type": select(Note).where(Note.body == cast(literal(MINE), String)),
    "each in turn": select(Note, Vote).where(*HERE, Note.kind == Vote.kind),
    "by way of the other": select(Note.words, Vote.words).join(Vote, Vote.body == Note.body).where(Note.body == MINE),
    "by way of two": (
        select(NOTE.words)
        .join(Vote, Vote.body == NOTE.body)
        .join(Note, and_(Note.id == Vote.id, Note.body == Vote.body))
        .where(Note.body == MINE)
    ),
    "if there is one": select(Note.words, Vote.id).outerjoin(Vote, Vote.body == Note.body).where(Note.body == MINE),
    "if mine": select(Public.id, Note.words).outerjoin(Note, and_(Note.id == Public.id, Note.body == MINE)),
    "in either case": select(Note).where(
        or_(and_(Note.body == MINE, Note.id == 1), and_(Note.body == MINE, Note.id == 2))
    ),
    "either of two": select(Vote).where(or_(Vote.body == MINE, Vote.person == ME)),
    "mine or shown": select(Note).where(or_(Note.body == MINE, Note.published_at.is_not(None))),
    "published": select(Note).where(Note.published_at.is_not(None)),
    "shown beside": select(Vote, Note)
    .join(Note, and_(Note.id == Vote.id, Note.published_at.is_not(None)))
    .where(*HERE[1:]),
    "exists": select(Note).where(Note.body == MINE, exists().where(Vote.body == Note.body, Vote.id == Note.id)),
    "no such": select(Public).where(~exists().where(Vote.body == MINE, Vote.id == Public.id)),
    "computed": select(
        Public.id, select(func.count()).where(Note.body == MINE, Note.id == Public.id).scalar_subquery()
    ),
    "in its place": select(select(Note.id, Note.words).where(Note.body == MINE).subquery()),
    "beforehand": select(select(Note.id, Note.words).where(Note.body == MINE).cte()),
    "together": select(Note.words).where(Note.body == MINE).union(select(Vote.words).where(Vote.person == ME)),
    "owned": select(Place).join(Public, Public.id == Place.id),
    "update": update(Note).where(Note.body == MINE, Note.id == 1).values(kind=5),
    "update owned": update(Place).where(Place.city == MINE).values(kind=5),
    "update from": update(Note)
    .where(Note.body == MINE, Vote.body == Note.body, Vote.id == Note.id)
    .values(kind=Vote.kind),
    "delete": delete(Vote).where(Vote.body == MINE, Vote.id == 1),
    "insert": insert(Note).values(body=MINE, id=9, kind=1, words="new"),
    "insert several": insert(Note).values([{"body": MINE, "id": n, "kind": 1, "words": f"new {n}"} for n in (8, 9)]),
    "insert and read": insert(Note).values(body=MINE, id=9, kind=1, words="new").returning(Note.id),
    "copy": insert(Public).from_select(
        ["id", "kind", "body", "words"],
        select(Note.id + 50, Note.kind, Note.body, Note.words).where(Note.body == MINE),
    ),
    "for update": select(Note).where(Note.body == MINE).with_for_update(of=Note),
    "modulo": select(Note).where(Note.body == MINE, Note.id % 2 == 0),
    "plain": text("SELECT words FROM note WHERE body = '00003' AND body = :mine").bindparams(mine=MINE),
    "plain and short": text("select count(*) from Note n where n.Body=:mine").bindparams(mine=MINE),
}


LEAKS = {
    "count": select(func.count()).select_from(Note),
    "table": Note.__table__.select(),
    "no condition": select(Vote),
    "another condition": select(Note).where(Note.kind == 1),
    "the other table": select(Note.words, Vote.id).where(Vote.body == MINE, Note.kind == Vote.kind),
    "the other name": select(NOTE.words).where(Note.body == MINE, NOTE.kind == Note.kind),
    "by way of another person": select(VOTE.words).join(Vote, VOTE.body == Vote.body).where(Vote.person == ME),
    "or": select(Note).where(or_(Note.body == MINE, Note.kind > 0)),
    "or true": select(Note).where(or_(Note.body == MINE, text("1 = 1"))),
    "one branch": select(Vote).where(or_(and_(Vote.body == MINE, Vote.id == 1), Vote.id == 2)),
    "not": select(Note).where(not_(and_(Note.body == MINE, Note.id > 0))),
    "unequal": select(Note).where(Note.body != MINE),
    "not among": select(Note).where(Note.body.not_in([MINE])),
    "not among nothing": select(Note).where(Note.body.not_in([])),
    "alike": select(Note).where(Note.body.like("0000%")),
    "computed from it": select(Note).where(func.substr(Note.body, 1, 4) == "0000"),
    "case": select(Note).where(case((Note.body == MINE, Note.id > 0), else_=Note.id > 1)),
    "whatever it is": select(Note).where((Note.body == MINE).is_not(None)),
    "itself": select(Note).where(Note.body == Note.body),
    "not published": select(Note).where(Note.published_at.is_(None)),
    "published, not": select(Note).where(not_(Note.published_at.is_not(None))),
    "sub-query": select(Public.id, select(func.max(Vote.words)).scalar_subquery()),
    "in its place": select(select(Vote.words).subquery().c.words),
    "beforehand": select(select(Vote.words).cte().c.words),
    "bound afterwards": select(
        (every := select(Vote.body, func.count().label("n")).group_by(Vote.body).subquery()).c.n
    ).where(every.c.body == THEIRS),
    "union": select(Note.words).where(Note.body == MINE).union(select(Vote.words)),
    "exists": select(Public.id).where(exists().where(Vote.id == Public.id, Vote.body != MINE, Vote.person != ME)),
    "bound within": select(Vote.words).where(~exists(select(1).select_from(Public).where(Vote.body == MINE))),
    "bound by none": select(Vote.words).where(~exists().where(Note.body == MINE, Vote.body == Note.body)),
    "the side that stays": select(Note.words).outerjoin(Vote, and_(Note.body == MINE, Vote.body == MINE)),
    "both sides stay": select(Note.words).outerjoin(Vote, and_(Vote.body == Note.body, Vote.body == MINE), full=True),
    "having": select(Note.body, func.count()).group_by(Note.body).having(Note.body != MINE),
    "filter": select(func.count().filter(Note.body == MINE), func.count()).select_from(Note),
    "update": update(Note).values(kind=7),
    "update one": update(Note).where(Note.id == 1).values(kind=7),
    "update the owned": update(Place).where(Place.id == 1).values(kind=7),
    "update by another": update(Note).where(Note.kind == Vote.kind, Vote.body == MINE).values(kind=7),
    "delete": delete(Vote),
    "delete the owned": delete(Place),
    "copy": insert(Public).from_select(
        ["id", "kind", "body", "words"], select(literal(77), func.count(), func.max(Vote.body), func.max(Vote.words))
    ),
}
# SQL by hand, as it may be written against the guard; {mine} and {me} are parameters.
BY_HAND = {
    "plain": "SELECT * FROM note",
    "capitals": "select * FROM NOTE",
    "lines": "SELECT\n*\nFROM\n\tnote\n",
    "a comment for a space": "SELECT/**/words/**/FROM/**/note",
    "a comment at the end of a line": "SELECT words FROM -- public_fact\n note",
    "a condition in a comment": "SELECT words FROM note -- WHERE body = 'x'\n",
    "a condition in a text": "SELECT words, 'WHERE note.body = x' FROM note",
    "a name in quotes": 'SELECT "words" FROM "note"',
    "a short name": "SELECT x.words FROM note x WHERE x.kind >= 0",
    "the name of the column": "SELECT body.words FROM note AS body WHERE body.kind >= 0",
    "two with a comma": "SELECT m.words FROM note n, note m WHERE n.body = {mine}",
    "two in brackets": "SELECT v.words FROM (note n JOIN vote v ON v.kind = n.kind) WHERE n.body = {mine}",
    "two by their names": "SELECT v.words FROM note JOIN vote v USING (id) WHERE note.body = {mine}",
    "a natural one": "SELECT v.words FROM (SELECT id FROM note WHERE note.body = {mine}) AS n NATURAL JOIN vote v",
    "the side that stays": "SELECT n.words FROM note n LEFT JOIN vote v ON n.body = {mine} AND v.body = {mine}",
    "the side that stays, right": "SELECT n.words FROM public_fact v RIGHT JOIN note n ON n.body = {mine}",
    "no equality": "SELECT words FROM note WHERE body = {mine} IS NOT NULL",
    "no longer an equality": "SELECT words FROM note WHERE (body = {mine}) = (kind > 7)",
    "an equality apart": "SELECT words FROM note WHERE CASE WHEN body = {mine} AND id > 9 THEN 1 = 0 ELSE 1 = 1 END",
    "with something added": "SELECT words FROM note WHERE body = {mine} AND kind = 1 OR kind = 2",
    "beside a list": "SELECT words FROM note WHERE coalesce(body, {mine}) IN (body, {mine})",
    "a first query bound": "SELECT words FROM note WHERE body = {mine} UNION ALL SELECT words FROM vote",
    "a query in the list": "SELECT (SELECT max(words) FROM vote) FROM public_fact",
    "a query in the order": "SELECT id FROM public_fact ORDER BY (SELECT count(*) FROM vote) * id % 11 LIMIT 2",
    "a query in the limit": "SELECT id FROM public_fact ORDER BY id LIMIT (SELECT count(*) / 4 FROM vote)",
    "a query beforehand": "WITH mine AS (SELECT * FROM vote) SELECT words FROM mine WHERE body <> {mine}",
    "a query of its own": "WITH v AS (SELECT 'x' AS body) SELECT vote.words FROM v, vote WHERE v.body <> {mine}",
    "a name nearer": (
        "SELECT n.id, (SELECT count(*) FROM vote v, public_fact n WHERE v.body = n.body)"
        " FROM note n WHERE n.body = {mine}"
    ),
    "a double negation": "SELECT words FROM note WHERE NOT NOT published_at IS NULL",
    "another date": "SELECT words FROM note WHERE words IS NOT NULL",
    "a list with another in it": "SELECT words FROM vote WHERE body IN ({mine}, (SELECT max(body) FROM public_fact))",
    "a name further out": (
        "SELECT n.id FROM public_fact n WHERE 12 < (SELECT count(*)"
        " FROM (SELECT v.id FROM vote v WHERE v.body = n.body AND v.person <> {me}) AS z, note n WHERE n.body = {mine})"
    ),
    "a name further out, joined": (
        "SELECT n.id FROM public_fact n WHERE 12 < (SELECT count(*) FROM note n"
        " JOIN (SELECT v.words FROM vote v WHERE v.body = n.body AND v.person <> {me}) AS z ON n.body = {mine})"
    ),
    "an INSERT": "INSERT INTO public_fact (id, kind, body, words) SELECT 77, count(*), '-', max(words) FROM vote",
    "values": (
        "INSERT INTO public_fact (id, kind, body, words) VALUES (77, (SELECT count(*) FROM vote), {mine}, {me})"
    ),
    "another's row": (
        "INSERT INTO note (body, id, kind, words) VALUES ({mine}, 9, 1, {theirs})"
        " ON CONFLICT (words) DO UPDATE SET kind = 77"
    ),
    "an UPDATE": "UPDATE /* WHERE body = 'x' */ vote SET kind = 7",
    "a DELETE": "DELETE FROM vote WHERE kind = 1 AND {mine} = {mine}",
    "handed back": "UPDATE vote SET kind = 7 WHERE body = {mine} OR id = 1 RETURNING words",
}
BY_HAND_SQLITE = {
    "no space": "SELECT(words)FROM(note)",
    "brackets": "SELECT words FROM [note]",
    "back quotes": "SELECT words FROM `note`",
    "single quotes": "SELECT words FROM 'note'",
    "its file": "SELECT words FROM main.note NOT INDEXED",
    "no FROM": "SELECT ('00005', {they}, 1, 1, {their_vote}) IN vote",
    "two signs": "SELECT words FROM note WHERE body == {mine} == 0",
    "among truths": "SELECT words FROM note WHERE body = {mine} IN (0, 1)",
    "a text of letters": 'SELECT words FROM note WHERE "bodi" = {mine} OR \'bodi\' = "bodi"',
    "no nested comment": "SELECT words FROM /* /* */ note /* */",
    "whatever the case": "SELECT words FROM note WHERE body COLLATE NOCASE >= {mine}",
    "REPLACE": "REPLACE INTO note (body, id, kind, words) VALUES ({mine}, 9, 1, {theirs})",
    "OR REPLACE": "INSERT OR REPLACE INTO note (body, id, kind, words) VALUES ({mine}, 9, 1, {theirs})",
    "UPDATE OR REPLACE": "UPDATE OR REPLACE note SET words = {theirs} WHERE body = {mine} AND id = 1",
}
BY_HAND_POSTGRES = {
    "its schema": "SELECT words FROM public.note",
    "escapes": 'SELECT words FROM U&"\\006eote"',
    "TABLE": "TABLE note",
    "ONLY": "SELECT words FROM ONLY note",
    "its heirs": "SELECT words FROM note *",
    "one column for another": "SELECT v.kind FROM vote AS v (city, body) WHERE v.body = {they}",
    "nested comments": "SELECT words FROM /* /* */ public_fact */ note",
    "dollars": "SELECT words, $$ WHERE note.body = $$ FROM note",
    "an escaped text": "SELECT words FROM note WHERE words = E'\\'' OR kind >= 0 --' AND body = 'x'",
    "whole rows": "SELECT n FROM note n",
    "beside": "SELECT z.words FROM public_fact f, LATERAL (SELECT words FROM vote v WHERE v.id = f.id) AS z",
    "an exact name": (
        'SELECT n.id, (SELECT count(*) FROM vote "N" WHERE n.body = {mine}) FROM note n WHERE n.body = {mine}'
    ),
    "a name out of reach": (
        "SELECT n.id, (SELECT count(*) FROM (vote n CROSS JOIN public_fact f) AS z WHERE n.body = {mine})"
        " FROM note n WHERE n.body = {mine}"
    ),
    "a DELETE beside": "DELETE FROM vote USING note WHERE note.body = {mine}",
    "a DELETE beforehand": "WITH gone AS (DELETE FROM vote RETURNING words) SELECT words FROM gone",
    "MERGE": "MERGE INTO vote USING public_fact f ON f.id = vote.id WHEN MATCHED THEN DELETE",
    "TRUNCATE": "TRUNCATE vote",
    "a program": "DO $$ BEGIN DELETE FROM vote; END $$",
    "a second statement": "DROP TABLE IF EXISTS nothing_such; DELETE FROM vote",
}
# Refused for want of certainty: no rows of another's come back, or none can be shown to.
CAUTION = {
    "bound elsewhere": "SELECT n.words FROM note n JOIN public_fact f ON f.body = n.body WHERE f.body = {mine}",
    "bound by a query": "SELECT words FROM note WHERE body IN (SELECT body FROM public_fact WHERE body = {mine})",
    "no parameter": "SELECT words FROM note WHERE body = '00003'",
    "a column of no name": "SELECT n.words FROM note n, vote v WHERE n.body = {mine} AND person = {me}",
    "a column of no name, beside another table": "SELECT v.words FROM vote v, public_fact f WHERE person = {me}",
    "pairs that are none": "SELECT words FROM note WHERE (body, id) IN (({mine}, 1), {mine})",
    "its schema before each column": "SELECT words FROM public.note WHERE public.note.body = {mine}",
    "a letter of another kind": "SELECT words FROM note WHERE body = {mine} AND words <> 'é'",
    "a name given twice": "SELECT 1 FROM public_fact n JOIN note n USING (body) WHERE n.body = {mine}",
    "a copy of its own": "SELECT * INTO kept FROM note WHERE body = {mine}",
    "a program to call": (
        "CREATE FUNCTION gone() RETURNS trigger AS $$ BEGIN DELETE FROM vote; RETURN NULL; END $$ LANGUAGE plpgsql"
    ),
    "a text that names it": "SELECT words FROM public_fact WHERE words <> 'note'",
    "a name taken": "WITH note AS (SELECT 1 AS one) SELECT one FROM note",
    "a copy of the whole": "CREATE TABLE kept AS SELECT * FROM vote",
    "a view": "CREATE VIEW kept AS SELECT * FROM vote",
    "not SQL": "SELECT FROM WHERE note",
    "too deep": "SELECT words FROM note WHERE " + "(" * 5000 + "body = {mine}" + ")" * 5000,
    "published, to change": "UPDATE note SET kind = 7 WHERE published_at IS NOT NULL",
    "published, to delete": "DELETE FROM note WHERE published_at IS NOT NULL",
}
VALUES = {"mine": MINE, "me": ME, "they": THEY, "theirs": f"note {THEIRS} 1", "their_vote": f"vote {THEIRS} {THEY}"}


def by_hand(sql):
    """SQL as it stands, with its parameters."""
    used = [name for name in VALUES if f"{{{name}}}" in sql]
    for name in used:
        sql = sql.replace(f"{{{name}}}", f":{name}")
    return text(sql).bindparams(**{name: VALUES[name] for name in used})


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


def test_what_asks_for_its_own_rows_passes(world):
    found = all_told(LEGITIMATE)
    assert {name: one for name, one in found.items() if one != ("passes", "passes")} == {}


def test_what_forgets_the_tenant_is_refused(world):
    found = all_told(LEAKS)
    assert {name: one for name, one in found.items() if one != ("leaks", "refused")} == {}


def test_sql_by_hand_does_not_slip_through(world):
    own = BY_HAND_SQLITE if world.is_sqlite else BY_HAND_POSTGRES
    found = all_told({name: by_hand(sql) for name, sql in {**BY_HAND, **own}.items()})
    assert {name: one for name, one in found.items() if one != ("leaks", "refused")} == {}


def test_what_is_not_certain_is_refused(world):
    found = {name: told(by_hand(sql)) for name, sql in CAUTION.items()}
    assert set(found.values()) == {"refused"}, found


def upsert(world, body, *key):
    """An INSERT that changes the row that it meets."""
    dialect = sqlite if world.is_sqlite else postgresql
    row = dialect.insert(Note).values(body=body, id=1, kind=1, words=f"note {THEIRS} 1")
    return row.on_conflict_do_update(index_elements=[*key], set_={"kind": 77})


def test_an_insert_changes_the_row_that_it_meets_where_its_key_holds_the_tenant(world):
    assert leaks(upsert(world, MINE, "id", "body").values(words="new")) is False


def test_an_insert_does_not_change_the_row_that_it_meets_by_another_key(world):
    with everything("to show that it leaks"):
        assert leaks(upsert(world, "00009", "words"))
    with pytest.raises(UnscopedError):
        leaks(upsert(world, "00009", "words"))


def test_objects_are_read_changed_and_deleted_by_a_key_that_holds_the_tenant(world):
    with writing() as session:
        note = session.get_one(Note, (MINE, 1))
        note.kind = 5
        session.flush()
        session.refresh(note)
        session.add(Vote(body=MINE, person=ME, id=9, kind=1, words="new"))
        session.delete(session.get_one(Vote, (MINE, ME, 1)))
        session.merge(Note(body=MINE, id=2, kind=6, words="merged"))
    with reading() as session:
        assert [session.get_one(Note, (MINE, number)).kind for number in (1, 2)] == [5, 6]
        assert session.get(Vote, (MINE, ME, 1)) is None
        assert session.scalars(select(Vote.id).where(Vote.body == MINE, Vote.person == ME)).all() == [2, 3, 4, 9]


def test_a_session_that_writes_is_watched_too(world):
    def forgetful():
        with writing() as session:
            session.add(Note(body=MINE, id=9, kind=1, words="new"))
            session.execute(update(Vote).values(kind=7))

    with pytest.raises(UnscopedError):
        forgetful()
    with reading() as session:
        assert session.get(Note, (MINE, 9)) is None


def test_the_refusal_names_the_table_and_not_what_was_asked(world):
    with pytest.raises(UnscopedError) as caught, world.engine.connect() as connection:
        connection.execute(select((note := aliased(Note, name="n")).id).where(note.words == "hush"))
    assert isinstance(caught.value, RuntimeError)
    assert (caught.value.table, caught.value.alias) == ("note", "n")
    assert "hush" not in str(caught.value)
    assert "note (n)" in str(caught.value)


def test_the_schema_is_changed_and_looked_at_freely(world):
    assert {"note", "vote", "place", "public_fact"} <= set(inspect(world.engine).get_table_names())
    for table in ("note", "vote"):
        assert {"body", "id"} <= {column["name"] for column in inspect(world.engine).get_columns(table)}
        assert inspect(world.engine).get_pk_constraint(table)["constrained_columns"]
    with world.engine.begin() as connection:
        operations = Operations(MigrationContext.configure(connection))
        operations.add_column("note", Column("more", String()))
        operations.create_index("by_kind", "note", ["kind"])
        operations.drop_index("by_kind", "note")
        operations.create_table("about_note", Column("id", String(), primary_key=True))
        operations.rename_table("about_note", "of_note")
        if world.is_sqlite:
            operations.execute("CREATE TRIGGER kept BEFORE DELETE ON vote BEGIN SELECT RAISE(ABORT, 'no'); END")
            operations.execute("PRAGMA table_info('note')")
        else:
            operations.execute("COMMENT ON TABLE note IS 'of a body'")
            operations.execute("ANALYZE note")
        assert connection.execute(text("SELECT 1")).scalar() == 1
        operations.drop_table("place")


def test_a_table_that_alembic_makes_anew_is_copied_for_a_reason(world):
    def anew(connection):
        with Operations(MigrationContext.configure(connection)).batch_alter_table("note", recreate="always") as batch:
            batch.add_column(Column("more", String()))

    with pytest.raises(UnscopedError), world.engine.begin() as connection:
        anew(connection)
    with everything("schema"), world.engine.begin() as connection:
        anew(connection)
    with world.engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(Note).where(Note.body == MINE)).scalar() == len(IDS)


def test_everything_is_reached_for_a_reason_that_is_counted(world):
    before = Counter(tenancy.uses)
    whole = select(func.count()).select_from(Vote)
    with everything("backup"), world.engine.connect() as connection:
        assert connection.execute(whole).scalar() == 16
        with everything("retention"):
            assert connection.execute(whole).scalar() == 16
        assert connection.execute(whole).scalar() == 16
    with suppress(ZeroDivisionError), everything("backup"):
        raise ZeroDivisionError
    assert tenancy.uses - before == Counter({"backup": 2, "retention": 1})
    with pytest.raises(UnscopedError):
        leaks(whole)


def test_a_reason_given_in_one_thread_opens_nothing_in_another(world):
    raised = []

    def elsewhere():
        try:
            leaks(select(Note))
        except UnscopedError as error:
            raised.append(error)

    with everything("here alone"):
        other = Thread(target=elsewhere)
        other.start()
        other.join()
    assert len(raised) == 1


def test_a_reason_is_given_in_words():
    for empty in ("", " "):
        with pytest.raises(ValueError, match="reason"), everything(empty):
            pass


def test_a_statement_is_read_once_and_the_oldest_are_forgotten(world, monkeypatch):
    read = []
    refusal = scoping.refusal

    def counted(statement, *more):
        read.append(statement)
        return refusal(statement, *more)

    monkeypatch.setattr(scoping, "refusal", counted)
    monkeypatch.setattr(tenancy, "_MOST", 4)
    check = watch(world.engine, Base.metadata)

    def ask(number):
        with suppress(UnscopedError):
            check(str(select(literal_column(str(number))).select_from(Note)))

    for _ in range(3):
        ask(1)
        check("SELECT 1 FROM public_fact")
    assert len(read) == 1
    for number in range(2, 6):
        ask(number)
    ask(5)
    assert len(read) == 5
    ask(1)
    assert len(read) == 6


def test_what_comes_back_checks_a_statement_sent_beside_the_engine(world):
    check = watch(world.engine, Base.metadata)
    check(str(select(Note.words).where(Note.body == MINE).compile(dialect=world.engine.dialect)))
    with pytest.raises(UnscopedError):
        check("SELECT words FROM note")


def test_a_table_declared_later_is_guarded_too(blank):
    metadata = MetaData()
    check = watch(blank.engine, metadata)
    check("SELECT * FROM late")
    Table("late", metadata, Column("body", String), info={"tenant": ("body",)})
    check("SELECT * FROM later")
    with pytest.raises(UnscopedError):
        check("SELECT * FROM late")
    Table("later", metadata, Column("body", String), info={"tenant": ("body",)})
    check("SELECT * FROM another")
    with pytest.raises(UnscopedError):
        check("SELECT * FROM later")


def test_a_mark_that_the_parser_may_add_one_day_makes_a_condition_count_for_nothing():
    tree = sqlglot.parse_one("SELECT words FROM note WHERE note.body = ?", read="sqlite")
    guards = guarded(Base.metadata)
    assert reach.unbound(list(tree.walk()), guards) is None
    tree.args["where"].this.set("otherwise", value=True)
    assert reach.unbound(list(tree.walk()), guards) is tree.args["from_"].this


def test_the_tables_that_declare_a_guard_are_known_by_name():
    assert guarded(Base.metadata) == {
        "note": Guarded(("body",), published="published_at"),
        "vote": Guarded(("body", "person")),
        "place": Guarded(("city",), owned=True),
    }


@pytest.mark.parametrize(
    "info",
    [
        {"tenant": ()},
        {"tenant": "body"},
        {"tenant": ("bodies",)},
        {"tenant": ("body",), "owned": ("body",)},
        {"tenant": ("body",), "published": "when"},
        {"owned": ("body",), "published": "body"},
        {"published": "body"},
    ],
)
def test_a_declaration_that_means_nothing_is_refused(info):
    metadata = MetaData()
    Table("odd", metadata, Column("body", String), info=info)
    with pytest.raises(ValueError, match="odd"):
        guarded(metadata)


def test_the_parser_is_loaded_only_for_a_guarded_table():
    script = """
import sys
from sqlalchemy import Column, MetaData, String, Table, create_engine, text
from municipal.tenancy.guard import watch
metadata = MetaData()
Table("note", metadata, Column("body", String), info={"tenant": ("body",)})
engine = create_engine("sqlite://")
watch(engine, metadata)
with engine.connect() as connection:
    connection.execute(text("SELECT 1"))
    print("sqlglot" in sys.modules)
    metadata.create_all(connection)
    connection.execute(text("SELECT * FROM note WHERE body = :mine"), {"mine": "x"})
    print("sqlglot" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]
