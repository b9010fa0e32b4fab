"""What a database holds is told alike, whichever kind of database it is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import JSON, Boolean, Float, Integer, String, insert, inspect, select
from sqlmodel import SQLModel

from municipal.db import Database
from municipal.prepare import migrate
from municipal.safekeeping.contents import contents, digest, pour, shapes
from municipal.suppliers.tables import Report
from municipal.tenancy.guard import everything

VALUES = st.none() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False) | st.text()
ROWS = st.lists(st.tuples(st.integers(), VALUES, VALUES), max_size=20, unique_by=lambda row: row[0])


@given(ROWS, st.randoms())
@settings(max_examples=50, deadline=None)
def test_the_order_of_the_rows_does_not_count(rows, chance):
    other = list(rows)
    chance.shuffle(other)
    assert digest(rows) == digest(other)
    assert digest(rows).rows == len(rows)


@given(ROWS, VALUES, st.randoms())
@settings(max_examples=50, deadline=None)
def test_any_other_value_counts(rows, value, chance):
    rows = [*rows, (2**60, "a", "b")]
    place = chance.randrange(len(rows))
    changed = list(rows)
    changed[place] = (rows[place][0], value, rows[place][2])
    same = repr(value) == repr(rows[place][1])
    assert (digest(changed) == digest(rows)) is same


@pytest.mark.parametrize(
    ("one", "other"), [([(1,)], [("1",)]), ([(1,)], [(1.0,)]), ([(None,)], [("",)]), ([("a", "b")], [("ab", "")])]
)
def test_values_that_look_alike_are_not_alike(one, other):
    assert digest(one) != digest(other)


@pytest.mark.parametrize("demo", [True, False])
def test_the_same_seed_gives_the_same_contents_on_both_kinds_of_database(worlds, demo):
    found = []
    for engine in ("sqlite", "postgres"):
        with worlds(engine, demo=demo).database.engine.connect() as connection, everything("test"):
            found.append(contents(connection))
    # The chain tells when it was written, and the shared world which tests knocked at its door.
    seeded = set(found[0]) - {"audit", "attempt"}
    assert {name for name in seeded if found[0][name] != found[1][name]} == set()
    assert sum(one.rows for one in found[0].values()) > 1000


def test_every_table_is_told_and_none_before_what_it_refers_to(real):
    with real.database.engine.connect() as connection:
        names = [shape.name for shape in shapes(connection)]
        assert set(names) == {*SQLModel.metadata.tables, "alembic_version"}
        for name in names:
            for key in inspect(connection).get_foreign_keys(name):
                assert names.index(key["referred_table"]) <= names.index(name)


def test_every_kind_of_value_that_is_stored_is_one_that_both_databases_tell_alike():
    kinds = {column.type for table in SQLModel.metadata.tables.values() for column in table.columns}
    told = (String, Integer, Float, Boolean, JSON)
    assert [kind for kind in kinds if not isinstance(getattr(kind, "impl_instance", kind), told)] == []


def test_poured_into_either_kind_of_database_every_row_is_the_same(demo, blank):
    migrate(blank)
    message = "Ça va: «\u00a0oui\u00a0», “no”, 🙂 \\ ' \" %s :x ?"
    with demo.database.engine.connect() as source, blank.engine.begin() as target, everything("test"):
        pour(source, target)
        row = {"kind": "error", "solution": "x", "language": "fr", "received_at": "", "due_on": "", "message": message}
        target.execute(insert(Report), [row | {"id": "1"}, row | {"id": "2"}])
    with demo.database.engine.connect() as source, blank.engine.connect() as target, everything("test"):
        for table in SQLModel.metadata.sorted_tables:
            if table.name != "report":
                there = [sorted(map(repr, each.execute(select(table)))) for each in (source, target)]
                assert there[0] == there[1], table.name
        assert target.execute(select(Report.message)).scalars().all() == [message, message]
        was, is_now = contents(source), contents(target)
        assert {name for name in was if was[name] != is_now[name]} == {"report"}


def test_a_backup_s_own_tables_are_none_of_the_contents(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'x.db'}")
    with database.engine.begin() as connection:
        for name in ("backup_manifest", "backup_seal", "other"):
            connection.exec_driver_sql(f"CREATE TABLE {name} (id INTEGER PRIMARY KEY)")
        assert list(contents(connection)) == ["other"]
    database.close()
