"""The session of the door: never one that was there before, over when it must be, kept nowhere on the way."""

import re
import secrets

import pytest
from sqlalchemy import update
from sqlmodel import col, select

from municipal.db import reading, write
from municipal.people.queries import set_roles
from municipal.people.sessions import cookie_of, hashed
from municipal.people.tables import Person, UserSession
from municipal.traces.chain import SYSTEM
from tests.municipal.sign_in.entering import enter, token
from tests.municipal.visiting import given, holding, is_in

# The fixation attack.


@pytest.mark.parametrize("kind", ["chosen", "signed", "random", "live"])
def test_asvs_7_2_4_an_id_that_was_there_before_sign_in_is_never_adopted(browser, with_password, somebody, kind):
    attacker = somebody()
    planted = {
        "chosen": "attacker-chosen-id",
        "signed": cookie_of("attacker-chosen-id"),
        "random": cookie_of(secrets.token_urlsafe(32)),
        "live": attacker.cookie,
    }[kind]
    victim, who = holding(browser(), planted), with_password()
    answer = enter(victim, who.email)
    assert answer.status_code == 303
    value = given(answer)
    assert value
    assert planted not in value
    assert kind == "chosen" or token(value) != token(planted)
    with reading() as session:
        kept = session.exec(select(UserSession.id).where(UserSession.person == who.id)).all()
    assert hashed("attacker-chosen-id") not in kept
    assert is_in(holding(browser(), value))
    # Whoever planted it reads nothing with it, and the session that it was is over.
    assert not is_in(holding(browser(), planted))


def test_asvs_7_2_4_to_sign_in_again_ends_the_session_before(browser, with_password):
    who, visitor = with_password(), browser()
    first = given(enter(visitor, who.email))
    second = given(enter(visitor, who.email))
    assert token(first) != token(second)
    assert not is_in(holding(browser(), first))
    assert is_in(holding(browser(), second))


def test_two_cookies_of_one_name_are_nobodys(browser, somebody):
    who = somebody()
    answer = browser().get("/fr/compte", headers={"cookie": f"sid={who.cookie}; sid=planted"})
    assert answer.status_code == 303


# The end of a session.


def test_asvs_7_4_1_after_sign_out_the_old_cookie_is_worth_nothing(browser, with_password):
    who, visitor = with_password(), browser()
    old = given(enter(visitor, who.email))
    assert is_in(visitor)
    answer = visitor.post("/fr/deconnexion")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/fr/connexion"
    assert "sid" not in visitor.cookies
    assert not is_in(holding(visitor, old))


def test_asvs_14_3_1_at_sign_out_the_browser_forgets_what_it_kept(browser, somebody):
    answer = holding(browser(), somebody().cookie).post("/en/sign-out")
    assert answer.headers["clear-site-data"] == '"cache", "storage"'
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert answer.headers["cache-control"] == "no-store"


def test_asvs_3_5_1_another_site_signs_nobody_out(browser, somebody):
    visitor = holding(browser(), somebody().cookie)
    assert visitor.post("/fr/deconnexion", headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert visitor.post("/fr/deconnexion", headers={"origin": "https://evil.example"}).status_code == 403
    assert visitor.get("/fr/deconnexion").status_code == 405
    assert is_in(visitor)


def test_asvs_7_4_2_a_closed_account_is_out_at_its_next_request_and_does_not_come_back(browser, with_password):
    who, visitor = with_password(), browser()
    enter(visitor, who.email)
    assert is_in(visitor)
    closed = update(Person).where(col(Person.id) == who.id).values(disabled_at="2026-11-22T00:00:00+00:00")
    write(lambda session: session.execute(closed))
    assert not is_in(visitor)
    assert enter(browser(), who.email).status_code == 422


def test_asvs_8_3_2_a_role_that_is_withdrawn_is_gone_at_the_next_request(browser, somebody):
    who = somebody("curator", body="province", level=1)
    visitor = holding(browser(), who.cookie)
    assert visitor.get("/fr/compte").headers["location"].startswith("/fr/compte/preuves")
    write(lambda session: set_roles(session, SYSTEM, person=who.id, body="province", wanted=[]))
    assert is_in(visitor)


@pytest.mark.parametrize(("role", "minutes"), [("learner", 180), ("privacy_officer", 30)])
def test_asvs_7_3_1_left_alone_a_second_too_long_one_signs_in_again(browser, somebody, clock, role, minutes):
    visitor = holding(browser(), somebody(role, level=2).cookie)
    clock.forward(minutes=minutes)
    answer = visitor.get("/fr/compte/sessions")
    assert answer.status_code == 200
    assert given(answer), "the visit is noted in the cookie"
    clock.forward(minutes=minutes, seconds=1)
    answer = visitor.get("/fr/compte/sessions?x=1")
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        "/fr/connexion?retour=%2Ffr%2Fcompte%2Fsessions%3Fx%3D1",
    )


def test_asvs_7_3_2_twelve_hours_and_a_second_after_sign_in_one_signs_in_again(browser, with_password, clock):
    who, visitor = with_password(), browser()
    enter(visitor, who.email)
    for _ in range(6):
        clock.forward(hours=2)
        assert is_in(visitor)
    clock.forward(seconds=1)
    assert not is_in(visitor)


# Cookies and caches.


def test_asvs_3_3_1_over_tls_every_cookie_is_bound_to_the_host(anew, village, with_password, letter):
    site = anew(village, base_url="https://repere.example")
    site.base_url, site.follow_redirects = "https://repere.example", False
    who = with_password()
    set_by = [site.post("/fr/connexion/lien", data={"email": who.email}), enter(site, who.email)]
    set_by.append(site.post("/fr/deconnexion"))
    headers = [one for answer in set_by for one in answer.headers.get_list("set-cookie")]
    assert [one.partition("=")[0] for one in headers] == ["__Host-asked", "__Host-sid", "__Host-sid"]
    for header in headers:
        parts = {part.strip().lower() for part in header.split(";")[1:]}
        assert {"secure", "httponly", "samesite=lax", "path=/"} <= parts
        assert not any(part.startswith("domain") for part in parts)
    assert letter(who.email).text.count("https://repere.example/fr/acces/") == 1


def test_over_tls_a_cookie_without_its_binding_is_nobodys(anew, village, somebody):
    site = anew(village, base_url="https://repere.example")
    site.base_url, site.follow_redirects = "https://repere.example", False
    who = somebody()
    assert not is_in(holding(site, who.cookie, "sid"))
    assert is_in(holding(site, who.cookie, "__Host-sid"))


def test_asvs_14_3_2_no_page_of_somebody_who_is_signed_in_is_kept_anywhere(browser, village, somebody):
    visitor = holding(browser(), somebody("administrator", "editor", level=2).cookie)
    asked = 0
    for route in village.app.routes:
        if "GET" not in getattr(route, "methods", ()) or route.path.startswith("/static"):
            continue
        path = re.sub(r"\{id:str\}", "00002", re.sub(r"\{code:str\}", "00002", route.path))
        answer = visitor.get(path)
        asked += 1
        assert answer.headers["cache-control"] == "no-store", path
        assert "etag" not in answer.headers, path
    assert asked > 50


def test_asvs_14_3_2_the_pages_of_the_door_are_kept_nowhere(browser, with_password):
    visitor, who = browser(), with_password()
    assert visitor.get("/fr/connexion").headers["cache-control"] == "no-store"
    assert visitor.post("/fr/connexion/lien", data={"email": who.email}).headers["cache-control"] == "no-store"
    assert enter(visitor, who.email, "wrong").headers["cache-control"] == "no-store"
    assert enter(visitor, who.email).headers["cache-control"] == "no-store"


def test_asvs_14_2_1_neither_an_address_nor_an_id_stands_in_a_url(browser, with_password):
    who, visitor = with_password(), browser()
    answer = enter(visitor, who.email, back="/fr/compte/sessions")
    assert answer.headers["location"] == "/fr/compte/sessions"
