"""Reminders: when something falls due, once more a month later, to those who look after the project and still may."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import col, select

from municipal.db import reading, write
from municipal.mail.tables import Mail
from municipal.people.queries import set_roles
from municipal.people.tables import Person
from municipal.projects import reminders
from municipal.projects.own import Entry
from municipal.projects.reminders import Due, is_time, nightly
from municipal.settings import Settings
from municipal.traces.chain import SYSTEM
from municipal.web.format import stored, today
from tests.municipal.projects.after import CITY, DECISION, FOLLOW_UP, OUTCOME, decided, route

BASE = "https://repere.mesange.example"
REAL = Settings(base_url=f"{BASE}/")


@pytest.fixture
def kept(hamlet, somebody, clock):
    """A project decided today."""
    return decided(hamlet, somebody, decided_on=today().isoformat())


def received(kept):
    with reading() as session:
        query = select(Mail).where(Mail.to == kept.email, Mail.kind == reminders.KIND).order_by(col(Mail.created_at))
        found = session.exec(query).all()
        session.expunge_all()
        return list(found)


def until(clock, day):
    clock.forward(days=(day - today()).days)


def half_a_year():
    day = today()
    year, month = divmod(day.year * 12 + day.month - 1 + 6, 12)
    return dt.date(year, month + 1, min(day.day, 28))


def test_the_result_at_six_months_is_asked_for_on_its_day_and_once_more_a_month_later(kept, clock):
    due = half_a_year()
    until(clock, due - dt.timedelta(days=1))
    nightly(REAL)
    assert received(kept) == []
    clock.forward(days=1)
    nightly(REAL)
    nightly(REAL)
    (mail,) = received(kept)
    assert f"{BASE}/fr/ma-ville/{CITY}/projets/etape?projet={kept.project}&etape=outcome_6" in mail.text
    assert "Les fuites" in mail.text
    assert "Mon compte" in mail.text
    for days, count in ((29, 1), (1, 2), (31, 2), (60, 2)):
        clock.forward(days=days)
        nightly(REAL)
        assert len(received(kept)) == count
    assert [line.kind for line in kept.log] == ["reminder", "reminder"]
    kept.enter()
    assert "rappel envoyé" in kept.page("follow_up")
    assert "Dire le résultat à 6 mois" in kept.page("follow_up")


def test_at_twelve_months_the_result_of_the_year_alone_is_asked_for(kept, clock):
    until(clock, half_a_year())
    until(clock, half_a_year())
    nightly(REAL)
    (mail,) = received(kept)
    assert "outcome_12" in mail.text
    assert "outcome_6" not in mail.text


def test_what_is_told_is_asked_for_no_more(kept, clock):
    until(clock, half_a_year())
    kept.tell("outcome_6", OUTCOME, done=False)
    nightly(REAL)
    assert len(received(kept)) == 1
    kept.tell("outcome_6", OUTCOME)
    clock.forward(days=40)
    nightly(REAL)
    assert len(received(kept)) == 1


@pytest.mark.parametrize("how", ["closed", "none", "left", "notices", "unread"])
def test_nobody_is_written_to_who_is_no_longer_concerned(hamlet, somebody, clock, how):
    kept = decided(hamlet, somebody, decided_on=today().isoformat(), outcome="none" if how == "none" else "chosen")
    clock.forward(minutes=1)

    def change(session):
        person = session.exec(select(Person).where(Person.id == kept.person)).one()
        person.notices = how != "notices"
        session.add(person)
        if how in ("left", "unread"):
            wanted = ["learner"] if how == "unread" else []
            set_roles(session, SYSTEM, person=kept.person, body=CITY, wanted=wanted)

    write(change)
    if how == "closed":
        form = {"project": kept.project, "act": "close"}
        assert kept.browser.post(f"/fr/ma-ville/{CITY}/projets/dossier", data=form).status_code == 303
    until(clock, half_a_year())
    nightly(REAL)
    assert received(kept) == []
    assert not [line for line in kept.log if line.kind == "reminder"]


def test_whoever_opened_and_whoever_decided_are_told_each_in_their_language(kept, somebody, clock):
    other = somebody("buyer", body=CITY)

    def english(session):
        person = session.exec(select(Person).where(Person.id == other.id)).one()
        person.language = "en"
        session.add(person)

    write(english)
    decision = kept._replace(person=other.id)
    decision.tell("decision", DECISION | {"decided_on": today().isoformat(), "why": "Relu."})
    until(clock, half_a_year())
    nightly(REAL)
    assert "Bonjour" in received(kept)[0].text
    (mail,) = received(kept._replace(email=other.email))
    assert mail.language == "en"
    assert "/en/my-city/" in mail.text


def test_a_review_is_asked_for_until_it_is_noted_or_the_project_is_stopped(hamlet, somebody, clock):
    day = today().isoformat()
    kept = decided(hamlet, somebody, fixed=route("policy", "0", "no_purchase"), decided_on=day, chosen="Une règle")
    kept.tell("follow_up", FOLLOW_UP)
    kept.tell("outcome_6", OUTCOME)
    until(clock, half_a_year())
    nightly(REAL)
    (mail,) = received(kept)
    assert "follow_up" in mail.text
    kept.enter()
    kept.send("follow_up", "review", review_text="La règle tient.")
    clock.forward(days=40)
    nightly(REAL)
    assert len(received(kept)) == 1
    kept.enter()
    kept.send("follow_up", "stop", stop_text="La règle est remplacée.")
    kept.tell("outcome_12", OUTCOME)
    clock.forward(days=200)
    nightly(REAL)
    assert len(received(kept)) == 1


def test_cut_short_and_run_again_nobody_is_told_twice_and_nobody_is_left_out(hamlet, somebody, clock, monkeypatch):
    all_of_them = [decided(hamlet, somebody, decided_on=today().isoformat()) for _ in range(3)]
    until(clock, half_a_year())
    real, done = reminders.note, []

    def failing(*given, **named):
        if len(done) == 1:
            raise RuntimeError("the machine stops")
        done.append(given)
        return real(*given, **named)

    monkeypatch.setattr(reminders, "note", failing)
    with pytest.raises(RuntimeError):
        nightly(REAL)
    assert sum(len(received(one)) for one in all_of_them) == 1
    monkeypatch.setattr(reminders, "note", real)
    nightly(REAL)
    nightly(REAL)
    assert [len(received(one)) for one in all_of_them] == [1, 1, 1]


def test_without_an_address_of_the_site_nothing_is_sent(kept, clock):
    until(clock, half_a_year())
    nightly(Settings())
    assert received(kept) == []
    assert kept.log == []


def test_a_stranger_to_the_body_is_never_told(kept, somebody, clock):
    stranger = somebody("editor", body="00008")
    other = kept._replace(person=stranger.id)
    other.tell("decision", DECISION | {"decided_on": today().isoformat()})
    until(clock, half_a_year())
    nightly(REAL)
    assert received(kept._replace(email=stranger.email)) == []
    assert len(received(kept)) == 1


@given(st.lists(st.integers(1, 45), max_size=40))
def test_whatever_nights_it_runs_a_thing_is_told_twice_at_most_and_a_month_apart(pauses):
    moment, log, told = dt.datetime(2027, 1, 1, tzinfo=dt.UTC), [], []
    for pause in pauses:
        moment += dt.timedelta(days=pause)
        one = Due("outcome_6", dt.date(2027, 1, 1))
        if is_time(one, log, moment):
            told.append(moment)
            log.append(Entry("x", "reminder", stored(moment), "system", one.key, None))
    assert len(told) <= 2
    assert bool(told) == bool(pauses)
    assert all((last - first).days >= 30 for first, last in pairwise(told))
