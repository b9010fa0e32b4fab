"""The page of an address that works once: looking shows a button, pressing it acts, once."""

import secrets
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import delete, update
from sqlmodel import col, select

from municipal.db import reading, write
from municipal.people.factors import add_factor, factors_of
from municipal.people.one_time import make
from municipal.people.openings import FIRST_ROLES, ask
from municipal.people.queries import person, person_by_email, roles_in
from municipal.people.tables import Membership, OneTime, Opening, Person
from municipal.places.tables import Municipality
from municipal.traces.chain import By
from tests.municipal.visiting import holding, is_in


def asks(visitor, email, path="/fr/connexion/lien"):
    answer = visitor.post(path, data={"email": email})
    assert answer.status_code == 200
    return visitor


def made(purpose, **more):
    return "/fr/acces/" + write(lambda session: make(session, purpose, **more)).token


def read(query, *given):
    with reading() as session:
        return query(session, *given)


def wrong(code):
    return f"{(int(code) + 1) % 10**8:08}"


def close(identity):
    closed = update(Person).where(col(Person.id) == identity).values(disabled_at="2026-11-22T00:00:00+00:00")
    write(lambda session: session.execute(closed))


def some_address():
    return f"rose.{secrets.token_hex(6)}@mesange.example"


# The link of a message.


def test_asvs_6_5_1_a_link_is_pressed_once(browser, somebody, letter):
    who = somebody()
    visitor = asks(browser(), who.email)
    path = letter(who.email).path
    first = visitor.post(path)
    assert (first.status_code, first.headers["location"]) == (303, "/fr/compte")
    assert is_in(visitor)
    visitor.cookies.delete("sid")
    second = visitor.post(path)
    assert second.status_code == 410
    assert "sid" not in visitor.cookies
    assert visitor.get(path).status_code == 410


def test_asvs_3_5_3_looking_at_a_link_changes_nothing_however_often_a_filter_does(browser, somebody, letter, contents):
    who = somebody()
    visitor = asks(browser(), who.email)
    path, before = letter(who.email).path, contents()
    filters = browser()
    for _ in range(20):
        assert visitor.get(path).status_code == 200
        assert visitor.head(path).status_code == 200
        assert filters.get(path).status_code == 410
        assert "set-cookie" not in filters.head(path).headers
    assert contents() == before
    assert visitor.post(path).status_code == 303


def test_asvs_6_5_5_a_link_is_worth_nothing_ten_minutes_and_a_second_later(browser, somebody, letter, clock):
    who = somebody()
    visitor = asks(browser(), who.email)
    path, cookie = letter(who.email).path, visitor.cookies["asked"]
    clock.forward(minutes=10, seconds=1)
    # A browser that would keep the cookie too long gains nothing by it.
    holding(visitor, cookie, "asked")
    assert visitor.post(path).status_code == 410
    assert "sid" not in visitor.cookies


def test_asvs_6_5_5_a_link_still_works_after_ten_minutes_sharp(browser, somebody, letter, clock):
    who = somebody()
    visitor = asks(browser(), who.email)
    cookie = visitor.cookies["asked"]
    clock.forward(minutes=10)
    holding(visitor, cookie, "asked")
    assert visitor.post(letter(who.email).path).status_code == 303


def test_asvs_6_6_2_another_browser_is_refused_and_the_link_stays_whole(browser, somebody, letter):
    who = somebody()
    visitor, thief = asks(browser(), who.email), browser()
    path = letter(who.email).path
    assert "navigateur où vous avez demandé ce lien" in thief.get(path).text
    for cookie in (None, "", "chosen", letter(who.email).code):
        if cookie is not None:
            holding(thief, cookie, "asked")
        assert thief.post(path).status_code == 410
    assert not is_in(thief)
    assert visitor.post(path).status_code == 303


def test_another_site_presses_no_button(browser, somebody, letter):
    who = somebody()
    visitor = asks(browser(), who.email)
    path = letter(who.email).path
    assert visitor.post(path, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert visitor.post(path).status_code == 303


def test_the_link_leads_where_one_wanted_to_go(browser, somebody, letter):
    who, visitor = somebody(), browser()
    visitor.post("/en/sign-in/link", data={"email": who.email, "back": "/en/account/sessions"})
    answer = visitor.post(letter(who.email).path)
    assert answer.headers["location"] == "/en/account/sessions"
    other = browser()
    other.post("/fr/connexion/lien", data={"email": who.email, "back": "//evil.example"})
    assert other.post(letter(who.email).path).headers["location"] == "/fr/compte"


def test_the_page_says_what_a_dead_link_is_and_keeps_it_nowhere(browser):
    answer = browser().get("/en/access/" + "A" * 43)
    assert answer.status_code == 410
    assert answer.headers["cache-control"] == "no-store"
    assert "noindex" in answer.headers["x-robots-tag"]


def test_a_link_to_an_account_that_was_closed_meanwhile_opens_nothing(browser, somebody, letter):
    who = somebody()
    visitor = asks(browser(), who.email)
    close(who.id)
    assert visitor.post(letter(who.email).path).status_code == 410
    answer = visitor.post("/fr/connexion/code", data={"code": letter(who.email).code})
    assert answer.headers["location"] == "/fr/connexion?received=gone"
    assert "sid" not in visitor.cookies


# The code of a message.


def types(visitor, code, **more):
    return visitor.post("/fr/connexion/code", data={"code": code} | more)


def test_the_code_signs_in_where_the_link_would_open_elsewhere_and_both_are_then_used(browser, somebody, letter):
    who = somebody()
    visitor = asks(browser(), who.email)
    sent = letter(who.email)
    assert types(visitor, f"{sent.code[:4]} {sent.code[4:]}").status_code == 303
    assert is_in(visitor)
    assert types(visitor, sent.code).status_code == 422
    assert visitor.post(sent.path).status_code == 410


def test_asvs_6_6_2_the_code_works_in_no_other_browser(browser, somebody, letter):
    who, thief = somebody(), browser()
    asks(browser(), who.email)
    assert types(thief, letter(who.email).code).status_code == 422
    asks(thief, some_address())
    assert types(thief, letter(who.email).code).status_code == 422


def test_asvs_6_6_3_five_wrong_codes_end_the_right_one(browser, somebody, letter):
    who = somebody()
    visitor = asks(browser(), who.email)
    code = letter(who.email).code
    assert [types(visitor, wrong(code)).status_code for _ in range(5)] == [422] * 5
    assert types(visitor, code).status_code == 422
    asks(visitor, who.email)
    assert types(visitor, letter(who.email).code).status_code == 303


def test_ten_codes_in_five_minutes_are_all(browser, somebody, letter):
    who = somebody()
    visitor = asks(browser(), who.email)
    answers = [types(visitor, "00000000").status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]


# Somebody new.


def test_an_address_without_an_account_opens_one_under_the_name_that_is_given(browser, letter):
    email, visitor = some_address(), browser()
    asks(visitor, email)
    sent = letter(email)
    assert 'name="name"' in visitor.get(sent.path).text
    assert visitor.post(sent.path, data={"name": "R"}).status_code == 422
    assert visitor.post(sent.path, data={"name": "<b>Rose</b>"}).status_code == 422
    assert visitor.post(sent.path, data={"name": "Rose Tremblay"}).status_code == 303
    assert is_in(visitor)
    assert read(person_by_email, email).name == "Rose Tremblay"


def test_who_opens_an_account_by_the_code_says_their_name_too(browser, letter):
    email, visitor = some_address(), browser()
    asks(visitor, email)
    code = letter(email).code
    asking = types(visitor, code)
    assert asking.status_code == 200
    assert 'name="name"' in asking.text
    assert read(person_by_email, email) is None
    assert types(visitor, code, name=" ").status_code == 422
    assert types(visitor, code, name="Rose Tremblay").status_code == 303
    assert read(person_by_email, email).name == "Rose Tremblay"
    assert is_in(visitor)


def test_a_closed_account_is_not_opened_anew_by_its_address(browser, somebody, letter):
    who = somebody()
    close(who.id)
    visitor = asks(browser(), who.email)
    answer = visitor.post(letter(who.email).path, data={"name": "Odile Bouleau"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/fr/connexion?received=gone")
    assert "sid" not in visitor.cookies
    assert read(person_by_email, who.email) is None


def test_two_links_to_one_new_address_open_one_account(browser, letter):
    email, visitor = some_address(), browser()
    paths = []
    for _ in range(2):
        asks(visitor, email)
        paths.append(letter(email).path)
    answers = [visitor.post(path, data={"name": "Rose Tremblay"}).status_code for path in paths]
    assert answers == [303, 303]
    with reading() as session:
        assert len(session.exec(select(Person.id).where(Person.email == email)).all()) == 1


# Invitations, openings, recoveries.


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
    assert visitor.post(path).status_code == 303
    assert read(roles_in, who.id, "00003") == {"validator", "buyer"}


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
        assert ask(session, city=CITY, name="Rose Tremblay", email=email, language="fr", base="http://127.0.0.1:8000")

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
