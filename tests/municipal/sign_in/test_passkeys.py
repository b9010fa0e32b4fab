"""Passkeys: a real browser registers and signs in; what is replayed, forged or asked elsewhere is refused.

The browser is Chromium with its virtual authenticator, on a small page with the site's own policy and our own script.
Registrations published by the W3C, and an authenticator written here, say what a browser would not.
"""

import json
import os
import shutil
import struct
from collections.abc import Callable, Iterator
from hashlib import sha256
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, sync_playwright
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

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
from municipal.web.guard import POLICY
from municipal.web.static import static_files

PERSON = "p-7f3a"
SCRIPT = static_files()["passkey.js"].body


class Site:
    """A page with one form, and what the browser sent from it."""

    def __init__(self) -> None:
        self.form = ""
        self.sent: list[dict[str, list[str]]] = []
        site = self

        class Answers(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if self.path == "/passkey.js":
                    self.answer(SCRIPT, "text/javascript; charset=utf-8")
                else:
                    page = f'<!doctype html><script src="/passkey.js" defer></script>{site.form}'
                    self.answer(page.encode(), "text/html; charset=utf-8")

            def do_POST(self) -> None:
                site.sent.append(parse_qs(self.rfile.read(int(self.headers["content-length"])).decode()))
                self.answer(b"<!doctype html><h1>OK</h1>", "text/html; charset=utf-8")

            def answer(self, body: bytes, kind: str) -> None:
                self.send_response(200)
                for name, value in {
                    "content-type": kind,
                    "content-length": str(len(body)),
                    "content-security-policy": POLICY,
                }.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self.origin = f"http://localhost:{self.server.server_port}"
        Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def ask(self, act: str, asked: Asked) -> None:
        """Put the question in the page's form."""
        self.form = (
            f'<form method="post" action="/" data-passkey="{act}" data-options="{escape(asked.options)}">'
            '<input type="hidden" name="credential"><input name="label" value="Mon poste"><button>OK</button></form>'
            "<p data-passkey-missing hidden>missing</p><p data-passkey-failed hidden>failed</p>"
        )


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


class Visit:
    """A browser with an authenticator of its own; what it complains of is kept."""

    def __init__(self, browser: Browser, **chosen: Any) -> None:
        self.context = browser.new_context()
        self.context.set_default_timeout(10_000)
        self.page: Page = self.context.new_page()
        self.said: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.devtools = self.context.new_cdp_session(self.page)
        self.devtools.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        made = self.devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options | chosen})
        self.authenticator = made["authenticatorId"]

    def answer(self, site: Site, act: str, asked: Asked) -> str:
        """What the browser sends when the form is submitted."""
        before = len(site.sent)
        self.submit(site, act, asked)
        self.page.wait_for_selector("h1")
        assert len(site.sent) == before + 1
        assert site.sent[-1]["label"] == ["Mon poste"]
        return site.sent[-1]["credential"][0]

    def submit(self, site: Site, act: str, asked: Asked) -> None:
        site.ask(act, asked)
        self.page.goto(site.origin)
        self.page.click("button")


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

URL = str.maketrans("+/", "-_", "=")


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


# Registrations published by the W3C: Web Authentication Level 3, section 16, for https://example.org.

SELF_ATTESTED = {  # 16.3
    "challenge": "7869c2b772d4b58eba9378cf8f29e26cf935aa77df0da89fa99c0bdc0a76f7e5",
    "credential": "455ef34e2043a87db3d4afeb39bbcb6cc32df9347c789a865ecdca129cbef58c",
    "client_data": """
        7b2274797065223a22776562617574686e2e637265617465222c226368616c6c656e6765223a2265476e4374334c55745936366b
        336a506a796e6962506b31716e666644616966715a774c33417032392d55222c226f726967696e223a2268747470733a2f2f6578
        616d706c652e6f7267222c2263726f73734f726967696e223a66616c73652c22657874726144617461223a22636c69656e744461
        74614a534f4e206d617920626520657874656e6465642077697468206164646974696f6e616c206669656c647320696e20746865
        206675747572652c207375636820617320746869733a205539685458764b453255526b4d6e625f307859485667227d
    """,
    "attestation": """
        a363666d74667061636b65646761747453746d74a263616c672663736967584630440220067a20754ab925005dbf378097c92120
        031581c73228d1fb4f5b881bcd7da98302207fc7b147558c7c0eba3af18bd9d121fa3d3a26d17fe3f220272178f473b6006d6861
        7574684461746158a4bfabc37432958b063360d3ad6461c9c4735ae7f8edd46592a5e0f01452b2e4b55d00000000df850e09db6a
        fbdfab51697791506cfc0020455ef34e2043a87db3d4afeb39bbcb6cc32df9347c789a865ecdca129cbef58ca501020326200121
        5820eb151c8176b225cc651559fecf07af450fd85802046656b34c18f6cf193843c5225820927b8aa427a2be1b8834d233a2d34f
        61f13bfd44119c325d5896e183fee484f2
    """,
}
UNVERIFIED = {  # 16.2: the authenticator did not verify its user
    "challenge": "00c30fb78531c464d2b6771dab8d7b603c01162f2fa486bea70f283ae556e130",
    "credential": "f91f391db4c9b2fde0ea70189cba3fb63f579ba6122b33ad94ff3ec330084be4",
    "client_data": """
        7b2274797065223a22776562617574686e2e637265617465222c226368616c6c656e6765223a22414d4d50743455787847545374
        6e63647134313759447742466938767049612d7077386f4f755657345441222c226f726967696e223a2268747470733a2f2f6578
        616d706c652e6f7267222c2263726f73734f726967696e223a66616c73652c22657874726144617461223a22636c69656e744461
        74614a534f4e206d617920626520657874656e6465642077697468206164646974696f6e616c206669656c647320696e20746865
        206675747572652c207375636820617320746869733a20426b5165446a646354427258426941774a544c453551227d
    """,
    "attestation": """
        a363666d74646e6f6e656761747453746d74a068617574684461746158a4bfabc37432958b063360d3ad6461c9c4735ae7f8edd4
        6592a5e0f01452b2e4b559000000008446ccb9ab1db374750b2367ff6f3a1f0020f91f391db4c9b2fde0ea70189cba3fb63f579b
        a6122b33ad94ff3ec330084be4a5010203262001215820afefa16f97ca9b2d23eb86ccb64098d20db90856062eb249c33a9b672f
        26df61225820930a56b87a2fca66334b03458abf879717c12cc68ed73290af2e2664796b9220
    """,
}
FRAMED = {  # 16.4: in a page of another origin
    "challenge": "3be5aacd03537142472340ab5969f240f1d87716e20b6807ac230655fa4b3b49",
    "credential": "6e1050c0d2ca2f07c755cb2c66a74c64fa43065c18f938354d9915db2bd5ce57",
    "client_data": """
        7b2274797065223a22776562617574686e2e637265617465222c226368616c6c656e6765223a224f2d57717a514e5463554a4849
        30437257576e7951504859647862694332674872434d475666704c4f306b222c226f726967696e223a2268747470733a2f2f6578
        616d706c652e6f7267222c2263726f73734f726967696e223a747275652c22657874726144617461223a22636c69656e74446174
        614a534f4e206d617920626520657874656e6465642077697468206164646974696f6e616c206669656c647320696e2074686520
        6675747572652c207375636820617320746869733a207a5a7175457444523944577170573574425754467567227d
    """,
    "attestation": """
        a363666d74646e6f6e656761747453746d74a068617574684461746158a4bfabc37432958b063360d3ad6461c9c4735ae7f8edd4
        6592a5e0f01452b2e4b54500000000883f4f6014f19c09d87aa38123be48d000206e1050c0d2ca2f07c755cb2c66a74c64fa4306
        5c18f938354d9915db2bd5ce57a501020326200121582022200a473f90b11078851550d03b4e44a2279f8c4eca27b3153dedfe03
        e4e97d225820cbd0be95e746ad6f5a8191be11756e4c0420e72f65b466d39bc56b8b123a9c6e
    """,
}
PLACE = {"rp_id": "example.org", "origin": "https://example.org"}


def published(vector: dict[str, str]) -> tuple[str, str]:
    """The answer and the challenge of a published registration."""
    name, client, attestation, challenge = (
        bytes_to_base64url(bytes.fromhex(vector[part]))
        for part in ("credential", "client_data", "attestation", "challenge")
    )
    response = {"clientDataJSON": client, "attestationObject": attestation}
    return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response}), challenge


def test_a_published_registration_is_accepted():
    answer, challenge = published(SELF_ATTESTED)
    passkey = verify_registration(answer, challenge=challenge, **PLACE)
    assert base64url_to_bytes(passkey.credential_id).hex() == SELF_ATTESTED["credential"]
    assert base64url_to_bytes(passkey.public_key).hex() == bytes.fromhex(SELF_ATTESTED["attestation"]).hex()[-154:]
    assert passkey.sign_count == 0


@pytest.mark.parametrize(("vector", "reason"), [(UNVERIFIED, "not verified"), (FRAMED, "another origin")])
def test_a_published_registration_that_proves_less_is_refused(vector, reason):
    answer, challenge = published(vector)
    with pytest.raises(RefusedError, match=reason):
        verify_registration(answer, challenge=challenge, **PLACE)


# An authenticator of our own, for what no browser would do.

PRESENT, VERIFIED, HOLDS_KEY = 0x01, 0x04, 0x40
CHALLENGE = bytes_to_base64url(b"c" * 32)
NAME = b"credential-1"


class Device:
    """Signs whatever it is told to."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        point = self.key.public_key().public_numbers()
        x, y = (value.to_bytes(32, "big") for value in (point.x, point.y))
        self.cose = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})

    @property
    def passkey(self) -> Passkey:
        return Passkey(bytes_to_base64url(NAME), bytes_to_base64url(self.cose), 5)

    def client_data(self, kind: str, **chosen: object) -> bytes:
        said = {"type": f"webauthn.{kind}", "challenge": CHALLENGE, "origin": PLACE["origin"], "crossOrigin": False}
        return json.dumps(said | chosen).encode()

    def registers(self, flags: int = PRESENT | VERIFIED, **chosen: object) -> str:
        data = sha256(PLACE["rp_id"].encode()).digest() + bytes([flags | HOLDS_KEY]) + struct.pack(">I", 5)
        data += bytes(16) + struct.pack(">H", len(NAME)) + NAME + self.cose
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        return answer_of(clientDataJSON=self.client_data("create", **chosen), attestationObject=attestation)

    def proves(
        self, flags: int = PRESENT | VERIFIED, counter: int = 6, rp_id: str = "example.org", **chosen: object
    ) -> str:
        client = self.client_data("get", **chosen)
        data = sha256(rp_id.encode()).digest() + bytes([flags]) + struct.pack(">I", counter)
        signature = self.key.sign(data + sha256(client).digest(), ec.ECDSA(SHA256()))
        return answer_of(clientDataJSON=client, authenticatorData=data, signature=signature, userHandle=PERSON.encode())


def answer_of(**response: bytes) -> str:
    parts = {name: bytes_to_base64url(value) for name, value in response.items()}
    name = bytes_to_base64url(NAME)
    return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": parts})


def credential_id_of_registration(answer: str) -> str:
    return json.loads(answer)["id"]


def check(answer: str, passkey: Passkey) -> Passkey:
    return verify_authentication(answer, passkey=passkey, person_id=PERSON, challenge=CHALLENGE, **PLACE)


def test_our_own_device_is_a_good_one_when_it_is_honest():
    device = Device()
    assert verify_registration(device.registers(), challenge=CHALLENGE, **PLACE) == device.passkey
    assert check(device.proves(), device.passkey).sign_count == 6


@pytest.mark.parametrize("flags", [0, PRESENT, VERIFIED])
def test_the_user_must_be_there_and_verified(flags):
    device = Device()
    with pytest.raises(RefusedError):
        verify_registration(device.registers(flags), challenge=CHALLENGE, **PLACE)
    with pytest.raises(RefusedError):
        check(device.proves(flags), device.passkey)


@pytest.mark.parametrize(
    "chosen",
    [
        {"origin": "https://example.org:443"},
        {"origin": "http://example.org"},
        {"origin": "https://example.org.evil.example"},
        {"origin": "https://EXAMPLE.org"},
        {"origin": ""},
        {"origin": None},
        {"challenge": bytes_to_base64url(b"d" * 32)},
        {"challenge": ""},
        {"challenge": CHALLENGE[:-1]},
        {"challenge": 7},
        {"crossOrigin": True},
        {"type": "webauthn.get "},
        {"type": "payment.get"},
    ],
)
def test_an_answer_to_another_question_or_from_another_page_is_refused(chosen):
    device = Device()
    with pytest.raises(RefusedError):
        verify_registration(device.registers(**chosen), challenge=CHALLENGE, **PLACE)
    with pytest.raises(RefusedError):
        check(device.proves(**chosen), device.passkey)


def test_a_registration_does_not_prove_and_a_proof_does_not_register():
    device = Device()
    with pytest.raises(RefusedError):
        check(device.registers(), device.passkey)
    with pytest.raises(RefusedError):
        verify_registration(device.proves(), challenge=CHALLENGE, **PLACE)
    with pytest.raises(RefusedError):
        check(device.proves(rp_id="example.com"), device.passkey)


def test_another_key_or_another_passkey_is_refused():
    device, thief = Device(), Device()
    with pytest.raises(RefusedError, match="signature"):
        check(thief.proves(), device.passkey)
    with pytest.raises(RefusedError, match="another passkey"):
        check(device.proves(), Passkey("AAAA", device.passkey.public_key, 5))


@pytest.mark.parametrize("counter", [0, 4, 5])
def test_a_counter_that_goes_back_is_told_apart(counter):
    device = Device()
    with pytest.raises(RegressError):
        check(device.proves(counter=counter), device.passkey)


def test_only_the_holder_of_the_key_can_raise_the_alarm():
    device, thief = Device(), Device()
    with pytest.raises(RefusedError) as caught:
        check(thief.proves(counter=0), device.passkey)
    assert not isinstance(caught.value, RegressError)


def test_a_passkey_that_never_counts_is_accepted():
    device = Device()
    silent = Passkey(device.passkey.credential_id, device.passkey.public_key, 0)
    assert check(device.proves(counter=0), silent).sign_count == 0
    assert check(device.proves(counter=9), silent).sign_count == 9


@pytest.mark.parametrize(
    "text",
    ["", "null", "[]", "{}", "é", "\0", "[" * 100_000, '{"id":1}', "9" * 5_000, '"' + "A" * 30_000 + '"', "\ud800"],
)
def test_what_is_no_answer_is_refused(text):
    with pytest.raises(RefusedError):
        credential_id(text)
    with pytest.raises(RefusedError):
        verify_registration(text, challenge=CHALLENGE, **PLACE)
    with pytest.raises(RefusedError):
        check(text, Device().passkey)


def test_an_answer_that_is_far_too_long_is_not_even_read():
    device = Device()
    honest = json.loads(device.proves())
    assert check(json.dumps(honest | {"more": "x" * 10_000}), device.passkey)
    with pytest.raises(RefusedError, match="too long"):
        check(json.dumps(honest | {"more": "x" * 20_000}), device.passkey)


JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(max_size=12),
    st.binary(max_size=90).map(bytes_to_base64url),
    st.lists(st.text(max_size=3), max_size=2),
)


@given(part=st.sampled_from(["id", "rawId", "type", "clientDataJSON", "attestationObject", "response"]), junk=JUNK)
def test_a_registration_with_any_part_replaced_is_refused(part, junk):
    answer = json.loads(Device().registers())
    where = answer if part in answer else answer["response"]
    if where[part] == junk:
        return
    where[part] = junk
    with pytest.raises(RefusedError):
        verify_registration(json.dumps(answer), challenge=CHALLENGE, **PLACE)


def with_a_bit_changed(answer: str, part: str, at: int, bit: int) -> str:
    parts = json.loads(answer)
    raw = bytearray(base64url_to_bytes(parts["response"][part]))
    raw[at % len(raw)] ^= 1 << bit
    parts["response"][part] = bytes_to_base64url(bytes(raw))
    return json.dumps(parts)


PLACES_AND_BITS = {"at": st.integers(0, 400), "bit": st.integers(0, 7)}


@given(part=st.sampled_from(["clientDataJSON", "authenticatorData", "signature"]), **PLACES_AND_BITS)
def test_no_bit_of_a_proof_can_be_changed_unseen(part, at, bit):
    device = Device()
    with pytest.raises(RefusedError):
        check(with_a_bit_changed(device.proves(), part, at, bit), device.passkey)


@given(part=st.sampled_from(["clientDataJSON", "attestationObject"]), **PLACES_AND_BITS)
def test_a_damaged_registration_makes_another_passkey_or_none(part, at, bit):
    """Without attestation nobody signs a registration; a changed key is a key that its device cannot use."""
    device = Device()
    answer = with_a_bit_changed(device.registers(), part, at, bit)
    try:
        made = verify_registration(answer, challenge=CHALLENGE, **PLACE)
    except RefusedError:
        return
    kept = device.passkey
    if (made.credential_id, made.public_key) == (kept.credential_id, kept.public_key):
        return
    with pytest.raises(RefusedError):
        check(device.proves(counter=2**32 - 1), made)
