"""One's own proofs: an application of codes, or keys; enrolled, used and withdrawn over HTTP."""

import html
import json
import re
from urllib.parse import parse_qs, unquote, urlsplit

import pyotp
import pytest
from sqlmodel import select

from municipal.db import reading, write
from municipal.paths import SEED
from municipal.people.factors import factors_of
from municipal.people.sessions import begin
from municipal.people.tables import Factor
from municipal.traces.tables import Audit
from tests.municipal.sign_in.entering import chooses, token
from tests.municipal.visiting import WORDS, given, holding, is_in

# RFC 6238’s own secret, which we never sealed.
STRANGE = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


# A key is bound to a name, never to an address in digits.
NAMED = "http://repere.local:8000"


def hidden(page, name):
    return html.unescape(re.search(rf'name="{name}" value="([^"]*)"', page.text)[1])


def secret_of(page):
    """The secret as a person would type it into their application."""
    return re.search(r"<code[^>]*>([A-Z2-7 ]+)</code>", page.text)[1].replace(" ", "")


def enrols(visitor, clock, path="/fr/compte/preuves/code"):
    """Enrol an application, as somebody with another program would; what comes back makes its codes."""
    page = visitor.get(path)
    assert page.status_code == 200
    codes = pyotp.TOTP(secret_of(page))
    answer = visitor.post(path, data={"sealed": hidden(page, "sealed"), "code": codes.at(int(clock.now))})
    assert answer.status_code == 303, answer.text
    return codes, answer


def factors(person):
    with reading() as session:
        return factors_of(session, person)


# Whoever must enrol a second proof.


# What the table of rules opens to anyone, read without the program's own reader.
EVERYBODYS = {
    row.split(",")[1]
    for row in (SEED / "access" / "rules.csv").read_text("utf-8").splitlines()
    if row.startswith("anyone,")
}


@pytest.mark.parametrize(
    ("role", "body"),
    [("curator", "province"), ("administrator", "mrc:992")],
)
def test_asvs_6_3_3_a_strong_role_without_second_proof_sees_nothing_but_the_way_to_enrol_one(
    browser, village, somebody, role, body
):
    visitor = holding(browser(), somebody(role, body=body).cookie)
    open_to_all, enrolling, led, refused = 0, set(), 0, 0
    for route in village.app.routes:
        for handler in getattr(route, "route_handlers", []):
            path = route.path.replace("{id:str}", "00003").replace("{code:str}", "00003")
            if path.startswith(("/static", "/schema")):
                continue
            action = handler.opt.get("action")
            for method in handler.http_methods & {"GET", "POST"}:
                answer = visitor.request(method, path)
                if action in EVERYBODYS:
                    open_to_all += 1
                elif action in ("factor.read", "factor.enrol", "factor.prove", "session.leave"):
                    enrolling.add(action)
                    if action == "session.leave":
                        visitor = holding(browser(), somebody(role, body=body).cookie)
                elif method == "GET":
                    led += 1
                    assert answer.status_code == 303, path
                    assert answer.headers["location"].split("?")[0].endswith(("/compte/preuves", "/account/proofs")), (
                        path
                    )
                else:
                    refused += 1
                    assert answer.status_code == 401, path
    assert enrolling == {"factor.read", "factor.enrol", "factor.prove", "session.leave"}
    assert min(open_to_all, led, refused) > 10


def test_asvs_6_3_3_the_page_where_one_is_led_is_there_and_leads_to_both_kinds_of_proof(browser, somebody):
    visitor = holding(browser(), somebody("curator", body="province").cookie)
    there = visitor.get("/fr/compte").headers["location"]
    page = visitor.get(there)
    assert page.status_code == 200
    for path in re.findall(r'href="(/fr/compte/preuves/[a-z]+)"', page.text):
        assert visitor.get(path).status_code == 200, path
    assert page.text.count('href="/fr/compte/preuves/') == 2


def test_asvs_7_2_4_enrolling_the_proof_that_was_owed_lets_in_under_another_id(browser, somebody, clock):
    who = somebody("curator", body="province")
    visitor = holding(browser(), who.cookie)
    _, answer = enrols(visitor, clock)
    assert token(given(answer)) != token(who.cookie)
    assert is_in(visitor)
    assert not is_in(holding(browser(), who.cookie))


# An application of codes.


def test_an_application_reads_the_picture_and_signs_in_with_its_codes(browser, somebody, clock):
    who = somebody()
    visitor = holding(browser(), who.cookie)
    page = visitor.get("/fr/compte/preuves/code")
    picture = html.unescape(re.search(r'<img class="qr" src="([^"]+)"', page.text)[1])
    assert unquote(picture).startswith("data:image/svg+xml,<svg")
    codes, _ = enrols(visitor, clock)
    assert is_in(visitor), "who has just shown a code is not asked for another"

    again = holding(browser(), write(lambda session: begin(session, who.id, level=1, browser="autre")))
    assert not is_in(again)
    clock.forward(seconds=30)
    assert again.post("/fr/connexion/preuve", data={"code": codes.at(int(clock.now))}).status_code == 303
    assert is_in(again)


def test_asvs_6_5_1_the_code_that_enrolled_does_not_sign_in(browser, somebody, clock):
    who = somebody()
    codes, _ = enrols(holding(browser(), who.cookie), clock)
    again = holding(browser(), write(lambda session: begin(session, who.id, level=1, browser="autre")))
    assert again.post("/fr/connexion/preuve", data={"code": codes.at(int(clock.now))}).status_code == 422


def test_the_other_sessions_owe_the_new_proof(browser, somebody, clock):
    who = somebody()
    other = holding(browser(), write(lambda session: begin(session, who.id, level=1, browser="autre")))
    assert is_in(other)
    enrols(holding(browser(), who.cookie), clock)
    assert other.get("/fr/compte").headers["location"].startswith("/fr/connexion/preuve")


def test_a_wrong_first_code_enrols_nothing_and_shows_another_secret(browser, somebody, clock):
    who = somebody()
    visitor = holding(browser(), who.cookie)
    page = visitor.get("/fr/compte/preuves/code")
    answer = visitor.post("/fr/compte/preuves/code", data={"sealed": hidden(page, "sealed"), "code": "000000"})
    assert answer.status_code == 422
    assert secret_of(answer) != secret_of(page)
    assert factors(who.id) == []


def test_the_secret_that_somebody_else_was_shown_is_not_enrolled(browser, somebody, clock):
    mine, theirs = somebody(), somebody()
    page = holding(browser(), theirs.cookie).get("/fr/compte/preuves/code")
    code = pyotp.TOTP(secret_of(page)).at(int(clock.now))
    answer = holding(browser(), mine.cookie).post(
        "/fr/compte/preuves/code", data={"sealed": hidden(page, "sealed"), "code": code}
    )
    assert answer.status_code == 422
    assert factors(mine.id) == []


@pytest.mark.parametrize("sealed", ["", "x", STRANGE, "gAAAAABn" + "A" * 300])
def test_a_secret_that_we_did_not_seal_is_not_enrolled(browser, somebody, clock, sealed):
    who = somebody()
    code = pyotp.TOTP(STRANGE).at(int(clock.now))
    visitor = holding(browser(), who.cookie)
    assert visitor.post("/fr/compte/preuves/code", data={"sealed": sealed, "code": code}).status_code == 422
    assert factors(who.id) == []


def test_the_secret_is_stored_sealed_and_stands_on_no_page_but_its_own(browser, somebody, clock):
    who = somebody()
    visitor = holding(browser(), who.cookie)
    codes, _ = enrols(visitor, clock)
    with reading() as session:
        stored = repr(session.exec(select(Factor).where(Factor.person == who.id)).one().model_dump())
    assert codes.secret not in stored
    for path in ("/fr/compte/preuves", "/fr/compte", "/fr/compte/preuves/code"):
        assert codes.secret not in visitor.get(path).text.replace(" ", "")


# Withdrawing.


def test_asvs_7_5_1_a_proof_is_withdrawn_by_its_owner_after_a_recent_proof_of_who_they_are(browser, somebody, clock):
    mine, theirs = somebody(), somebody()
    visitor, other = holding(browser(), mine.cookie), holding(browser(), theirs.cookie)
    codes, _ = enrols(visitor, clock)
    identity = factors(mine.id)[0].id
    path = f"/fr/compte/preuves/{identity}/retirer"
    assert other.post(path).status_code == 404
    assert path in visitor.get("/fr/compte/preuves").text

    clock.forward(minutes=11)
    page = visitor.get("/fr/compte/preuves")
    assert path not in page.text, "a button that would lead nowhere is not shown"
    assert visitor.post(path).status_code == 401
    there = html.unescape(re.search(r'href="(/fr/connexion/confirmer[^"]*)"', page.text)[1])
    back = parse_qs(urlsplit(there).query)["retour"][0]
    assert back == "/fr/compte/preuves"
    assert visitor.get(there).status_code == 200
    answer = visitor.post("/fr/connexion/confirmer", data={"code": codes.at(int(clock.now)), "back": back})
    assert answer.headers["location"] == back
    assert path in visitor.get(back).text
    assert visitor.post(path).status_code == 303
    assert factors(mine.id) == []


def test_what_is_no_proof_of_ones_own_is_not_found(browser, somebody):
    visitor = holding(browser(), somebody().cookie)
    assert visitor.post("/fr/compte/preuves/inconnu/retirer").status_code == 404
    assert visitor.get("/fr/compte/preuves/inconnu/retirer").status_code == 405


# Keys: what a browser answers is tested with one in test_passkeys_browser.


def test_a_key_is_asked_for_by_a_challenge_that_serves_its_owner_once(browser, somebody):
    mine, theirs = somebody(), somebody()
    visitor = holding(browser(base_url=NAMED), mine.cookie)
    page = visitor.get("/fr/compte/preuves/cle")
    options = json.loads(html.unescape(re.search(r'data-options="([^"]+)"', page.text)[1]))
    assert options["authenticatorSelection"]["userVerification"] == "required"
    assert options["rp"]["id"] == "repere.local"
    sent = {"flow": hidden(page, "flow"), "credential": json.dumps({"id": "x"}), "name": "Bureau"}
    assert visitor.post("/fr/compte/preuves/cle", data=sent).status_code == 422
    assert holding(browser(base_url=NAMED), theirs.cookie).post("/fr/compte/preuves/cle", data=sent).status_code == 422
    assert factors(mine.id) == factors(theirs.id) == []


def test_where_the_site_has_no_name_no_key_is_asked_for_and_the_page_says_why(browser, somebody):
    page = holding(browser(), somebody().cookie).get("/fr/compte/preuves/cle")
    assert page.status_code == 200
    assert "data-options" not in page.text
    assert "par son nom" in page.text


@pytest.mark.parametrize(
    "sent", [{}, {"flow": "x", "credential": "{}"}, {"flow": "", "credential": ""}, {"flow": "x" * 700}]
)
def test_what_is_no_answer_of_a_key_enrols_nothing(browser, somebody, sent):
    visitor = holding(browser(), somebody().cookie)
    assert visitor.post("/fr/compte/preuves/cle", data=sent).status_code == 422


# Traces.


def test_asvs_16_3_1_what_is_done_to_ones_proofs_leaves_traces(browser, somebody, quick, clock):
    who = somebody()
    visitor = holding(browser(), who.cookie)
    enrols(visitor, clock)
    visitor.post(f"/fr/compte/preuves/{factors(who.id)[0].id}/retirer")
    chooses(visitor, WORDS)
    with reading() as session:
        acts = session.exec(select(Audit.action).where(Audit.actor == who.id).order_by(Audit.seq)).all()
    assert acts == ["account.opened", "factor.totp.enrolled", "factor.removed", "password.changed"]
