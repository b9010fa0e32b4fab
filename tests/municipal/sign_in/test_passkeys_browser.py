"""Passkeys in a real browser: Chromium, with its virtual authenticator, is asked, registers and signs in."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright
from webauthn.helpers import base64url_to_bytes

from municipal.sign_in.passkeys import (
    Asked,
    Passkey,
    RefusedError,
    RegressError,
    authentication_options,
    credential_id,
    registration_options,
    verify_authentication,
    verify_registration,
)
from tests.municipal.sign_in.device import PERSON
from tests.municipal.sign_in.passkey_page import SCRIPT, Site, Visit

URL = str.maketrans("+/", "-_", "=")


@pytest.fixture(scope="module")
def sites() -> Iterator[list[Site]]:
    both = [Site(), Site()]
    yield both
    for site in both:
        site.server.shutdown()
        site.server.server_close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    program = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if program is None:
        if os.environ.get("CI") == "true" or os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail("Navigateur absent")
        pytest.skip("Navigateur absent: les clés d’accès ne sont PAS vérifiées dans un navigateur")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium) -> Iterator[Callable[..., Visit]]:
    made: list[Visit] = []

    def new(**chosen: Any) -> Visit:
        made.append(Visit(chromium, **chosen))
        return made[-1]

    yield new
    for one in made:
        one.context.close()


def new_key(exclude: tuple[str, ...] = ()) -> Asked:
    return registration_options(PERSON, "jeanne@exemple.qc.ca", "localhost", "Repère", exclude)


def proven(credential: str, asked: Asked, passkey: Passkey, origin: str, **other: str) -> Passkey:
    values = {"person_id": PERSON, "challenge": asked.challenge, "rp_id": "localhost", "origin": origin} | other
    return verify_authentication(credential, passkey=passkey, **values)


def credential_id_of_registration(answer: str) -> str:
    return json.loads(answer)["id"]


def test_a_browser_registers_then_signs_in_and_nothing_can_be_replayed(sites, visit):
    here, elsewhere = sites
    visitor = visit()

    asked = new_key()
    answer = visitor.answer(here, "register", asked)
    expected = {"challenge": asked.challenge, "rp_id": "localhost", "origin": here.origin}
    passkey = verify_registration(answer, **expected)
    held = visitor.devtools.send("WebAuthn.getCredentials", {"authenticatorId": visitor.authenticator})["credentials"]
    assert [base64url_to_bytes(passkey.credential_id)] == [base64url_to_bytes(held[0]["credentialId"].translate(URL))]
    assert base64url_to_bytes(held[0]["userHandle"].translate(URL)) == PERSON.encode()
    for wrong in (
        {"challenge": new_key().challenge},
        {"origin": elsewhere.origin},
        {"origin": here.origin + "/"},
        {"origin": here.origin.replace("http:", "https:")},
        {"rp_id": "example.org"},
    ):
        with pytest.raises(RefusedError):
            verify_registration(answer, **expected | wrong)

    asked = authentication_options("localhost", [passkey.credential_id])
    answer = visitor.answer(here, "sign-in", asked)
    assert credential_id(answer) == passkey.credential_id
    later = proven(answer, asked, passkey, here.origin)
    assert (later.credential_id, later.public_key) == (passkey.credential_id, passkey.public_key)
    assert later.sign_count > passkey.sign_count
    for wrong in (
        {"challenge": authentication_options("localhost", []).challenge},
        {"origin": elsewhere.origin},
        {"rp_id": "example.org"},
        {"person_id": "p-0000"},
    ):
        with pytest.raises(RefusedError):
            proven(answer, asked, passkey, **{"origin": here.origin} | wrong)
    # The same answer to the same question, once its counter is kept.
    with pytest.raises(RegressError):
        proven(answer, asked, later, here.origin)
    assert visitor.said == []


def test_an_answer_given_to_another_site_is_refused(sites, visit):
    here, elsewhere = sites
    visitor = visit()
    asked = new_key()
    answer = visitor.answer(elsewhere, "register", asked)
    with pytest.raises(RefusedError, match="origin"):
        verify_registration(answer, challenge=asked.challenge, rp_id="localhost", origin=here.origin)
    passkey = verify_registration(answer, challenge=asked.challenge, rp_id="localhost", origin=elsewhere.origin)
    asked = authentication_options("localhost", [])
    answer = visitor.answer(elsewhere, "sign-in", asked)
    with pytest.raises(RefusedError, match="origin"):
        proven(answer, asked, passkey, here.origin)


def test_a_person_signs_in_without_saying_who_they_are(sites, visit):
    visitor = visit()
    asked = new_key()
    answer = visitor.answer(sites[0], "register", asked)
    passkey = verify_registration(answer, challenge=asked.challenge, rp_id="localhost", origin=sites[0].origin)
    asked = authentication_options("localhost", [])
    answer = visitor.answer(sites[0], "sign-in", asked)
    assert credential_id(answer) == passkey.credential_id
    assert proven(answer, asked, passkey, sites[0].origin)
    with pytest.raises(RefusedError, match="another person"):
        proven(answer, asked, passkey, sites[0].origin, person_id="p-0000")


def failed(visitor: Visit, site: Site, act: str, asked: Asked) -> None:
    """The page says that it failed, sends nothing, and can be tried again."""
    before = len(site.sent)
    visitor.submit(site, act, asked)
    visitor.page.wait_for_selector("[data-passkey-failed]", state="visible")
    assert visitor.page.is_hidden("[data-passkey-missing]")
    assert visitor.page.get_attribute("form", "aria-busy") is None
    assert len(site.sent) == before
    assert visitor.said == []


def test_a_device_that_already_has_a_key_makes_no_second_one(sites, visit):
    visitor = visit()
    asked = new_key()
    answer = visitor.answer(sites[0], "register", asked)
    held = credential_id_of_registration(answer)
    failed(visitor, sites[0], "register", new_key((held,)))


def test_a_device_that_cannot_verify_its_user_makes_no_key(sites, visit):
    failed(visit(hasUserVerification=False, isUserVerified=False), sites[0], "register", new_key())


def test_a_person_who_is_not_recognised_can_try_again(sites, visit):
    visitor = visit(isUserVerified=False)
    failed(visitor, sites[0], "register", new_key())
    visitor.devtools.send(
        "WebAuthn.setUserVerified", {"authenticatorId": visitor.authenticator, "isUserVerified": True}
    )
    visitor.page.click("button")
    visitor.page.wait_for_selector("h1")


def test_a_browser_without_passkeys_says_so(sites, visit):
    visitor = visit()
    visitor.page.add_init_script("delete window.PublicKeyCredential")
    sites[0].ask("register", new_key())
    before = len(sites[0].sent)
    visitor.page.goto(sites[0].origin)
    assert visitor.page.is_visible("[data-passkey-missing]")
    visitor.page.click("button")
    assert visitor.page.is_visible("button")
    assert len(sites[0].sent) == before
    assert visitor.said == []


def test_a_second_press_does_not_ask_again(sites, visit):
    visitor = visit()
    waiting = (
        "window.asked = 0; navigator.credentials.create = () => { window.asked += 1; return new Promise(() => {}) }"
    )
    visitor.page.add_init_script(waiting)
    visitor.submit(sites[0], "register", new_key())
    visitor.page.click("button")
    assert visitor.page.evaluate("window.asked") == 1


def test_other_forms_are_left_alone(sites, visit):
    visitor = visit()
    sites[0].form = '<form method="post" action="/"><input name="label" value="x"><button>OK</button></form>'
    visitor.page.goto(sites[0].origin)
    assert visitor.page.locator("[data-passkey-missing]").count() == 0
    visitor.page.click("button")
    visitor.page.wait_for_selector("h1")
    assert sites[0].sent[-1] == {"label": ["x"]}


def test_the_script_is_small_and_needs_nothing_that_the_policy_forbids():
    assert len(SCRIPT) <= 3_000
    assert not any(word in SCRIPT.decode() for word in ("eval", "Function(", "innerHTML", "style", "http", "import"))


# What the browser is asked.


def test_the_browser_is_asked_to_verify_its_user_and_nothing_about_the_device():
    options = json.loads(new_key(("AQID", "BAUG")).options)
    assert options["rp"] == {"id": "localhost", "name": "Repère"}
    assert base64url_to_bytes(options["user"]["id"]) == PERSON.encode()
    assert options["attestation"] == "none"
    assert options["authenticatorSelection"]["userVerification"] == "required"
    assert [one["id"] for one in options["excludeCredentials"]] == ["AQID", "BAUG"]
    assert {one["alg"] for one in options["pubKeyCredParams"]} == {-7, -8, -257}
    options = json.loads(authentication_options("localhost", ["AQID"]).options)
    assert (options["rpId"], options["userVerification"], options["timeout"]) == ("localhost", "required", 300_000)
    assert [one["id"] for one in options["allowCredentials"]] == ["AQID"]


def test_a_challenge_is_never_given_twice():
    asked = [new_key() for _ in range(50)] + [authentication_options("localhost", []) for _ in range(50)]
    assert len({one.challenge for one in asked}) == 100
    assert all(len(base64url_to_bytes(one.challenge)) >= 32 for one in asked)
    assert all(json.loads(one.options)["challenge"] == one.challenge for one in asked)
