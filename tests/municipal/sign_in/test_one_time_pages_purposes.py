"""An address that works once, for more than entering: an invitation, a recovery, the opening of a city."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import delete, update
from sqlmodel import col, select

from municipal.db import reading, write
from municipal.people.factors import add_factor, factors_of
from municipal.people.one_time import make
from municipal.people.openings import FIRST_ROLES, ask
from municipal.people.queries import person, person_by_email, roles_in
from municipal.people.tables import Membership, OneTime, Opening
from municipal.places.tables import Municipality
from municipal.traces.chain import NOBODY, By
from tests.municipal.sign_in.entering import close, read, some_address
from tests.municipal.visiting import given, holding, is_in


def made(purpose, **more):
    return "/fr/acces/" + write(lambda session: make(session, purpose, **more)).token


def test_an_invitation_gives_its_roles_to_whoever_holds_the_address(browser, somebody):
    email, visitor = some_address(), browser()
    by = somebody("administrator", body="00003").id
    path = made("invite", email=email, body="00003", roles=["editor", "buyer"], created_by=by)
    assert "Rédaction" in visitor.get(path).text
    answer = visitor.post(path, data={"name": "Rose Tremblay"})
    assert answer.headers["location"] == "/fr/ma-ville"
    known = read(person_by_email, email)
    assert read(roles_in, known.id, "00003") == {"editor", "buyer"}
    with reading() as session:
        row = session.exec(select(Membership).where(Membership.person == known.id)).first()
    assert row.granted_by == by
    assert browser().post(path, data={"name": "Rose Tremblay"}).status_code == 410


def test_an_invitation_adds_to_the_roles_of_whoever_is_known(browser, somebody):
    who = somebody("validator", body="00003")
    path = made("invite", email=who.email, body="00003", roles=["buyer"])
    visitor = browser()
    assert 'name="name"' not in visitor.get(path).text
    answer = visitor.post(path)
    assert read(roles_in, who.id, "00003") == {"validator", "buyer"}
    # An invitation lasts seven days: it opens no account that exists, whose owner signs in as usual.
    assert answer.headers["location"] == "/fr/connexion?received=joined"
    assert given(answer) is None
    assert "Vos rôles sont ajoutés" in visitor.get("/fr/connexion?received=joined").text


def test_an_invitation_followed_by_its_owner_leaves_their_proofs_as_they_were(browser, somebody):
    who = somebody("validator", body="00003", level=2)
    visitor = holding(browser(), who.cookie)
    answer = visitor.post(made("invite", email=who.email, body="00003", roles=["secretary"]))
    assert answer.headers["location"] == "/fr/ma-ville"
    # A secretary owes a second proof: it was given, and is not asked for again.
    assert is_in(visitor)


def test_an_invitation_for_a_new_account_takes_nothing_of_the_proofs_of_whoever_opens_it(browser, somebody):
    visitor = holding(browser(), somebody("curator", body="province", level=2).cookie)
    path = made("invite", email=some_address(), body="province", roles=["curator"])
    assert visitor.post(path, data={"name": "Rose Tremblay"}).status_code == 303
    assert visitor.get("/fr/compte").headers["location"].startswith("/fr/compte/preuves")


def test_asvs_6_3_3_an_invitation_to_a_strong_role_is_no_second_proof(browser):
    visitor = browser()
    path = made("invite", email=some_address(), body="province", roles=["curator"])
    assert visitor.post(path, data={"name": "Rose Tremblay"}).status_code == 303
    assert visitor.get("/fr/compte").headers["location"].startswith("/fr/compte/preuves")


def test_asvs_7_2_4_whoever_follows_an_invitation_leaves_the_session_that_was_there(browser, somebody):
    before, visitor = somebody(), browser()
    holding(visitor, before.cookie)
    path = made("invite", email=some_address(), body="00003", roles=["buyer"])
    assert visitor.post(path, data={"name": "Rose Tremblay"}).status_code == 303
    other = browser()
    holding(other, before.cookie)
    assert not is_in(other)


def test_a_recovery_withdraws_what_was_lost_and_begins_anew(browser, somebody):
    who = somebody("curator", body="province", level=2)
    write(lambda session: add_factor(session, By(who.id), kind="totp", name="", secret="x"))  # noqa: S106 - any
    path, visitor = made("recover", email=who.email, person=who.id), browser()
    assert visitor.get(path).status_code == 200
    assert read(factors_of, who.id), "looking withdraws nothing"
    assert visitor.post(path).status_code == 303
    assert read(factors_of, who.id) == []
    old = browser()
    holding(old, who.cookie)
    assert not is_in(old)
    assert visitor.get("/fr/compte").headers["location"].startswith("/fr/compte/preuves")


CITY = "00006"


@pytest.fixture
def opening(village):
    """The address that asked, and the town hall's."""
    email, hall = some_address(), some_address()

    def work(session):
        session.execute(delete(Membership).where(col(Membership.body) == CITY))
        session.execute(update(Municipality).where(col(Municipality.code) == CITY).values(email=hall))
        told = {"name": "Rose Tremblay", "email": email, "language": "fr", "base": "http://127.0.0.1:8000"}
        assert ask(session, NOBODY, city=CITY, **told)

    write(work)
    return email, hall


def test_the_town_hall_opens_its_city_without_entering_it(browser, opening, letter):
    (email, hall), visitor = opening, browser()
    path = letter(hall).path
    asked = visitor.get(path)
    assert email in asked.text
    assert "Rose Tremblay" in asked.text
    answer = visitor.post(path)
    assert (answer.status_code, answer.headers["location"]) == (303, "/fr/connexion?received=open")
    assert "sid" not in visitor.cookies
    assert "confirmé" in visitor.get(answer.headers["location"]).text
    assert read(roles_in, read(person_by_email, email).id, CITY) == set(FIRST_ROLES)
    assert "http://127.0.0.1:8000/fr/connexion" in letter(email).text
    assert visitor.post(path).status_code == 410


def test_what_the_service_refused_meanwhile_is_not_said_to_be_open(browser, opening, letter):
    write(lambda session: session.execute(update(Opening).where(col(Opening.city) == CITY).values(state="refused")))
    email, hall = opening
    answer = browser().post(letter(hall).path)
    assert answer.headers["location"] == "/fr/connexion?received=gone"
    assert read(person_by_email, email) is None


def test_whoever_goes_before_the_button_is_pressed_is_not_let_in(browser, somebody):
    who = somebody()
    path = made("recover", email=who.email, person=who.id)
    close(who.id)
    assert browser().post(path).status_code == 410
    assert read(person, who.id) is None


def test_of_two_who_press_at_once_one_is_let_in(browser, somebody, village):
    who = somebody()
    path = made("demo", person=who.id)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda visitor: visitor.post(path), [browser() for _ in range(4)]))
    inside = [one for one in answers if "set-cookie" in one.headers]
    assert len(inside) == 1
    with reading() as session:
        assert session.exec(select(OneTime.used_at).where(OneTime.person == who.id)).one()
