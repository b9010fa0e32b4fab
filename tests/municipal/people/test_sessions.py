"""Sessions: an id that we alone issue, ended by time, by its owner, or by role."""

import secrets

import pytest
from sqlalchemy import update
from sqlmodel import col, select

from municipal.db import reading, write
from municipal.keys import sign
from municipal.people.delegations import accept, propose
from municipal.people.queries import set_roles
from municipal.people.sessions import begin, cookie_of, end, recognise, sessions_of
from municipal.people.tables import Person, UserSession
from municipal.traces.chain import SYSTEM, By
from municipal.web.actor import Grant


@pytest.fixture(autouse=True)
def _here(village):
    pass


def known(cookie):
    with reading() as session:
        return recognise(session, cookie)


def actor(cookie):
    return known(cookie).actor


def token(cookie):
    from municipal.keys import unsign

    return unsign("session", cookie).partition("~")[0]


def test_asvs_7_2_3_an_id_has_256_bits_of_chance_and_the_database_holds_its_digest_alone(somebody):
    one, other = somebody(), somebody()
    assert token(one.cookie) != token(other.cookie)
    assert len(token(one.cookie)) >= 43
    with reading() as session:
        rows = session.exec(select(UserSession).where(col(UserSession.person).in_([one.id, other.id]))).all()
    kept = repr([row.model_dump() for row in rows])
    assert len(rows) == 2
    assert not any(secret in kept for who in (one, other) for secret in (who.cookie, token(who.cookie)))


def test_asvs_7_2_4_an_id_that_was_never_issued_is_nobodys_even_when_it_is_signed(somebody):
    somebody()
    for value in ("", "x", "attacker-chosen-id", secrets.token_urlsafe(32), cookie_of("attacker-chosen-id")):
        assert known(value) is None
    assert known(cookie_of(secrets.token_urlsafe(32))) is None


def test_a_cookie_that_was_touched_anywhere_is_nobodys(somebody):
    cookie = somebody().cookie
    assert known(cookie)
    for place in range(0, len(cookie), 7):
        other = "A" if cookie[place] != "A" else "B"
        assert known(cookie[:place] + other + cookie[place + 1 :]) is None, place
    body, _, proof = cookie.partition(".")
    assert known(body) is None
    assert known(f"{body}.") is None
    assert known(f".{proof}") is None


def test_what_was_signed_for_something_else_opens_no_session(somebody):
    cookie = somebody().cookie
    assert known(sign("passkey", f"{token(cookie)}~9999999999")) is None


@pytest.mark.parametrize(
    ("role", "body", "minutes"),
    [("learner", "00002", 180), ("curator", "province", 30), (None, "00002", 180), ("validator", "00002", 180)],
)
def test_asvs_7_3_1_a_session_left_alone_a_second_too_long_is_over(somebody, clock, role, body, minutes):
    who = somebody(*filter(None, [role]), body=body, level=2)
    clock.forward(minutes=minutes)
    assert known(who.cookie)
    clock.forward(seconds=1)
    assert known(who.cookie) is None


def test_asvs_7_3_2_a_session_lasts_twelve_hours_and_not_a_second_more_however_busy(somebody, clock):
    cookie = somebody("learner").cookie
    for _ in range(12):
        clock.forward(hours=1)
        found = known(cookie)
        assert found
        cookie = found.cookie or cookie
    clock.forward(seconds=1)
    assert known(cookie) is None


def test_a_cookie_is_renewed_once_its_minute_has_passed_and_reading_never_writes(somebody, clock, contents):
    cookie = somebody().cookie
    before = contents()
    clock.forward(seconds=60)
    assert known(cookie).cookie is None
    clock.forward(seconds=1)
    renewed = known(cookie).cookie
    assert renewed
    assert renewed != cookie
    assert token(renewed) == token(cookie)
    assert contents() == before


def test_a_renewed_cookie_counts_its_own_idle_time(somebody, clock):
    cookie = somebody("curator", body="province", level=2).cookie
    clock.forward(minutes=20)
    renewed = known(cookie).cookie
    clock.forward(minutes=20)
    assert known(cookie) is None
    assert known(renewed)


def test_asvs_7_4_1_an_ended_session_is_dead_and_the_others_live(somebody):
    who = somebody()
    other = write(lambda session: begin(session, who.id, level=1, browser="autre"))
    assert write(lambda session: end(session, who.id, only=actor(who.cookie).session)) == 1
    assert known(who.cookie) is None
    assert known(other)
    assert write(lambda session: end(session, who.id, only=actor(other).session)) == 1
    assert write(lambda session: end(session, who.id)) == 0


def test_nobody_ends_the_session_of_somebody_else(somebody):
    mine, theirs = somebody(), somebody()
    assert write(lambda session: end(session, mine.id, only=actor(theirs.cookie).session)) == 0
    assert known(theirs.cookie)


def test_asvs_7_4_3_all_the_other_sessions_end_at_once(somebody):
    who = somebody()
    others = [write(lambda session: begin(session, who.id, level=1, browser="autre")) for _ in range(3)]
    here = actor(who.cookie).session
    assert write(lambda session: end(session, who.id, but=here)) == 3
    assert known(who.cookie)
    assert not any(known(other) for other in others)


def test_asvs_7_4_2_a_closed_account_has_no_session_from_the_next_request_on(somebody):
    who = somebody("learner")
    closed = update(Person).where(col(Person.id) == who.id).values(disabled_at="2026-11-22T00:00:00+00:00")
    write(lambda session: session.execute(closed))
    assert known(who.cookie) is None


def test_asvs_8_3_2_a_role_given_or_withdrawn_counts_from_the_next_request_on(somebody):
    who = somebody("editor")
    assert actor(who.cookie).grants == (Grant("editor", "00002"),)
    write(lambda session: set_roles(session, SYSTEM, person=who.id, body="00002", wanted=["validator"]))
    assert actor(who.cookie).grants == (Grant("validator", "00002"),)
    write(lambda session: set_roles(session, SYSTEM, person=who.id, body="00002", wanted=[]))
    assert actor(who.cookie).grants == ()


def test_a_role_that_no_file_knows_any_more_permits_nothing(somebody):
    who = somebody("mayor")
    assert actor(who.cookie).grants == ()


@pytest.mark.parametrize(
    ("roles", "body", "level", "pending"),
    [
        ((), "00002", 1, ""),
        (("editor",), "00002", 1, ""),
        (("administrator",), "00002", 1, "enrol"),
        (("learner", "secretary"), "00002", 1, "enrol"),
        (("curator",), "province", 1, "enrol"),
        (("curator",), "province", 2, ""),
    ],
)
def test_asvs_6_3_3_a_strong_role_owes_a_second_proof(somebody, roles, body, level, pending):
    assert actor(somebody(*roles, body=body, level=level).cookie).pending == pending


def test_who_has_enrolled_a_second_proof_owes_it_whatever_their_role(somebody):
    from municipal.people.factors import add_factor

    who = somebody()
    write(lambda session: add_factor(session, By(who.id), kind="totp", name="", secret="x"))  # noqa: S106 - any
    assert actor(who.cookie).pending == "prove"


def test_a_delegation_in_force_lends_the_mrcs_validators_and_nobody_else(somebody):
    city, mrc = "00003", "mrc:lends"
    validator = somebody("validator", body=mrc)
    administrator = somebody("administrator", "editor", body=mrc, level=2)
    lent = Grant("validator", city, via=mrc)

    write(lambda session: propose(session, By("rose"), city=city, mrc=mrc))
    assert lent not in actor(validator.cookie).grants

    from municipal.people.delegations import end as end_delegation
    from municipal.people.delegations import of_city

    with reading() as session:
        identity = of_city(session, city).id
    assert write(lambda session: accept(session, By("lise"), mrc=mrc, identity=identity))
    assert lent in actor(validator.cookie).grants
    assert lent.title == f"validator via {mrc}"
    assert {grant.body for grant in actor(administrator.cookie).grants} == {mrc}

    assert write(lambda session: end_delegation(session, By("rose"), body=city, identity=identity))
    assert lent not in actor(validator.cookie).grants


def test_asvs_7_5_2_the_list_shows_the_open_sessions_and_which_one_is_here(somebody, clock):
    who = somebody()
    write(lambda session: begin(session, who.id, level=1, browser="ancien"))
    clock.forward(hours=12, seconds=1)
    here = write(lambda session: begin(session, who.id, level=1, browser="Firefox"))
    with reading() as session:
        rows = sessions_of(session, actor(here))
    assert [(row.browser, row.here) for row in rows] == [("Firefox", True)]


def test_the_name_of_a_browser_is_kept_short(somebody):
    who = somebody()
    write(lambda session: begin(session, who.id, level=1, browser="x" * 5000))
    with reading() as session:
        assert max(len(row.browser) for row in sessions_of(session, actor(who.cookie))) == 200
