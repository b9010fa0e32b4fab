"""What a provider gives for the code: every lie that we know of is refused, and every silence ends."""

import json
import time

import msgspec
import pytest

from municipal.sign_in import id_token, oidc
from municipal.sign_in.exchange import RefusedError
from municipal.sign_in.oidc import begin, finish
from municipal.sign_in.provider_keys import forget
from tests.municipal.sign_in.stub_provider import (
    BACK,
    EC_KEY,
    METADATA,
    PEM,
    RSA_KEY,
    STRANGER,
    TENANT,
    WORD,
    ec_jwk,
    forge,
    refused,
    serving,
)

pytestmark = pytest.mark.usefixtures("forgotten")


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
