"""What has been kept long enough goes in the night, not a second earlier."""

import datetime as dt
import json

import pytest
from sqlalchemy import func, select
from sqlmodel import SQLModel

from municipal.cases.tables import CityCase, SupplierNotice
from municipal.db import current, reading, write
from municipal.declarations.tables import Declaration
from municipal.imports.tables import ImportFile
from municipal.jobs import _jobs
from municipal.mail.outbox import KEPT_FOR
from municipal.mail.tables import Mail
from municipal.people.queries import add_person
from municipal.people.tables import Attempt, OneTime, Opening, UserSession
from municipal.privacy import retention
from municipal.privacy.periods import rules
from municipal.privacy.retention import REASON, nightly, retain
from municipal.privacy.tables import Incident
from municipal.projects.tables import Project, ProjectShare
from municipal.shared_needs.tables import DeskRequest
from municipal.suppliers.tables import Report
from municipal.tenancy.guard import everything, uses
from municipal.traces.tables import Access, Done, Draft
from municipal.traces.verify import verify

NOW = dt.datetime(2026, 11, 22, 8, 0, 0, tzinfo=dt.UTC)
A_SECOND = dt.timedelta(seconds=1)
# When rows were made that no rule counts: always far too long ago, so that only the rule's own date can save them.
OLD = "2001-01-01T00:00:00+00:00"
NEW = "2026-11-22T00:00:00+00:00"
KEPT = [rule for rule in rules().values() if rule.table]


def text(moment):
    return moment.isoformat(timespec="seconds")


def made(rule, moment, key, person):
    """A row of the rule's table whose counted date is that moment; all else would keep it, if asked."""
    at = text(moment)
    return {
        "session": lambda: UserSession(
            id=key, person=person, created_at=NEW, acted_at=OLD, level=1, proved_at=OLD, browser="", ended_at=at
        ),
        "session_left": lambda: UserSession(
            id=key, person=person, created_at=at, acted_at=OLD, level=1, proved_at=OLD, browser=""
        ),
        "browser": lambda: UserSession(
            id=key, person=person, created_at=at, acted_at=OLD, level=1, proved_at=OLD, browser="Navigateur"
        ),
        "one_time_used": lambda: OneTime(id=key, purpose="invite", created_at=OLD, expires_at=NEW, used_at=at),
        "one_time_expired": lambda: OneTime(id=key, purpose="invite", created_at=OLD, expires_at=at),
        "attempt": lambda: Attempt(id=key, key="x", at=moment.timestamp()),
        "mail": lambda: Mail(id=key, to="a@b.ca", subject="x", text="", language="fr", kind="x", created_at=at),
        "done": lambda: Done(token=key, person=person, at=at, onward="/fr/"),
        "draft": lambda: Draft(person=person, form=key, object="x", values={}, base=1, saved_at=at),
        "opening": lambda: Opening(
            id=key, city="00002", name="A", email="a@b.ca", language="fr", requested_at=OLD, decided_at=at
        ),
        "report": lambda: Report(
            id=key, kind="error", solution="x", message="x", contact="a@b.ca", language="fr", received_at=at, due_on=OLD
        ),
        "notice": lambda: notice(key, moment.date().isoformat()),
        "desk_request": lambda: DeskRequest(
            id=key, contact="a@b.ca", text="x", language="fr", asked_at=OLD, due_on=OLD, answered_at=at
        ),
        "access": lambda: Access(
            id=key, at=at, person=person, body="00003", action="x", object_type="x", object_id="", request=""
        ),
        "incident": lambda: incident(key, moment.date().isoformat()),
        "project": lambda: project(key, at),
        "share": lambda: share(key, at),
        "import": lambda: ImportFile(
            id=key, kind="vendors", name="x.csv", digest="x", raw="bm9t", choices={}, brought_at=at
        ),
        "declaration": lambda: declaration(key, told_at=at),
        "declaration_asked": lambda: declaration(key, key_until=at),
    }[rule.id]()


def declaration(key, **moments):
    asked = {"contact": "a@b.ca", "language": "fr", "told": {}, "asked_at": OLD}
    return Declaration(id=key, kind="new", **asked, **moments)


def project(key, removed_at):
    began = {"language": "fr", "opened_by": "x", "opened_at": OLD}
    return Project(city="00003", id=key, title="x", words="x", removed_at=removed_at, **began)


def share(key, expires_at):
    made = {"language": "fr", "created_by": "x", "created_at": OLD}
    return ProjectShare(city="00003", id=key, project="shared", expires_at=expires_at, **made)


def incident(key, aware_on):
    told = dict.fromkeys(("information", "circumstances", "sensitivity", "consequences", "likelihood", "measures"), "x")
    days = dict.fromkeys(("occurred_from", "occurred_to"), "2001-01-01")
    return Incident(
        id=key, body="00003", serious=True, recorded_by="x", recorded_at=OLD, aware_on=aware_on, **told, **days
    )


def notice(key, due_on):
    return SupplierNotice(
        city="00003", case=key, supplier="x", email="a@b.ca", language="fr", code=key, sent_at=OLD, due_on=due_on
    )


def held(table, key):
    """Whether the row of a key is still there."""
    stored = SQLModel.metadata.tables[table]
    name = {"done": "token", "draft": "form", "supplier_notice": "case"}.get(table, "id")
    with everything("tests"), current().engine.connect() as connection:
        return connection.execute(select(stored).where(stored.c[name] == key)).mappings().first()


def run(now=NOW):
    return write(lambda session: retain(session, now))


def test_each_thing_goes_after_its_period_and_not_a_second_before(fresh):
    """On the very instant of its period a row is still there; a second (for a day: a day) later it is gone."""

    def fill(session):
        person = add_person(session, name="Une personne", email=None, language="fr")
        for key in ("notice-kept", "notice-gone"):
            session.add(CityCase(city="00003", id=key, draft={}, author="x", saved_at=OLD))
        session.add(project("shared", None))
        session.flush()
        for rule in KEPT:
            cut = rule.cutoff(NOW)
            late = cut - (dt.timedelta(days=1) if rule.counted_from.endswith("_on") else A_SECOND)
            session.add(made(rule, cut, f"{rule.id}-kept", person))
            session.add(made(rule, late, f"{rule.id}-gone", person))
            session.flush()

    write(fill)
    counts = run()
    for rule in KEPT:
        kept, gone = held(rule.table, f"{rule.id}-kept"), held(rule.table, f"{rule.id}-gone")
        assert kept, rule.id
        assert counts[rule.id] == 1, rule.id
        if rule.blanks:
            assert kept[rule.blanks]
            assert gone, rule.id
            assert not gone[rule.blanks]
        else:
            assert gone is None, rule.id
    assert set(run().values()) == {0}


def test_an_incident_stays_five_years_from_the_day_the_body_knew(fresh):
    """A-2.1, r. 3.1: known on 2021-11-23, it may go once 2026-11-23 is over."""
    write(lambda session: session.add(incident("INCIDENT", "2021-11-23")))
    day = dt.timedelta(days=1)
    for later in range(-400, 2, 50):
        assert run(NOW + later * day)["incident"] == 0
    assert run(NOW + day)["incident"] == 0
    assert held("incident", "INCIDENT")
    assert run(NOW + 2 * day)["incident"] == 1
    assert held("incident", "INCIDENT") is None


def test_what_is_in_use_stays(fresh, lived):
    """A person who is there today loses nothing, and stays signed in."""
    before = lived.client.get("/fr/compte/donnees").text
    run(dt.datetime.now(tz=dt.UTC))
    assert lived.client.get("/fr/compte/donnees").text == before


def test_each_run_leaves_one_entry_that_tells_counts_alone(fresh):
    write(lambda session: session.add(Attempt(id="old", key="x", at=1.0)))
    run()
    run()
    with reading() as session:
        assert verify(session).ok
        audit, reason = SQLModel.metadata.tables["audit"], SQLModel.metadata.tables["audit_reason"]
        told = session.execute(
            select(audit.c.actor, audit.c.object_id, reason.c.text)
            .join(reason, reason.c.seq == audit.c.seq)
            .where(audit.c.action == "retention.run")
            .order_by(audit.c.seq)
        ).all()
    assert [tuple(row[:2]) for row in told] == [("system", "2026-11-22")] * 2
    assert [json.loads(row[2]) for row in told] == [{"attempt": 1}, {}]


def test_the_rows_of_all_bodies_are_reached_for_this_reason_alone(fresh):
    before = uses[REASON]
    run()
    assert uses[REASON] == before + 1


def test_the_period_of_messages_is_the_one_that_the_outbox_keeps():
    assert rules()["mail"].days == KEPT_FOR.days


def test_it_runs_by_itself_each_night(fresh):
    job = _jobs["retention"]
    assert (job.function, job.when) == (nightly, dt.time(3))
    write(lambda session: session.add(Attempt(id="old", key="x", at=1.0)))
    nightly(fresh.settings)
    assert held("attempt", "old") is None


def test_a_night_that_fails_changes_nothing_and_the_next_one_makes_up_for_it(fresh, monkeypatch):
    """The last step breaks: no row is gone, no entry is written."""
    write(lambda session: session.add(Attempt(id="old", key="x", at=1.0)))

    def broken(*_, **__):
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(retention, "record", broken)
        with pytest.raises(RuntimeError):
            run()
    assert held("attempt", "old")
    with reading() as session:
        audit = SQLModel.metadata.tables["audit"]
        found = select(func.count()).select_from(audit).where(audit.c.action == "retention.run")
        assert session.execute(found).scalar_one() == 0
    assert run()["attempt"] == 1
