"""Every statement of a watched database is checked, save for a reason that is given; a guard is declared well."""

import subprocess
import sys
from collections import Counter
from contextlib import suppress
from threading import Thread

import pytest
from sqlalchemy import Column, MetaData, String, Table, func, literal_column, select, update
from sqlalchemy.orm import aliased

from municipal.db import reading, writing
from municipal.paths import ROOT
from municipal.tenancy import guard, scoping
from municipal.tenancy.guard import Guarded, UnscopedError, everything, guarded, watch
from tests.municipal.tenancy.two_tenants import ME, MINE, Base, Note, Vote, leaks


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


def test_everything_is_reached_for_a_reason_that_is_counted(world):
    before = Counter(guard.uses)
    whole = select(func.count()).select_from(Vote)
    with everything("backup"), world.engine.connect() as connection:
        assert connection.execute(whole).scalar() == 16
        with everything("retention"):
            assert connection.execute(whole).scalar() == 16
        assert connection.execute(whole).scalar() == 16
    with suppress(ZeroDivisionError), everything("backup"):
        raise ZeroDivisionError
    assert guard.uses - before == Counter({"backup": 2, "retention": 1})
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
    monkeypatch.setattr(guard, "_MOST", 4)
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
