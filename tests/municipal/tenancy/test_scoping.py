"""A statement that says whose rows it wants passes, one that forgets it is refused; the schema changes freely."""

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import (
    Column,
    String,
    and_,
    case,
    cast,
    delete,
    exists,
    func,
    insert,
    inspect,
    literal,
    not_,
    or_,
    select,
    text,
    tuple_,
    update,
)
from sqlalchemy.orm import aliased

from municipal.tenancy.guard import UnscopedError, everything
from tests.municipal.tenancy.two_tenants import IDS, ME, MINE, THEIRS, Note, Place, Public, Vote, all_told

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


def test_what_asks_for_its_own_rows_passes(world):
    found = all_told(LEGITIMATE)
    assert {name: one for name, one in found.items() if one != ("passes", "passes")} == {}


def test_what_forgets_the_tenant_is_refused(world):
    found = all_told(LEAKS)
    assert {name: one for name, one in found.items() if one != ("leaks", "refused")} == {}


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
