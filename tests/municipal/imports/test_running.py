"""Files imported beside the site: a part at a time, by one process, and in the end as if nothing had been cut short."""

import datetime as dt
import os
import signal
import subprocess
import sys

import pytest

from municipal.bench.releases import write_month
from municipal.db import current, reading, write
from municipal.imports import list_work, running
from municipal.imports.claims import SILENCE, claim, is_silent
from municipal.imports.keeping import Brought, stage
from municipal.imports.queries import import_file
from municipal.imports.tables import ImportFile
from municipal.imports.undoing import Undo, undo
from municipal.traces.chain import By
from tests.municipal.imports.conftest import a_list, invented
from vendors.notices.writing import CONTRACT, NOTICE, RELEASE
from vendors.registry.changing import Cause, create
from vendors.sources.faults import Fault, UnusableError

BY = By("ana")
# What the import itself, its log and its traces keep, whatever it changed.
LOG = ("revision", "import_file", "audit", "audit_reason", "vendor_change")
# The job in a process that dies by itself: before it keeps a part, and once all are kept.
DYING = """
import os, signal, sys
from municipal.db import Database, use
from municipal.imports import claims, list_work, notice_work, running
use(Database(sys.argv[1]))
moment, seen = int(sys.argv[2]), []
def die():
    os.kill(os.getpid(), signal.SIGKILL)
def step(held, work, stepped=claims.step):
    seen.append(1)
    if len(seen) == moment:
        die()
    return stepped(held, work)
claims.step = list_work.step = notice_work.step = step
running.work_off(sys.argv[3])
"""


def confirmed(raw, kind="vendors"):
    """A file that is to be imported."""

    def work(session):
        identity = stage(session, BY, Brought(kind, f"essai.{kind}", raw), None)
        session.get_one(ImportFile, identity).state = "confirmed"
        return identity

    return write(work)


def file_of(identity):
    with reading() as session:
        found = import_file(session, identity)
    assert found is not None
    return found


def silent(identity):
    """The process that worked on a file has said nothing for a while."""

    def work(session):
        row = session.get_one(ImportFile, identity)
        row.choices = row.choices | {"beat": "2026-01-01T00:00:00+00:00"}

    write(work)


def taken_back(identity):
    return write(lambda session: undo(session, BY, Undo(identity, file_of(identity).version, "essai")))


@pytest.fixture
def month(tmp_path):
    path = tmp_path / "mois.json"
    write_month(path, 700, 3)
    return path.read_bytes()


def test_all_that_waits_is_imported_in_its_order(registry, month, exports, contents):
    before, kept = exports(), contents(without=LOG)
    names = [confirmed(a_list(invented(250))), confirmed(month, "seao")]
    running.run(registry.settings)
    told = [file_of(one) for one in names]
    assert [one.state for one in told] == ["done", "done"]
    assert (told[0].done, told[0].total) == (250, 250)
    assert told[0].counts == {
        "read": 250, "created": 250, "updated": 0, "unchanged": 0, "rejected": 0,
        "to_review": told[0].counts["to_review"],
    }  # fmt: skip
    counts = told[1].counts
    assert counts["read"] == counts["created"] + counts["updated"] == 700
    assert [taken_back(one) for one in names] == [True, True]
    assert [taken_back(one) for one in names] == [False, False]
    assert exports() == before
    assert contents(without=LOG) == kept


@pytest.mark.parametrize("moment", [1, 2, 3, 4])
@pytest.mark.parametrize("kind", ["vendors", "seao"])
def test_a_killed_job_is_taken_up_where_it_stopped(registry, month, contents, exports, kind, moment):
    raw = month if kind == "seao" else a_list(invented(450))
    tables = [one.name for one in (NOTICE, RELEASE, CONTRACT)]

    def state():
        found = contents()
        # The id of the import stands in each row that it brought.
        kept = [row.replace(identity, "?") for name in tables for row in found[name]]
        return kept, exports()[1].replace(identity.encode(), b"?")

    identity = confirmed(raw, kind)
    before = state()
    running.work_off(identity)
    whole, counts = state(), file_of(identity).counts
    assert whole != before
    taken_back(identity)
    assert state() == before

    identity = confirmed(raw, kind)
    url = current().url.render_as_string(hide_password=False)
    ran = subprocess.run([sys.executable, "-c", DYING, url, str(moment), identity], env=os.environ, check=False)
    assert ran.returncode == -signal.SIGKILL
    assert file_of(identity).state == "running"
    # Its process may still be at work: nobody takes it yet.
    running.run(registry.settings)
    assert file_of(identity).state == "running"
    silent(identity)
    running.run(registry.settings)
    told = file_of(identity)
    assert (told.state, told.counts, told.has_raw) == ("done", counts, False)
    assert state() == whole
    taken_back(identity)
    assert state() == before


def test_only_one_process_works_on_a_file(registry):
    identity = confirmed(a_list(invented(3, 21)))
    first = claim(identity)
    assert first is not None
    assert claim(identity) is None
    silent(identity)
    assert claim(identity) is not None
    # The first one finds out at its next step, and leaves it.
    with pytest.raises(running.TakenError):
        list_work.import_list(first, a_list(invented(3, 21)))
    assert file_of(identity).state == "running"


def test_a_registry_that_moves_meanwhile_is_planned_for_anew(registry, monkeypatch):
    rows = invented(3, 21)
    identity = confirmed(a_list(rows))
    seen, planned = [], list_work.planned
    values = {"id": "scierie-amont", "name": rows[0][0], "sort_key": "s", "origin": "x"}

    def moving(*given):
        made = planned(*given)
        seen.append(1)
        if len(seen) == 1:
            cause = Cause("imported", "2026-06-01T00:00:00+00:00", "x", "ana")
            write(lambda session: create(session, "vendor", "scierie-amont", values, cause), public=True)
        return made

    monkeypatch.setattr(list_work, "planned", moving)
    running.work_off(identity)
    assert len(seen) == 2
    told = file_of(identity)
    assert (told.state, told.counts["created"], told.counts["updated"]) == ("done", 2, 1)
    taken_back(identity)


@pytest.mark.parametrize(
    ("error", "told"),
    [(UnusableError([Fault("x", "y", "Faites ceci.", "Do this.")]), "Do this."), (KeyError("x"), "Try again")],
)
def test_what_cannot_be_ended_says_so_in_both_languages_and_can_be_tried_again(
    registry, monkeypatch, exports, lead, error, told
):
    before = exports()
    identity = confirmed(a_list(invented(250, 33)))
    apply, seen = list_work.apply, []

    def failing(*given, **more):
        seen.append(1)
        if len(seen) == 2:
            raise error
        return apply(*given, **more)

    monkeypatch.setattr(list_work, "apply", failing)
    running.work_off(identity)
    row = file_of(identity)
    assert (row.state, row.done, row.counts["created"]) == ("failed", 200, 200)
    assert told in lead.read(identity, "en")
    assert "Ré" in lead.read(identity) or "Faites ceci." in lead.read(identity)
    assert lead.act("confirm", identity).status_code == 303
    assert (file_of(identity).state, file_of(identity).counts["created"]) == ("done", 250)
    taken_back(identity)
    assert exports() == before


def test_a_process_is_silent_after_a_minute(clock):
    now = dt.datetime.now(tz=dt.UTC)
    clock.forward(seconds=59)
    assert not is_silent({"beat": now.isoformat(timespec="seconds")})
    clock.forward(seconds=1)
    assert is_silent({"beat": now.isoformat(timespec="seconds")})
    assert is_silent({})
    assert dt.timedelta(minutes=1) == SILENCE


def test_how_far_it_is_can_be_read_meanwhile(registry, lead, monkeypatch):
    identity = confirmed(a_list(invented(450, 34)))
    apply, seen = list_work.apply, []

    def looking(*given, **more):
        seen.append((file_of(identity).done, file_of(identity).total))
        return apply(*given, **more)

    monkeypatch.setattr(list_work, "apply", looking)
    running.work_off(identity)
    assert seen == [(0, 0), (200, 450), (400, 450)]
    taken_back(identity)
