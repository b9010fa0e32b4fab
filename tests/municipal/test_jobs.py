"""A job that is asked for is done, beside the site and in spite of the others; what cannot be done is told."""

import datetime as dt
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
from contextlib import suppress

import pytest
from sqlmodel import SQLModel, select

from municipal import jobs
from municipal.db import reading, sqlite_module, writing
from municipal.jobs import every, job, leaving, soon, start
from municipal.mail.outbox import JOB, deliver, post
from municipal.mail.tables import Mail
from municipal.paths import ROOT
from municipal.settings import Settings
from tests.municipal.calling import PATIENCE, Calls


@pytest.fixture(autouse=True)
def registry(monkeypatch):
    """No job but those of the test."""
    monkeypatch.setattr(jobs, "_jobs", {})


@pytest.fixture
def running(tmp_path):
    """Start a process's jobs, stopped when the test is over: `running(jobs=False)`."""
    started = []

    def begin(folder=tmp_path, **chosen):
        started.append(start(Settings(data_dir=str(folder), **chosen)))
        return started[-1]

    yield begin
    for one in reversed(started):
        one.stop()


def test_a_job_asked_for_is_done_by_another_thread_with_the_settings_and_what_was_given(running, tmp_path):
    calls, threads = Calls(), []
    job("compter")(lambda settings, *args: (threads.append(threading.current_thread()), calls(settings, *args)))
    running()
    assert soon("compter", 3, "trois", None)
    ((settings, *given),) = calls.waited()
    assert settings.data_dir == str(tmp_path)
    assert given == [3, "trois", None]
    assert threads[0] is not threading.main_thread()


def test_a_job_that_fails_is_traced_and_the_others_go_on(running, caplog):
    calls = Calls()

    @job("fragile")
    def fragile(_):
        raise ZeroDivisionError

    job("solide")(lambda _: calls())
    running()
    for _ in range(5):
        soon("fragile")
    soon("solide")
    calls.waited()
    traced = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert [record.getMessage() for record in traced] == ["job fragile"] * 5
    assert {record.exc_info[0] for record in traced} == {ZeroDivisionError}


def test_a_job_that_takes_its_time_leaves_a_thread_to_the_others(running):
    calls, leave = Calls(), threading.Event()
    job("lent")(lambda _: leave.wait(PATIENCE))
    job("vif")(lambda _: calls())
    running()
    soon("lent")
    soon("vif")
    calls.waited()
    leave.set()


def test_a_job_nobody_registered_is_a_mistake_told_at_once(running):
    running()
    with pytest.raises(LookupError):
        soon("inconnu")


def test_a_name_is_taken_once():
    job("courriel")(print)
    with pytest.raises(ValueError, match="courriel"):
        job("courriel")(repr)


def test_where_no_jobs_were_started_asking_is_harmless():
    job("compter")(print)
    assert not soon("compter")


def test_a_process_without_threads_rings_for_one_that_has_some(running, tmp_path):
    calls = Calls()
    job("compter")(lambda _, number: calls(number))
    running(tmp_path, jobs=False)
    before = threading.active_count()
    assert soon("compter", 1)
    assert threading.active_count() == before
    assert calls == []
    running(tmp_path)
    assert calls.waited() == [(1,)]


def test_a_job_asked_for_before_a_kill_is_done_after_it(running, tmp_path):
    child = """
import os, signal, sys
from municipal.jobs import job, soon, start
from municipal.settings import Settings
job("compter")(print)
start(Settings(data_dir=sys.argv[1], jobs=False))
soon("compter", "avant")
os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run(
        [sys.executable, "-c", child, str(tmp_path)], cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=False
    )
    assert done.returncode == -signal.SIGKILL
    calls = Calls()
    job("compter")(lambda _, word: calls(word))
    running(tmp_path)
    assert calls.waited() == [("avant",)]


def test_a_job_of_each_minute_runs_as_soon_as_the_process_starts(running):
    calls = Calls()
    every(dt.timedelta(minutes=1), "minute")(lambda _: calls())
    running()
    calls.waited()
    # Asked for as well, it does not wait for its time.
    soon("minute")
    calls.waited(2)


def test_a_job_that_is_not_periodic_waits_to_be_asked(running):
    asked, periodic = Calls(), Calls()
    job("demande")(lambda _: asked())
    every(dt.timedelta(minutes=1), "minute")(lambda _: periodic())
    running()
    periodic.waited()
    assert asked == []


def test_the_demonstration_and_the_real_world_do_not_hear_each_other(running):
    calls = Calls()
    job("compter")(lambda settings: calls(settings.demo))
    every(dt.timedelta(days=1), "jour")(lambda settings: calls(settings.demo))
    running(demo=True)
    assert calls.waited() == [(True,)]
    running()
    assert calls.waited(2) == [(True,), (False,)]
    soon("compter")
    assert calls.waited(3)[2] == (False,)


def test_a_damaged_queue_is_put_aside_and_the_site_starts(running, tmp_path, caplog):
    (tmp_path / "jobs.db").write_bytes(b"ceci n'est pas une base" * 100)
    calls = Calls()
    job("compter")(lambda _: calls())
    running()
    soon("compter")
    calls.waited()
    assert (tmp_path / "jobs.db.broken").read_bytes().startswith(b"ceci")
    assert "jobs.db" in caplog.text


def test_a_queue_that_cannot_be_written_is_told_with_its_name(running, tmp_path):
    (tmp_path / "jobs.db").mkdir()
    with pytest.raises(OSError, match=r"jobs\.db"):
        running()


def test_a_queue_that_another_holds_does_not_fail_who_asks(running, tmp_path, caplog):
    job("compter")(print)
    running(jobs=False)
    with sqlite_module().connect(tmp_path / "jobs.db", isolation_level=None) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        assert not soon("compter")
        holder.execute("ROLLBACK")
    holder.close()
    assert "job compter not asked for" in caplog.text
    assert soon("compter")


def test_the_signals_stay_with_the_site(running):
    kinds = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.getsignal(kind) for kind in kinds]
    running()
    assert [signal.getsignal(kind) for kind in kinds] == before


def test_stopping_lets_a_job_finish_and_leaves_no_thread(running):
    calls, inside, seen = Calls(), threading.Event(), []

    @job("boucle")
    def loop(_):
        while not leaving():
            inside.set()
            threading.Event().wait(0.001)
        seen.append(leaving())
        calls()

    before = set(threading.enumerate())
    one = running()
    soon("boucle")
    assert inside.wait(PATIENCE)
    one.stop()
    assert calls == [()]
    assert seen == [True]
    assert set(threading.enumerate()) <= before
    assert not soon("boucle")


def test_outside_any_job_nobody_is_leaving(running):
    one = running()
    one.stop()
    assert not leaving()


@pytest.fixture
def silent():
    """A mail server that lets one in and never says a word: its address, and whether somebody came."""
    came, leave = threading.Event(), threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve():
            with suppress(OSError):
                connection, _ = listening.accept()
                with connection:
                    came.set()
                    leave.wait(PATIENCE)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"smtp://127.0.0.1:{listening.getsockname()[1]}", came
        leave.set()
        thread.join(PATIENCE)


def test_f14_a_mail_server_that_hangs_blocks_neither_the_pages_nor_the_writes(fresh, anew, running, silent):
    url, came = silent
    every(dt.timedelta(minutes=1), JOB)(deliver)
    SQLModel.metadata.create_all(fresh.database.engine)
    visitor = anew(fresh)
    running(smtp_url=url, mail_from="repere@ville.example")
    with writing() as session:
        number = post(session, to="maire@village.example", subject="Bonjour", text="x", language="fr", kind="k")
    assert came.wait(PATIENCE)
    for address in ("/fr/", "/fr/indicateurs", "/health/ready"):
        assert visitor.get(address).status_code == 200
    with writing() as session:
        other = post(session, to="mairie@village.example", subject="Bonjour", text="x", language="fr", kind="k")
    with reading() as session:
        waiting = {row.id: row.claimed_until for row in session.exec(select(Mail))}
    assert set(waiting) == {number, other}
    assert waiting[number]


def test_a_message_posted_is_sent_without_waiting_for_the_minute(fresh, running, capsys):
    every(dt.timedelta(minutes=1), JOB)(deliver)
    SQLModel.metadata.create_all(fresh.database.engine)
    done = Calls()
    every(dt.timedelta(minutes=1), "premier")(lambda _: done())
    running()
    done.waited()
    with writing() as session:
        post(session, to="maire@village.example", subject="Bonjour", text="x", language="fr", kind="k")
    settled = threading.Event()
    for _ in range(PATIENCE * 1000):
        with reading() as session:
            if session.exec(select(Mail)).one().sent_at:
                break
        settled.wait(0.001)
    else:
        pytest.fail("still waiting")
    assert "maire@village.example" in capsys.readouterr().err
