"""Nothing written is lost, nobody's change is overwritten unseen, and public data say when they moved."""

import gc
import subprocess
import sys
from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Thread

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import SQLModel, select

from municipal.db import SAFE_WAL, Database, Revision, current, reading, sqlite_module, use, writing
from municipal.indicators.tables import Indicator
from municipal.places.tables import Municipality
from municipal.resources.tables import Resource
from municipal.suppliers.forms import ReportForm
from municipal.suppliers.report import receive
from municipal.suppliers.tables import Report
from vendors.registry.tables import Solution, Vendor

THREADS = 8
TIMES = 40
EDITABLE = [
    (Vendor, "name"),
    (Solution, "name"),
    (Municipality, "name"),
    (Indicator, "name_fr"),
    (Resource, "name"),
    (Report, "message"),
]


def together(work, threads=THREADS):
    """Run `work` in many threads that start at once; what one of them raises is raised here."""
    gate = Barrier(threads)
    raised = []

    def run():
        gate.wait()
        try:
            work()
        except Exception as error:  # noqa: BLE001 - shown to the test
            raised.append(error)

    crowd = [Thread(target=run) for _ in range(threads)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    if raised:
        raise raised[0]


def keep(*rows):
    """Write each row in turn, in one session."""
    with writing(public=True) as session:
        for row in rows:
            session.add(row)
            session.flush()


def a_municipality_of_nowhere():
    return Municipality(
        code="00001",
        name="Nulle-Part",
        sort_key="nulle part",
        designation="Ville",
        region="zz",
        population=1,
        source="x",
    )


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
def test_eight_writers_of_one_row_lose_nothing_on_sqlite(fresh):
    def work():
        for _ in range(TIMES):
            with writing() as session:
                row = session.get_one(Revision, 1)
                row.number += 1

    with reading() as session:
        before = session.get_one(Revision, 1).number
    together(work)
    with reading() as session:
        assert session.get_one(Revision, 1).number == before + THREADS * TIMES


def test_eight_writers_of_one_versioned_row_lose_nothing_when_each_conflict_is_tried_again(fresh):
    def work():
        done = 0
        while done < 10:
            try:
                with writing() as session:
                    row = session.exec(select(Solution).order_by(Solution.id)).first()
                    row.price_high = (row.price_high or 0) + 1
                done += 1
            except StaleDataError:
                continue

    with reading() as session:
        before = session.exec(select(Solution).order_by(Solution.id)).first()
    together(work)
    with reading() as session:
        after = session.exec(select(Solution).order_by(Solution.id)).first()
    assert after.price_high == (before.price_high or 0) + THREADS * 10
    assert after.version == before.version + THREADS * 10


def test_who_edits_what_another_has_just_edited_is_told(fresh):
    with reading() as session:
        solution = session.exec(select(Solution.id)).first()
    receive(solution, ReportForm("error", "Le prix de la page est faux."), "fr")
    for table, name in EDITABLE:
        with reading() as session:
            mine = session.exec(select(table)).first()
            session.expunge(mine)
        with writing() as session:
            theirs = session.get_one(table, getattr(mine, "code", None) or mine.id)
            setattr(theirs, name, "leur texte")
        setattr(mine, name, "mon texte")
        with pytest.raises(StaleDataError):
            keep(mine)
        with reading() as session:
            changed = [getattr(row, name) for row in session.exec(select(table)) if row.version == 2]
        assert changed == ["leur texte"], table


def test_every_table_with_a_version_uses_it_to_notice_conflicts():
    mappers = [mapper for mapper in SQLModel._sa_registry.mappers if "version" in mapper.columns]
    # Where the version is part of the key, a row is one version and is never edited.
    versioned = {mapper.class_ for mapper in mappers if not mapper.columns["version"].primary_key}
    assert {table for table, _ in EDITABLE} < versioned
    assert all(mapper.version_id_col is not None for mapper in (table.__mapper__ for table in versioned))


def test_an_error_in_the_middle_keeps_nothing(fresh, contents):
    before = contents()
    with pytest.raises(IntegrityError):
        keep(Vendor(id="nouveau", name="Nouveau", sort_key="nouveau"), a_municipality_of_nowhere())
    assert contents() == before


def test_a_reader_neither_waits_for_a_writer_nor_sees_what_is_not_kept_yet(fresh):
    with writing() as session:
        session.get_one(Revision, 1).number = 999_999
        session.flush()
        with reading() as other:
            assert other.get_one(Revision, 1).number != 999_999


def test_the_number_moves_with_public_writes_alone(fresh):
    number = fresh.database.version()
    with writing() as session:
        session.exec(select(Vendor)).first().name = "Autre nom"
    assert fresh.database.version() == number
    with writing(public=True) as session:
        session.exec(select(Vendor)).first().name = "Encore un autre"
    assert fresh.database.version() == number + 1
    with pytest.raises(ZeroDivisionError), writing(public=True):
        raise ZeroDivisionError
    assert fresh.database.version() == number + 1


def test_the_number_moves_for_every_other_connection_and_process(fresh):
    number = fresh.database.version()
    url = fresh.database.url.render_as_string(hide_password=False)
    other = Database(url)
    assert other.version() == number
    with writing(public=True):
        pass
    assert other.version() == number + 1
    code = (
        "import sys; from municipal.db import Database, use, writing\n"
        "use(Database(sys.argv[1]))\n"
        "with writing(public=True): pass\n"
        "use(None)"
    )
    subprocess.run([sys.executable, "-c", code, url], check=True)
    assert (other.version(), fresh.database.version()) == (number + 2, number + 2)
    other.close()


def test_the_number_may_be_asked_from_many_threads_at_once(fresh):
    number = fresh.database.version()
    seen = set()
    together(lambda: seen.update(fresh.database.version() for _ in range(50)))
    assert seen == {number}


@pytest.mark.parametrize("fresh", ["postgres"], indirect=True)
def test_two_threads_that_ask_first_share_one_connection(fresh):
    fresh.database.close()
    meeting, taken = Barrier(2), []

    def checkout(*_):
        taken.append(1)
        with suppress(BrokenBarrierError):
            meeting.wait(timeout=0.5)

    event.listen(fresh.database.engine, "checkout", checkout)
    together(fresh.database.version, threads=2)
    event.remove(fresh.database.engine, "checkout", checkout)
    gc.collect()
    assert len(taken) == 1


@pytest.mark.parametrize(
    "fresh",
    [
        "sqlite",
        "postgres",
    ],
    indirect=True,
)
def test_the_number_is_read_anew_after_the_database_was_closed(fresh):
    number = fresh.database.version()
    fresh.database.close()
    other = Database(fresh.database.url.render_as_string(hide_password=False))
    with other.engine.begin() as connection:
        connection.execute(text("UPDATE revision SET number = number + 1"))
    other.close()
    assert fresh.database.version() == number + 1


@pytest.mark.parametrize("fresh", ["postgres"], indirect=True)
def test_a_server_that_drops_every_connection_is_not_noticed(fresh):
    number = fresh.database.version()
    with reading() as session:
        vendors = len(session.exec(select(Vendor)).all())
    outside = Database(fresh.database.url.render_as_string(hide_password=False))
    with outside.engine.connect() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
    outside.close()
    assert fresh.database.version() == number
    with reading() as session:
        assert len(session.exec(select(Vendor)).all()) == vendors


def test_a_row_that_refers_to_nothing_is_refused(fresh):
    with pytest.raises(IntegrityError):
        keep(a_municipality_of_nowhere())


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
def test_every_connection_to_sqlite_is_careful(fresh):
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1, "trusted_schema": 0}
    engine = current().engine
    with engine.connect() as first, engine.connect() as second:
        for connection in (first, second):
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
            assert found == wanted
            assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() >= 5000


def test_the_packaged_sqlite_is_free_of_the_write_ahead_log_bug():
    assert sqlite_module().sqlite_version_info >= SAFE_WAL >= (3, 51, 3)


def test_opening_another_database_closes_the_one_before(tmp_path):
    first, second = (Database(f"sqlite:///{tmp_path / name}.db") for name in ("un", "deux"))
    use(first)
    use(second)
    assert current() is second
    use(None)
    with pytest.raises(IndexError):
        current()
