"""One more proof: the second one at sign-in, or any before a sensitive act."""

import pyotp
import pytest
from sqlmodel import col, select

from municipal.db import reading, write
from municipal.keys import seal, unsign
from municipal.people.factors import add_factor
from municipal.people.queries import set_password
from municipal.people.sessions import begin
from municipal.sign_in.passwords import hashed
from municipal.traces.chain import By
from municipal.traces.tables import Audit
from tests.municipal.visiting import WORDS, given, holding, is_in

SECRET = pyotp.random_base32()


@pytest.fixture
def with_codes(somebody):
    """Somebody whose application makes codes: `with_codes("curator", body="province")`."""

    def made(*roles, **more):
        who = somebody(*roles, **more)
        write(lambda session: add_factor(session, By(who.id), kind="totp", name="", secret=seal(SECRET)))
        return who

    return made


def code(clock, steps=0):
    """What another program shows at this moment, or so many half minutes from it."""
    return pyotp.TOTP(SECRET).at(int(clock.now) + 30 * steps)


def wrong(right):
    return f"{(int(right) + 1) % 10**6:06}"


def token(value):
    return unsign("session", value).partition("~")[0]


def test_asvs_6_3_3_before_the_second_proof_every_page_leads_to_it_and_then_on(browser, with_codes, clock):
    visitor = holding(browser(), with_codes().cookie)
    there = visitor.get("/fr/compte/sessions").headers["location"]
    assert there == "/fr/connexion/preuve?retour=%2Ffr%2Fcompte%2Fsessions"
    page = visitor.get(there)
    assert page.status_code == 200
    assert 'name="code"' in page.text
    answer = visitor.post("/fr/connexion/preuve", data={"code": code(clock), "back": "/fr/compte/sessions"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/fr/compte/sessions")
    assert visitor.get("/fr/compte/sessions").status_code == 200


def test_asvs_7_2_4_after_the_second_proof_the_session_has_another_id_and_the_first_is_dead(browser, with_codes, clock):
    who = with_codes("curator", body="province")
    visitor = holding(browser(), who.cookie)
    answer = visitor.post("/fr/connexion/preuve", data={"code": code(clock)})
    assert token(given(answer)) != token(who.cookie)
    assert is_in(visitor)
    assert not is_in(holding(browser(), who.cookie))
    assert browser().get("/fr/compte").headers["location"].startswith("/fr/connexion?")


def test_asvs_6_5_1_a_code_serves_once_wherever_it_is_given(browser, with_codes, clock):
    who = with_codes()
    first = holding(browser(), who.cookie)
    again = holding(browser(), write(lambda session: begin(session, who.id, level=1, browser="autre")))
    now = code(clock)
    assert first.post("/fr/connexion/preuve", data={"code": now}).status_code == 303
    assert again.post("/fr/connexion/preuve", data={"code": now}).status_code == 422
    assert again.post("/fr/connexion/preuve", data={"code": code(clock, -1)}).status_code == 422
    clock.forward(seconds=30)
    assert again.post("/fr/connexion/preuve", data={"code": code(clock)}).status_code == 303


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "0" * 30, "1" * 5000, "１２３４５６"])
def test_what_is_no_code_is_told_so_in_the_form(browser, with_codes, clock, typed):
    visitor = holding(browser(), with_codes().cookie)
    answer = visitor.post("/fr/connexion/preuve", data={"code": typed, "back": "/fr/compte/sessions"})
    assert answer.status_code == 422
    assert "Vérifiez ce que vous avez tapé" in answer.text
    assert 'value="/fr/compte/sessions"' in answer.text
    assert not is_in(visitor)


def test_a_field_that_nobody_expects_is_refused(browser, with_codes, clock):
    visitor = holding(browser(), with_codes().cookie)
    assert visitor.post("/fr/connexion/preuve", data={"code": code(clock), "level": "2"}).status_code == 422
    assert not is_in(visitor)


def test_asvs_6_6_3_the_sixth_try_waits_even_with_the_right_code(browser, with_codes, clock):
    visitor = holding(browser(), with_codes().cookie)
    for _ in range(5):
        assert visitor.post("/fr/connexion/preuve", data={"code": wrong(code(clock))}).status_code == 422
    answer = visitor.post("/fr/connexion/preuve", data={"code": code(clock)})
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) == 300


def test_the_code_of_somebody_else_proves_nothing(browser, with_codes, somebody, clock):
    with_codes()
    who = somebody()
    write(lambda session: add_factor(session, By(who.id), kind="totp", name="", secret=seal(pyotp.random_base32())))
    visitor = holding(browser(), who.cookie)
    assert visitor.post("/fr/connexion/preuve", data={"code": code(clock)}).status_code == 422


def test_a_password_is_no_second_proof(browser, with_codes, quick, clock):
    who = with_codes()
    write(lambda session: set_password(session, who.id, hashed(WORDS)))
    visitor = holding(browser(), who.cookie)
    assert visitor.post("/fr/connexion/preuve", data={"password": WORDS}).status_code == 422
    assert not is_in(visitor)


def test_asvs_6_3_3_whoever_has_no_second_proof_proves_nothing_here_and_goes_to_enrol_one(browser, somebody, clock):
    visitor = holding(browser(), somebody("curator", body="province").cookie)
    for answer in (visitor.get("/fr/connexion/preuve"), visitor.post("/fr/connexion/preuve", data={"code": "123456"})):
        assert (answer.status_code, answer.headers["location"]) == (303, "/fr/compte/preuves")
    assert not is_in(visitor)


def test_whoever_owes_no_proof_goes_on(browser, somebody):
    visitor = holding(browser(), somebody().cookie)
    assert visitor.get("/fr/connexion/preuve?retour=/fr/compte/sessions").headers["location"] == "/fr/compte/sessions"
    assert visitor.get("/en/sign-in/proof?return=//evil.example").headers["location"] == "/en/account"
    assert visitor.post("/fr/connexion/preuve", data={"code": "x"}).headers["location"] == "/fr/compte"


def test_a_code_sealed_with_another_key_proves_nothing_and_breaks_nothing(browser, somebody, clock):
    who = somebody()
    write(lambda session: add_factor(session, By(who.id), kind="totp", name="", secret="gAAAA-not-ours"))  # noqa: S106
    visitor = holding(browser(), who.cookie)
    assert visitor.post("/fr/connexion/preuve", data={"code": "123456"}).status_code == 422


# To say again who one is.


def test_asvs_7_5_1_a_sensitive_act_asks_again_after_ten_minutes_and_the_id_changes(browser, with_codes, clock):
    who = with_codes(level=2)
    visitor = holding(browser(), who.cookie)
    assert visitor.get("/fr/compte/mot-de-passe").status_code == 200
    clock.forward(minutes=10, seconds=1)
    there = visitor.get("/fr/compte/mot-de-passe").headers["location"]
    assert there == "/fr/connexion/confirmer?retour=%2Ffr%2Fcompte%2Fmot-de-passe"
    assert visitor.get(there).status_code == 200
    answer = visitor.post("/fr/connexion/confirmer", data={"code": code(clock), "back": "/fr/compte/mot-de-passe"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/fr/compte/mot-de-passe")
    assert token(given(answer)) != token(who.cookie)
    assert visitor.get("/fr/compte/mot-de-passe").status_code == 200
    assert not is_in(holding(browser(), who.cookie))


def test_asvs_7_5_1_a_sensitive_act_is_not_done_by_sending_its_form(browser, with_codes, clock, contents):
    visitor = holding(browser(), with_codes(level=2).cookie)
    clock.forward(minutes=10, seconds=1)
    before = contents()
    for path in ("/fr/compte/mot-de-passe", "/fr/compte/preuves/code", "/fr/compte/preuves/x/retirer"):
        assert visitor.post(path, data={"password": WORDS}).status_code == 401
    assert contents() == before


def test_a_password_confirms_for_who_has_no_second_proof_and_for_nobody_else(
    browser, somebody, with_codes, quick, clock
):
    weak, strong = somebody(), with_codes(level=2)
    for who in (weak, strong):
        write(lambda session, who=who: set_password(session, who.id, hashed(WORDS)))
    clock.forward(minutes=11)
    for who, status in ((weak, 303), (strong, 422)):
        visitor = holding(browser(), who.cookie)
        assert visitor.post("/fr/connexion/confirmer", data={"password": "wrong"}).status_code == 422
        assert visitor.post("/fr/connexion/confirmer", data={"password": WORDS}).status_code == status
        assert (visitor.get("/fr/compte/mot-de-passe").status_code == 200) is (status == 303)


def test_nothing_confirms_nothing(browser, somebody, clock):
    visitor = holding(browser(), somebody().cookie)
    clock.forward(minutes=11)
    page = visitor.get("/fr/connexion/confirmer")
    assert "connectez-vous de nouveau" in page.text
    for sent in ({}, {"code": ""}, {"password": ""}, {"credential": "{}"}, {"credential": "x", "flow": "y"}):
        assert visitor.post("/fr/connexion/confirmer", data=sent).status_code == 422
    assert visitor.get("/fr/compte/mot-de-passe").status_code == 303


def test_in_the_demonstration_a_fictitious_person_confirms_by_the_button_and_nobody_else_does(
    browser, signed_in, somebody, clock
):
    visitor = signed_in(browser(), "editor")
    clock.forward(minutes=11)
    assert visitor.get("/fr/compte/mot-de-passe").status_code == 303
    assert visitor.post("/fr/connexion/confirmer").status_code == 303
    assert visitor.get("/fr/compte/mot-de-passe").status_code == 200


def test_asvs_16_3_1_every_proof_leaves_a_trace_without_the_proof(browser, with_codes, clock):
    who = with_codes()
    visitor = holding(browser(), who.cookie)
    right = code(clock)
    visitor.post("/fr/connexion/preuve", data={"code": wrong(right)})
    visitor.post("/fr/connexion/preuve", data={"code": right})
    clock.forward(minutes=11)
    visitor.post("/fr/connexion/confirmer", data={"code": code(clock)})
    with reading() as session:
        left = session.exec(select(Audit).where(Audit.actor == who.id).order_by(col(Audit.seq))).all()
    acts = [one.action for one in left]
    assert acts[-3:] == ["sign_in.unproved", "sign_in.proved", "sign_in.confirmed"]
    assert right not in repr([one.model_dump() for one in left])
