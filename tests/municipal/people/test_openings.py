"""The first account of a city: asked for by anyone, opened by its town hall or by the service, once."""

import pytest
from sqlalchemy import delete, update
from sqlmodel import col, select

from municipal.db import reading, write
from municipal.mail.tables import Mail
from municipal.people.one_time import look
from municipal.people.openings import FIRST_ROLES, ask, confirm, decide_opening, is_open, waiting
from municipal.people.queries import holders, person_by_email, roles_in
from municipal.people.tables import Membership, Opening, Person
from municipal.places.tables import Municipality
from municipal.tenancy.guard import everything
from municipal.traces.chain import NOBODY, By

CITY, HALL, BASE = "00008", "mairie@ville.example", "https://repere.example"
ADMINISTRATOR = By("rose", "instance_administrator")


@pytest.fixture(autouse=True)
def _here(village):
    def work(session):
        session.execute(delete(Membership).where(col(Membership.body) == CITY))
        session.execute(update(Opening).where(col(Opening.city) == CITY).values(state="refused"))
        session.execute(update(Municipality).where(col(Municipality.code) == CITY).values(email=HALL))

    write(work)


def asked(email, name="Odile Bouleau"):
    """What was asked, the request, and the token that the town hall got."""
    sent = write(lambda session: ask(session, NOBODY, city=CITY, name=name, email=email, language="fr", base=BASE))
    row = next(row for row in all_waiting() if row.email == email)
    return sent, row


def all_waiting():
    with everything("test of openings"), reading() as session:
        return waiting(session)


def messages(to):
    with reading() as session:
        return session.exec(select(Mail).where(Mail.to == to).order_by(col(Mail.created_at))).all()


def token():
    text = messages(HALL)[-1].text
    return text.split(f"{BASE}/fr/acces/")[1].split()[0]


def read(query, *given):
    with reading() as session:
        return query(session, *given)


def test_the_town_hall_confirms_and_whoever_asked_holds_the_first_roles_but_not_that_of_the_second_person():
    before = len(messages(HALL))
    sent, row = asked("odile1@ville.example")
    assert sent
    assert len(messages(HALL)) == before + 1
    assert not read(is_open, CITY)
    found = read(look, token())
    assert write(lambda session: confirm(session, found, base=BASE))
    person = read(person_by_email, "odile1@ville.example")
    assert read(roles_in, person.id, CITY) == set(FIRST_ROLES)
    assert "validator" not in FIRST_ROLES
    assert read(is_open, CITY)
    assert len(messages("odile1@ville.example")) == 1
    assert row.id not in {one.id for one in all_waiting()}


def test_confirmed_twice_it_is_opened_once():
    asked("odile2@ville.example")
    found = read(look, token())
    assert write(lambda session: confirm(session, found, base=BASE))
    assert not write(lambda session: confirm(session, found, base=BASE))
    assert len(messages("odile2@ville.example")) == 1


def test_what_the_service_refused_the_town_halls_link_no_longer_opens():
    _, row = asked("odile3@ville.example")
    refuse = {"city": CITY, "accepted": False, "base": BASE}
    assert write(lambda session: decide_opening(session, ADMINISTRATOR, row.id, **refuse))
    found = read(look, token())
    assert not write(lambda session: confirm(session, found, base=BASE))
    assert not read(is_open, CITY)
    assert read(person_by_email, "odile3@ville.example") is None


def test_without_a_published_address_the_request_waits_for_the_service():
    write(
        lambda session: session.execute(update(Municipality).where(col(Municipality.code) == CITY).values(email=None))
    )
    sent, row = asked("odile4@ville.example")
    assert not sent
    accept = {"city": CITY, "accepted": True, "base": BASE}
    assert write(lambda session: decide_opening(session, ADMINISTRATOR, row.id, **accept))
    assert [one.email for one in read(holders, "administrator", CITY)] == ["odile4@ville.example"]
    assert not write(lambda session: decide_opening(session, ADMINISTRATOR, row.id, **accept))


def test_a_request_is_answered_for_its_own_city_alone():
    _, row = asked("odile5@ville.example")
    other = {"city": "00005", "accepted": True, "base": BASE}
    assert not write(lambda session: decide_opening(session, ADMINISTRATOR, row.id, **other))
    assert read(person_by_email, "odile5@ville.example") is None


def test_whoever_has_an_account_already_gets_the_roles_in_it(somebody):
    who = somebody()
    _, row = asked(who.email)
    accept = {"city": CITY, "accepted": True, "base": BASE}
    assert write(lambda session: decide_opening(session, ADMINISTRATOR, row.id, **accept))
    assert read(roles_in, who.id, CITY) == set(FIRST_ROLES)


def test_asvs_7_4_2_whose_account_was_closed_does_not_come_back_by_a_request(somebody):
    who = somebody()
    closed = update(Person).where(col(Person.id) == who.id).values(disabled_at="2026-11-22T00:00:00+00:00")
    write(lambda session: session.execute(closed))
    _, row = asked(who.email)
    accept = {"city": CITY, "accepted": True, "base": BASE}
    assert not write(lambda session: decide_opening(session, ADMINISTRATOR, row.id, **accept))
    assert not read(is_open, CITY)
