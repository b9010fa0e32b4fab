"""Signing in through a provider: the whole way with an independent one, and what leaves from here."""

import base64
import hashlib

import httpx
import msgspec
import pytest

from municipal.sign_in.oidc import begin, finish
from municipal.sign_in.providers import Provider
from tests.municipal.sign_in.stub_provider import BACK, METADATA, TENANT, WORD, forge, parameters, quiet, refused

pytestmark = pytest.mark.usefixtures("forgotten")


# The whole way, with a provider that others wrote.


@pytest.fixture
def mock(monkeypatch):
    """`oidc-provider-mock` on this machine, with one person."""
    monkeypatch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
    from oidc_provider_mock import User, run_server_in_thread

    person = {"email": "odile@mesange.example", "name": "Odile Bouleau", "tid": TENANT, "oid": "oid-1", "amr": ["mfa"]}
    person["email_verified"] = True
    with run_server_in_thread(user_claims=[User(sub="odile", claims=person)], require_nonce=True) as server:
        issuer = f"http://localhost:{server.server_port}"
        names = ("mock", "Service d’essai", "Test service")
        yield Provider(*names, issuer=issuer, client_id="repere", client_secret=WORD)


def consents(address, **answer):
    """What the person does in the browser; what comes back are the parameters of the way home."""
    page = httpx.post(address, data=answer or {"sub": "odile"})
    assert page.status_code == 302, page.text
    assert page.headers["Location"].startswith(BACK + "?")
    return parameters(page.headers["Location"])


@quiet
def test_a_person_goes_the_whole_way(mock):
    address, flow = begin(mock, BACK)
    who = finish(mock, flow, BACK, consents(address))
    assert msgspec.to_builtins(who) == {
        "issuer": mock.issuer,
        "subject": "odile",
        "email": "odile@mesange.example",
        "name": "Odile Bouleau",
        "city": None,
        "second_factor": False,
    }


@quiet
def test_a_person_of_an_organization_goes_the_whole_way(mock):
    listed = msgspec.structs.replace(mock, tenant_claim="tid", tenants={TENANT: "00003"}, mfa_amr=("mfa",))
    address, flow = begin(listed, BACK)
    who = finish(listed, flow, BACK, consents(address))
    assert (who.issuer, who.subject, who.city, who.second_factor) == (mock.issuer, "oid-1", "00003", True)


@quiet
def test_a_code_is_good_for_once(mock):
    address, flow = begin(mock, BACK)
    query = consents(address)
    finish(mock, flow, BACK, query)
    assert refused(mock, flow, BACK, query) == ("spent", "invalid_grant")


@quiet
def test_asvs_10_5_1_an_independent_token_of_another_sign_in_is_refused(mock):
    address, flow = begin(mock, BACK)
    _, other = begin(mock, BACK)
    query = consents(address)
    mixed = msgspec.structs.replace(flow, nonce=other.nonce)
    assert refused(mock, mixed, BACK, query) == ("forged", "nonce")


@quiet
def test_an_independent_code_is_not_given_to_another_address(mock):
    address, flow = begin(mock, BACK)
    assert refused(mock, flow, BACK + "/autre", consents(address)) == ("spent", "invalid_grant")


# What leaves.


def test_asvs_10_1_2_each_flow_has_secrets_of_its_own(stub):
    flows = [begin(stub.provider, BACK)[1] for _ in range(20)]
    secrets = [text for flow in flows for text in (flow.state, flow.nonce, flow.code_verifier)]
    assert len(set(secrets)) == 60
    # 256 bits are 43 signs; RFC 7636 asks for 43 to 128 of these.
    assert all(43 <= len(text) <= 128 for text in secrets)
    assert all(
        set(text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~") for text in secrets
    )


def challenge(verifier):
    """RFC 7636, 4.2, from its own words."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode("ascii")).digest()).rstrip(b"=").decode()


def test_the_challenge_of_the_tests_is_that_of_rfc_7636_appendix_b():
    assert challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def test_asvs_10_2_1_the_browser_leaves_with_a_challenge_never_with_its_verifier(stub):
    address, flow = begin(stub.provider, BACK)
    assert address.startswith(stub.issuer + "/authorize?")
    assert flow.code_verifier not in address
    assert WORD not in address
    assert parameters(address) == {
        "response_type": "code",
        "client_id": "repere",
        "redirect_uri": BACK,
        "scope": "openid profile email",
        "state": flow.state,
        "nonce": flow.nonce,
        "code_challenge": challenge(flow.code_verifier),
        "code_challenge_method": "S256",
    }


def test_parameters_that_the_provider_already_has_are_kept(stub):
    stub.metadata["authorization_endpoint"] += "?p=signin"
    assert parameters(begin(stub.provider, BACK)[0])["p"] == "signin"


def test_asvs_10_2_1_the_code_is_changed_with_its_verifier_and_the_secret_in_the_body(stub):
    flow, query = stub.sent()
    stub.gives(forge(stub.claims(flow)))
    assert finish(stub.provider, flow, BACK, query).subject == "248289761001"
    assert stub.forms == [
        {
            "grant_type": "authorization_code",
            "code": query["code"],
            "redirect_uri": BACK,
            "code_verifier": flow.code_verifier,
            "client_id": "repere",
            "client_secret": WORD,
        }
    ]
    assert "authorization" not in stub.headers[-1]


def test_a_provider_that_takes_the_secret_in_the_header_alone_gets_it_there(stub):
    """RFC 6749, 2.3.1: both parts are encoded as in a form, then joined."""
    del stub.metadata["token_endpoint_auth_methods_supported"]
    flow, query = stub.sent()
    stub.gives(forge(stub.claims(flow)))
    finish(stub.provider, flow, BACK, query)
    tokens = [header["authorization"] for header in stub.headers if "authorization" in header]
    assert tokens == ["Basic " + base64.b64encode(b"repere:s3cret+%26+more").decode()]
    assert "client_secret" not in stub.forms[0]


def test_keys_are_not_asked_for_at_each_sign_in(stub):
    for _ in range(3):
        flow, query = stub.sent()
        stub.gives(forge(stub.claims(flow)))
        finish(stub.provider, flow, BACK, query)
    assert stub.asked == {METADATA: 1, "/keys": 1, "/token": 3}
