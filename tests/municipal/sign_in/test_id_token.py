"""An ID token is believed only when all of it holds."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from joserfc.jwk import ECKey, RSAKey

from municipal.sign_in.exchange import RefusedError
from municipal.sign_in.id_token import verified
from municipal.sign_in.providers import Provider
from tests.municipal.sign_in.stub_provider import (
    EC_KEY,
    PEM,
    RSA_KEY,
    STRANGER,
    b64,
    ec_jwk,
    forge,
    rsa_jwk,
    signature,
    unb64,
)

NOW = 1_800_000_000
ISSUER = "https://idp.example"
PROVIDER = Provider("stub", "Le service", "The service", ISSUER, "repere")
KEYS = {"ec": ECKey.import_key(ec_jwk(EC_KEY)), "rsa": RSAKey.import_key(rsa_jwk(RSA_KEY))}
HONEST = {"iss": ISSUER, "sub": "248289761001", "aud": "repere", "exp": NOW + 300, "iat": NOW, "nonce": "n-0S6"}


def read(token, now=NOW, nonce="n-0S6", find=KEYS.get):  # a token that names no key finds none here
    return verified(token, PROVIDER, nonce, find, now)


def refused(token, **given):
    with pytest.raises(RefusedError) as caught:
        read(token, **given)
    return caught.value.kind, caught.value.detail


def without(name):
    return {key: value for key, value in HONEST.items() if key != name}


@pytest.mark.parametrize(
    ("alg", "kid", "private"), [("ES256", "ec", EC_KEY), ("RS256", "rsa", RSA_KEY), ("PS256", "rsa", RSA_KEY)]
)
def test_asvs_6_8_2_a_token_signed_by_another_implementation_is_read(alg, kid, private):
    assert read(forge(HONEST, alg=alg, key=private, kid=kid)) == HONEST


@pytest.mark.parametrize("audience", ["repere", ["repere"]])
def test_asvs_10_5_4_the_audience_may_be_a_text_or_a_list_of_one(audience):
    assert read(forge(HONEST | {"aud": audience, "azp": "repere"}))["sub"] == "248289761001"


@pytest.mark.parametrize(
    ("changes", "detail"),
    [
        ({"iss": "https://evil.example"}, "iss"),
        ({"iss": ISSUER + "/"}, "iss"),
        ({"iss": ISSUER.upper()}, "iss"),
        ({"iss": [ISSUER]}, "iss"),
        ({"aud": "another"}, "aud"),
        ({"aud": ["another"]}, "aud"),
        ({"aud": ["repere", "another"]}, "aud"),
        ({"aud": []}, "aud"),
        ({"aud": {"repere": True}}, "aud"),
        ({"azp": "another"}, "azp"),
        ({"azp": None}, "azp"),
        ({"azp": ["repere"]}, "azp"),
        ({"nonce": "another"}, "nonce"),
        ({"nonce": ["n-0S6"]}, "nonce"),
        ({"nonce": ""}, "nonce"),
        ({"sub": ""}, "sub"),
        ({"sub": 248289761001}, "sub"),
        ({"sub": "a" * 256}, "sub"),
        ({"sub": None}, "sub"),
    ],
)
def test_asvs_10_5_4_a_token_with_a_wrong_claim_is_refused(changes, detail):
    assert refused(forge(HONEST | changes)) == ("forged", detail)


@pytest.mark.parametrize("name", ["iss", "sub", "aud", "exp", "iat", "nonce"])
def test_asvs_9_2_1_a_token_that_lacks_a_claim_is_refused(name):
    assert refused(forge(without(name))) == ("forged", name)


@pytest.mark.parametrize(
    ("changes", "detail"),
    [
        ({"exp": NOW - 60}, "exp"),
        ({"exp": "tomorrow"}, "exp"),
        ({"exp": True}, "exp"),
        ({"exp": float("nan")}, "exp"),
        ({"exp": float("inf")}, "exp"),
        ({"iat": NOW + 61}, "iat"),
        ({"iat": "now"}, "iat"),
        ({"nbf": NOW + 61}, "nbf"),
    ],
)
def test_asvs_9_2_1_a_token_out_of_its_time_is_refused(changes, detail):
    assert refused(forge(HONEST | changes)) == ("clock", detail)


@settings(max_examples=50, deadline=None)
@given(st.integers(-1000, 1000), st.integers(-1000, 1000))
def test_asvs_9_2_1_two_clocks_may_stand_a_minute_apart(end, start):
    token = forge(HONEST | {"exp": NOW + end, "iat": NOW + start})
    if end > -60 and start <= 60:
        assert read(token)["exp"] == NOW + end
    else:
        assert refused(token)[0] == "clock"


@pytest.mark.parametrize(
    ("token", "detail"),
    [
        (forge(HONEST, alg="none"), "alg"),
        (forge(HONEST, alg="none", kid=None), "alg"),
        (forge(HONEST, alg="None"), "alg"),
        (forge(HONEST, alg="HS256", key=PEM, kid="rsa"), "alg"),
        (forge(HONEST, alg="HS256", key=json.dumps(rsa_jwk(RSA_KEY)).encode(), kid="rsa"), "alg"),
        (forge(HONEST, alg="RS512", key=RSA_KEY, kid="rsa"), "alg"),
        (forge(HONEST, alg="", key=RSA_KEY), "alg"),
    ],
    ids=["none", "none without a key", "None", "HS256 by PEM", "HS256 by JWK", "RS512", "no name"],
)
def test_asvs_9_1_2_only_the_listed_algorithms_are_believed(token, detail):
    assert refused(token) == ("forged", detail)


@pytest.mark.parametrize("alg", ["RS256", "ES256"])
def test_asvs_9_1_2_a_key_of_one_algorithm_serves_no_other(alg):
    """RFC 8725, 3.1: the key says PS256, so that nothing else is checked with it."""
    key = RSAKey.import_key(rsa_jwk(RSA_KEY, alg="PS256"))
    assert read(forge(HONEST, alg="PS256", key=RSA_KEY, kid="rsa"), find=lambda _: key) == HONEST
    private = RSA_KEY if alg == "RS256" else EC_KEY
    assert refused(forge(HONEST, alg=alg, key=private, kid="rsa"), find=lambda _: key) == ("forged", "alg")


def test_asvs_9_1_2_a_key_of_another_kind_does_not_check_a_signature():
    assert refused(forge(HONEST, alg="RS256", key=RSA_KEY, kid="ec"))[0] == "forged"
    assert refused(forge(HONEST, alg="ES256", key=EC_KEY, kid="rsa"))[0] == "forged"


@pytest.mark.parametrize("kid", ["unknown", "", "EC", None, 5, ["ec"], {"ec": 1}])
def test_asvs_9_1_3_a_token_that_names_no_key_of_the_provider_is_refused(kid):
    assert refused(forge(HONEST, kid=kid))[0] == "forged"


@pytest.mark.parametrize(
    "header",
    [
        {"jwk": ec_jwk(STRANGER)},
        {"jku": "https://evil.example/keys"},
        {"x5u": "https://evil.example/certificate"},
        {"x5c": [b64(PEM[:200])]},
    ],
    ids=lambda header: next(iter(header)),
)
def test_asvs_9_1_3_a_key_that_the_token_brings_along_is_not_used(header):
    assert refused(forge(HONEST, key=STRANGER, **header)) == ("forged", "signature")


def test_asvs_9_1_1_a_token_signed_by_somebody_else_is_refused():
    assert refused(forge(HONEST, key=STRANGER)) == ("forged", "signature")


def test_asvs_9_1_1_a_signature_does_not_hold_for_other_claims():
    head, _, mark = forge(HONEST).split(".")
    other = b64(json.dumps(HONEST | {"sub": "somebody-else"}).encode())
    assert refused(f"{head}.{other}.{mark}") == ("forged", "signature")
    assert refused(f"{head}.{other}.") == ("forged", "signature")


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 511))
def test_asvs_9_1_1_a_signature_with_one_bit_turned_is_refused(bit):
    head, claims, mark = forge(HONEST).split(".")
    bits = bytearray(unb64(mark))
    bits[bit // 8] ^= 1 << (bit % 8)
    assert refused(f"{head}.{claims}.{b64(bytes(bits))}") == ("forged", "signature")


@pytest.mark.parametrize("typ", ["at+jwt", "logout+jwt", "application/at+jwt", "JWE", 5])
def test_asvs_9_2_2_a_token_of_another_kind_is_refused(typ):
    assert refused(forge(HONEST, typ=typ))[0] == "forged"


def test_asvs_9_2_2_a_token_may_say_that_it_is_a_jwt_or_nothing():
    assert read(forge(HONEST, typ="jwt")) == HONEST
    head = b64(json.dumps({"alg": "ES256", "kid": "ec"}).encode())
    claims = forge(HONEST).split(".")[1]
    assert read(f"{head}.{claims}.{b64(signature('ES256', EC_KEY, f'{head}.{claims}'.encode()))}") == HONEST


def test_a_word_of_the_header_that_is_critical_and_unknown_is_refused_others_are_passed_over():
    assert read(forge(HONEST, x5t="abc", invented="x")) == HONEST
    assert refused(forge(HONEST, crit=["invented"], invented="x")) == ("forged", "format")


@pytest.mark.parametrize("claims", [[], "text", 5, None, [HONEST]])
def test_claims_that_are_no_object_are_refused(claims):
    assert refused(forge(claims)) == ("forged", "format")


def test_an_encrypted_token_is_not_one_that_we_asked_for():
    assert refused("a.b.c.d.e")[0] == "forged"


def test_without_a_nonce_of_ours_nothing_is_believed():
    assert refused(forge(HONEST | {"nonce": ""}), nonce="") == ("forged", "nonce")
    assert refused(forge(without("nonce")), nonce="") == ("forged", "nonce")


@settings(max_examples=50, deadline=None)
@given(st.one_of(st.text(), st.lists(st.text(alphabet="eyJ0-_=.{}[]"), min_size=3, max_size=3).map(".".join)))
def test_whatever_comes_instead_of_a_token_is_refused(text):
    assert refused(text)[0] == "forged"


@settings(max_examples=50, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["alg", "kid", "typ", "crit", "b64", "zip", "jwk"]),
        st.one_of(st.sampled_from(["ES256", "ec", "JWT"]), st.text(), st.integers(), st.none(), st.lists(st.text())),
    )
)
def test_whatever_stands_in_the_header_is_read_or_refused(header):
    head = b64(json.dumps(header).encode())
    assert refused(f"{head}.{b64(b'{}')}.AAAA")[0] == "forged"
