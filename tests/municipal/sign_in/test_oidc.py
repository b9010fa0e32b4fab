"""Signing in through a provider: the whole way with an independent one, and every lie that we know of refused."""

import base64
import hashlib
import json
import time

import httpx
import msgspec
import pytest

from municipal.sign_in import id_token, oidc
from municipal.sign_in.exchange import RefusedError
from municipal.sign_in.oidc import Flow, begin, finish
from municipal.sign_in.provider_keys import forget
from municipal.sign_in.providers import Provider
from tests.municipal.sign_in.stub_provider import (
    BACK,
    EC_KEY,
    PEM,
    RSA_KEY,
    STRANGER,
    TENANT,
    WORD,
    ec_jwk,
    forge,
    parameters,
    serving,
)

METADATA = "/.well-known/openid-configuration"


@pytest.fixture(autouse=True)
def _clean():
    forget()
    yield
    forget()


@pytest.fixture
def stub():
    with serving() as stub:
        yield stub


def refused(*given):
    with pytest.raises(RefusedError) as caught:
        finish(*given)
    return caught.value.kind, caught.value.detail


# The whole way, with a provider that others wrote.


@pytest.fixture
def mock(monkeypatch):
    """`oidc-provider-mock` on this machine, with one person; what it gives up of an older library is not our affair."""
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


quiet = pytest.mark.filterwarnings(
    "ignore::authlib.deprecate.AuthlibDeprecationWarning", "ignore:get_jwt_config:DeprecationWarning"
)


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


# What comes back to our own address.


def test_asvs_10_1_2_an_answer_that_nobody_asked_for_is_refused(stub):
    _, query = stub.sent()
    assert refused(stub.provider, None, BACK, query) == ("unsolicited", "flow")
    assert stub.asked["/token"] == 0


@pytest.mark.parametrize("state", [None, "", "another", "é", "\ud800"])
def test_asvs_10_1_2_an_answer_to_another_request_is_refused(stub, state):
    flow, query = stub.sent()
    query = {name: value for name, value in (query | {"state": state}).items() if value is not None}
    assert refused(stub.provider, flow, BACK, query) == ("unsolicited", "state")
    assert stub.asked["/token"] == 0


def test_asvs_10_1_2_a_flow_without_a_state_lets_nobody_in(stub):
    assert refused(stub.provider, Flow("stub", "", "", ""), BACK, {"code": "x", "state": ""}) == (
        "unsolicited",
        "state",
    )


def test_asvs_10_2_2_a_flow_begun_with_one_provider_is_not_ended_with_another(stub):
    flow, query = stub.sent()
    other = msgspec.structs.replace(stub.provider, id="other")
    assert refused(other, flow, BACK, query) == ("unsolicited", "flow")


@pytest.mark.parametrize("issuer", ["https://evil.example", "", "{}/"])
def test_asvs_10_2_2_an_answer_that_names_another_issuer_is_refused(stub, issuer):
    flow, query = stub.sent()
    assert refused(stub.provider, flow, BACK, query | {"iss": issuer.format(stub.issuer)}) == ("unsolicited", "iss")
    assert stub.asked["/token"] == 0


def test_asvs_10_2_2_a_provider_that_promises_its_name_must_give_it(stub):
    """RFC 9207, 2.4."""
    stub.metadata["authorization_response_iss_parameter_supported"] = True
    flow, query = stub.sent()
    stub.gives(forge(stub.claims(flow)))
    assert refused(stub.provider, flow, BACK, query) == ("unsolicited", "iss")
    assert finish(stub.provider, flow, BACK, query | {"iss": stub.issuer}).subject == "248289761001"


@pytest.mark.parametrize(
    ("error", "kind", "detail"),
    [
        ("access_denied", "denied", "access_denied"),
        ("login_required", "denied", "login_required"),
        ("invalid_scope", "denied", "invalid_scope"),
        ("", "denied", "unnamed"),
        ("<script>alert(1)</script>", "denied", "unnamed"),
        ("denied\r\nforged line", "denied", "unnamed"),
        ("temporarily_unavailable", "unreachable", "temporarily_unavailable"),
        ("server_error", "unreachable", "server_error"),
    ],
)
def test_an_error_is_told_in_a_word_and_no_code_is_used(stub, error, kind, detail):
    flow, query = stub.sent()
    assert refused(stub.provider, flow, BACK, query | {"error": error}) == (kind, detail)
    assert stub.asked["/token"] == 0


def test_an_error_without_our_state_is_not_even_believed(stub):
    flow, _ = stub.sent()
    assert refused(stub.provider, flow, BACK, {"error": "access_denied"}) == ("unsolicited", "state")


@pytest.mark.parametrize("code", [None, "", "é", "a\nb", "\ud800"])
def test_an_answer_without_a_code_is_refused(stub, code):
    flow, query = stub.sent()
    query = {name: value for name, value in (query | {"code": code}).items() if value is not None}
    assert refused(stub.provider, flow, BACK, query) == ("unsolicited", "code")


# What the provider gives for the code.


FORGED = {
    "10_5_4 another audience": (lambda stub, flow: forge(stub.claims(flow, aud="another")), "aud"),
    "10_5_4 two audiences": (lambda stub, flow: forge(stub.claims(flow, aud=["repere", "another"])), "aud"),
    "10_5_4 no audience": (lambda stub, flow: forge(stub.claims(flow, aud=None)), "aud"),
    "10_5_4 another party": (lambda stub, flow: forge(stub.claims(flow, azp="another")), "azp"),
    "10_5_3 another issuer": (lambda stub, flow: forge(stub.claims(flow, iss="https://evil.example")), "iss"),
    "10_5_3 an issuer with a stroke more": (lambda stub, flow: forge(stub.claims(flow, iss=stub.issuer + "/")), "iss"),
    "10_5_1 another nonce": (lambda stub, flow: forge(stub.claims(flow, nonce="another")), "nonce"),
    "10_5_1 no nonce": (lambda stub, flow: forge(stub.claims(flow, nonce=None)), "nonce"),
    "10_5_1 the state as nonce": (lambda stub, flow: forge(stub.claims(flow, nonce=flow.state)), "nonce"),
    "10_5_2 no subject": (lambda stub, flow: forge(stub.claims(flow, sub=None)), "sub"),
    "10_5_2 an empty subject": (lambda stub, flow: forge(stub.claims(flow, sub="")), "sub"),
    "9_1_2 no signature": (lambda stub, flow: forge(stub.claims(flow), alg="none"), "alg"),
    "9_1_2 our copy of a public key as a secret": (
        lambda stub, flow: forge(stub.claims(flow), alg="HS256", key=PEM, kid="rsa"),
        "alg",
    ),
    "9_1_2 our client secret as a key": (
        lambda stub, flow: forge(stub.claims(flow), alg="HS256", key=WORD.encode()),
        "alg",
    ),
    "9_1_2 an algorithm that is not listed": (
        lambda stub, flow: forge(stub.claims(flow), alg="RS512", key=RSA_KEY, kid="rsa"),
        "alg",
    ),
    "9_1_1 somebody else's signature": (lambda stub, flow: forge(stub.claims(flow), key=STRANGER), "signature"),
    "9_1_1 a signature cut off": (lambda stub, flow: forge(stub.claims(flow)).rsplit(".", 1)[0] + ".", "signature"),
    "9_1_3 an unknown key": (lambda stub, flow: forge(stub.claims(flow), kid="unknown", key=STRANGER), "kid"),
    "9_1_3 no name of a key": (lambda stub, flow: forge(stub.claims(flow), kid=None), "kid"),
    "9_1_3 a key in its own pocket": (
        lambda stub, flow: forge(stub.claims(flow), key=STRANGER, kid="mine", jwk=ec_jwk(STRANGER, kid="mine")),
        "kid",
    ),
    "9_2_2 an access token": (lambda stub, flow: forge(stub.claims(flow), typ="at+jwt"), "typ"),
    "9_2_1 no end": (lambda stub, flow: forge(stub.claims(flow, exp=None)), "exp"),
    "9_2_1 no beginning": (lambda stub, flow: forge(stub.claims(flow, iat=None)), "iat"),
    "no token": (lambda *_: "garbage", "format"),
}


@pytest.mark.parametrize(("lie", "detail"), FORGED.values(), ids=FORGED)
def test_asvs_6_8_2_10_5_x_a_forged_token_lets_nobody_in(stub, lie, detail):
    flow, query = stub.sent()
    stub.gives(lie(stub, flow))
    assert refused(stub.provider, flow, BACK, query) == ("forged", detail)
    # The lie alone was the reason.
    stub.gives(forge(stub.claims(flow)))
    assert finish(stub.provider, flow, BACK, query).name == "Odile Bouleau"


@pytest.mark.parametrize(("claim", "shift"), [("exp", -61), ("iat", 3600), ("nbf", 3600)])
def test_asvs_9_2_1_a_token_out_of_its_time_lets_nobody_in(stub, claim, shift):
    flow, query = stub.sent()
    stub.gives(forge(stub.claims(flow, **{claim: int(time.time()) + shift})))
    assert refused(stub.provider, flow, BACK, query) == ("clock", claim)


def test_asvs_6_8_1_an_organization_that_is_not_listed_does_not_come_in(stub):
    listed = msgspec.structs.replace(stub.provider, tenant_claim="tid", tenants={TENANT: "00003"})
    flow, query = stub.sent(listed)
    stub.gives(forge(stub.claims(flow, tid="another", oid="oid-1")))
    assert refused(listed, flow, BACK, query) == ("tenant", "tid")
    stub.gives(forge(stub.claims(flow, oid="oid-1")))
    assert refused(listed, flow, BACK, query) == ("tenant", "tid")
    stub.gives(forge(stub.claims(flow, tid=TENANT, oid="oid-1")))
    assert finish(listed, flow, BACK, query).city == "00003"


def test_asvs_10_5_3_metadata_of_another_issuer_begin_nothing(stub):
    flow, query = stub.sent()
    forget()
    stub.metadata["issuer"] = "https://evil.example"
    with pytest.raises(RefusedError) as caught:
        begin(stub.provider, BACK)
    assert (caught.value.kind, caught.value.detail) == ("setup", "issuer")
    assert refused(stub.provider, flow, BACK, query) == ("setup", "issuer")


@pytest.mark.parametrize("address", ["http://evil.example/authorize", "javascript:alert(1)", "/authorize", ""])
def test_the_browser_is_not_sent_to_an_address_without_protection(stub, address):
    stub.metadata["authorization_endpoint"] = address
    with pytest.raises(RefusedError) as caught:
        begin(stub.provider, BACK)
    assert (caught.value.kind, caught.value.detail) == ("setup", "address")


def test_neither_the_code_nor_the_secret_is_sent_to_an_address_without_protection(stub):
    stub.metadata |= {"token_endpoint": "http://evil.example/token"}
    flow, query = stub.sent()
    assert refused(stub.provider, flow, BACK, query) == ("setup", "address")


@pytest.mark.parametrize(
    ("status", "body", "kind", "detail"),
    [
        (400, {"error": "invalid_grant"}, "spent", "invalid_grant"),
        (400, {"error": "invalid_grant", "error_description": "<b>long</b>"}, "spent", "invalid_grant"),
        (401, {"error": "invalid_client"}, "setup", "invalid_client"),
        (400, {"error": "unsupported_grant_type"}, "setup", "unsupported_grant_type"),
        (400, {"error": "line\nforged"}, "setup", "unnamed"),
        (400, {}, "unreachable", "garbage"),
        (400, "<html>", "unreachable", "garbage"),
        (429, {"error": "slow_down"}, "unreachable", "status 429"),
        (500, {"error": "invalid_grant"}, "unreachable", "status 500"),
        (302, {}, "unreachable", "status 302"),
        (200, "<html>", "unreachable", "garbage"),
        (200, {"id_token": 5}, "unreachable", "garbage"),
        (200, {"id_token": None}, "unreachable", "garbage"),
        (200, {"access_token": "x"}, "setup", "id_token"),
        (200, [], "unreachable", "garbage"),
    ],
)
def test_what_the_token_endpoint_refuses_or_spoils_is_told_by_its_kind(stub, status, body, kind, detail):
    flow, query = stub.sent()
    stub.said["/token"] = (status, body.encode() if isinstance(body, str) else json.dumps(body).encode())
    assert refused(stub.provider, flow, BACK, query) == (kind, detail)


@pytest.mark.parametrize("path", [METADATA, "/token", "/keys"])
def test_asvs_13_2_6_a_provider_that_is_slow_anywhere_holds_nobody(stub, path):
    hasty = msgspec.structs.replace(stub.provider, seconds=0.15)
    flow, query = stub.sent(hasty)
    stub.gives(forge(stub.claims(flow)))
    forget()
    stub.silent.add(path)
    began = time.monotonic()
    assert refused(hasty, flow, BACK, query)[0] == "unreachable"
    assert time.monotonic() - began < 2


def test_a_provider_that_is_gone_is_told_as_unreachable():
    with serving() as stub:
        flow, query = stub.sent()
    assert refused(stub.provider, flow, BACK, query)[0] == "unreachable"
    forget()
    assert refused(stub.provider, flow, BACK, query) == ("unreachable", "ConnectError")


def test_a_key_that_the_provider_changed_meanwhile_is_found(stub, monkeypatch):
    from municipal.sign_in import provider_keys

    flow, query = stub.sent()
    stub.gives(forge(stub.claims(flow)))
    finish(stub.provider, flow, BACK, query)
    stub.keys[:] = [ec_jwk(STRANGER, kid="new")]
    stub.gives(forge(stub.claims(flow), key=STRANGER, kid="new"))
    assert refused(stub.provider, flow, BACK, query) == ("forged", "kid")
    later = time.monotonic() + 61
    monkeypatch.setattr(provider_keys, "monotonic", lambda: later)
    assert finish(stub.provider, flow, BACK, query).subject == "248289761001"


def test_a_token_that_was_good_yesterday_is_not_good_today(stub, monkeypatch):
    flow, query = stub.sent()
    stub.gives(forge(stub.claims(flow)))
    finish(stub.provider, flow, BACK, query)
    tomorrow = time.time() + 86_400
    monkeypatch.setattr(oidc, "time", lambda: tomorrow)
    assert refused(stub.provider, flow, BACK, query) == ("clock", "exp")


def test_asvs_9_1_2_no_algorithm_with_a_shared_secret_is_listed():
    assert not [name for name in id_token.ALGORITHMS if name.startswith("HS") or name.lower() == "none"]


def test_the_secrets_of_the_way_show_in_no_error(stub):
    flow, query = stub.sent()
    stub.gives(forge(stub.claims(flow, aud="another")))
    with pytest.raises(RefusedError) as caught:
        finish(stub.provider, flow, BACK, query)
    for secret in (WORD, flow.nonce, flow.code_verifier, query["code"], "odile@"):
        assert secret not in repr(caught.value) + str(caught.value)
    assert EC_KEY is not STRANGER
