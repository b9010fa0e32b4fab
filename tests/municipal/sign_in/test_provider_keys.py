"""What a provider publishes is kept for an hour, asked for with measure, and read with suspicion."""

import json

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from hypothesis import given, settings
from hypothesis import strategies as st

from municipal.sign_in import provider_keys
from municipal.sign_in.exchange import RefusedError
from municipal.sign_in.provider_keys import forget, key, metadata
from tests.municipal.sign_in.stub_provider import EC_KEY, RSA_KEY, ec_jwk, rsa_jwk, serving

METADATA = "/.well-known/openid-configuration"
GARBAGE = {
    "nothing": b"",
    "a page": b"<!doctype html><title>Maintenance</title>",
    "no object": b"[]",
    "null": b"null",
    "cut off": b'{"issuer": "',
    "not UTF-8": b'{"issuer": "\xff\xfe"}',
    "without end": b'{"issuer": ' + b"[" * 100_000,
    "other types": b'{"issuer": 5, "authorization_endpoint": [], "token_endpoint": {}, "jwks_uri": null}',
}

pytestmark = pytest.mark.usefixtures("forgotten")


@pytest.fixture
def clock(monkeypatch):
    """A clock that only the test moves."""
    hand = [1000.0]
    monkeypatch.setattr(provider_keys, "monotonic", lambda: hand[0])
    return hand


def refused(call, *given):
    with pytest.raises(RefusedError) as caught:
        call(*given)
    return caught.value.kind, caught.value.detail


def test_metadata_are_read_once_an_hour(stub, clock):
    first = metadata(stub.provider)
    assert first.token_endpoint == stub.issuer + "/token"
    stub.metadata["token_endpoint"] = stub.issuer + "/new"
    clock[0] += 3599
    assert metadata(stub.provider) is first
    assert stub.asked[METADATA] == 1
    clock[0] += 1
    assert metadata(stub.provider).token_endpoint == stub.issuer + "/new"
    assert stub.asked[METADATA] == 2


def test_two_providers_are_not_taken_for_each_other(stub):
    with serving() as other:
        assert metadata(stub.provider).issuer != metadata(other.provider).issuer


@pytest.mark.parametrize("change", ["{}/", "{}.evil.example", "https://evil.example", "{}#", "", "{} "])
def test_asvs_10_5_3_metadata_of_another_issuer_are_refused(stub, change):
    stub.metadata["issuer"] = change.format(stub.issuer)
    assert refused(metadata, stub.provider) == ("setup", "issuer")
    stub.metadata["issuer"] = stub.issuer
    assert metadata(stub.provider).issuer == stub.issuer


def test_asvs_10_5_3_an_issuer_is_compared_letter_by_letter(stub):
    stub.metadata["issuer"] = stub.issuer.upper()
    assert refused(metadata, stub.provider) == ("setup", "issuer")


def test_an_issuer_may_be_a_folder_and_keeps_the_stroke_at_its_end(stub):
    """OpenID Connect Discovery, 4.1: the address of the metadata has but one."""
    realm = msgspec.structs.replace(stub.provider, issuer=stub.issuer + "/realms/ville/")
    place = "/realms/ville/.well-known/openid-configuration"
    stub.said[place] = (200, json.dumps(stub.metadata | {"issuer": realm.issuer}).encode())
    assert metadata(realm).issuer == realm.issuer
    assert stub.asked == {place: 1}


@pytest.mark.parametrize("body", GARBAGE.values(), ids=GARBAGE)
def test_garbage_is_as_good_as_no_answer(stub, body):
    stub.said[METADATA] = (200, body)
    assert refused(metadata, stub.provider) == ("unreachable", "garbage")
    forget()
    del stub.said[METADATA]
    stub.said["/keys"] = (200, body)
    assert refused(key, stub.provider, "ec") == ("unreachable", "garbage")


@pytest.mark.parametrize("status", [204, 301, 404, 500, 503])
def test_another_status_is_as_good_as_no_answer(stub, status):
    stub.said[METADATA] = (status, json.dumps(stub.metadata).encode())
    assert refused(metadata, stub.provider) == ("unreachable", f"status {status}")


def test_after_a_failure_the_next_ones_are_told_at_once_for_ten_seconds(stub, clock):
    stub.said[METADATA] = (503, b"")
    assert refused(metadata, stub.provider) == ("unreachable", "status 503")
    del stub.said[METADATA]
    clock[0] += 9
    assert refused(metadata, stub.provider) == ("unreachable", "pause")
    assert stub.asked[METADATA] == 1
    clock[0] += 1
    assert metadata(stub.provider).issuer == stub.issuer


def test_keys_are_read_once_an_hour(stub, clock):
    first = key(stub.provider, "ec")
    assert first is not None
    clock[0] += 3599
    assert key(stub.provider, "ec") is first
    assert key(stub.provider, "rsa") is not None
    assert stub.asked["/keys"] == 1
    clock[0] += 1
    assert key(stub.provider, "ec") is not first
    assert stub.asked["/keys"] == 2


def test_asvs_9_1_3_an_unknown_key_is_asked_for_at_most_once_a_minute(stub, clock):
    assert key(stub.provider, "ec") is not None
    for n in range(50):
        assert key(stub.provider, f"invented {n}") is None
    assert stub.asked["/keys"] == 1
    clock[0] += 60
    for n in range(50):
        assert key(stub.provider, f"invented {n}") is None
    assert stub.asked["/keys"] == 2
    # A key that we know is found all the while.
    assert key(stub.provider, "ec") is not None


def test_a_new_key_is_found_a_minute_later_without_waiting_an_hour(stub, clock):
    assert key(stub.provider, "ec") is not None
    fresh = ec.generate_private_key(ec.SECP256R1())
    stub.keys[:] = [ec_jwk(fresh, kid="fresh")]
    clock[0] += 61
    assert key(stub.provider, "fresh") is not None
    # And the one that was withdrawn is gone.
    assert key(stub.provider, "ec") is None


def test_a_refresh_that_fails_keeps_the_keys_that_we_have(stub, clock):
    assert key(stub.provider, "ec") is not None
    stub.said["/keys"] = (500, b"")
    clock[0] += 61
    assert refused(key, stub.provider, "new") == ("unreachable", "status 500")
    assert key(stub.provider, "new") is None
    assert key(stub.provider, "ec") is not None
    assert stub.asked["/keys"] == 2


def test_the_keys_are_the_providers_own(stub):
    """Compared with the numbers that another library holds."""
    found = key(stub.provider, "ec")
    assert found is not None
    assert found.public_key.public_numbers() == EC_KEY.public_key().public_numbers()
    other = key(stub.provider, "rsa")
    assert other is not None
    assert other.public_key.public_numbers() == RSA_KEY.public_key().public_numbers()


@pytest.mark.parametrize(
    "spoilt",
    [
        {"kty": "oct", "kid": "bad", "k": "c2VjcmV0"},
        {"kty": "AKP", "kid": "bad", "alg": "ML-DSA-44", "pub": "AAAA"},
        {"kty": "OKP", "kid": "bad", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"},
        {"kty": "EC", "kid": "bad", "crv": "P-256", "x": "AAAA", "y": "AAAA"},
        {"kty": "EC", "kid": "bad"},
        {"kty": "RSA", "kid": "bad", "n": "!", "e": "AQAB"},
        {"kty": "RSA", "kid": "bad", "n": 5, "e": []},
        {"kid": "bad"},
        {"kty": ["RSA"], "kid": "bad"},
        ec_jwk(EC_KEY, kid="bad", use="enc"),
        ec_jwk(EC_KEY, kid=5),
        ec_jwk(EC_KEY, kid=None),
    ],
)
def test_a_key_that_we_cannot_use_does_not_spoil_the_others(stub, spoilt):
    stub.keys.insert(0, spoilt)
    assert key(stub.provider, "ec") is not None
    assert key(stub.provider, "bad") is None


def test_a_provider_of_one_key_may_leave_its_name_out(stub):
    """OpenID Connect Core, 10.1."""
    assert key(stub.provider, "ec") is not None
    # Two keys are published: without a name, none can be meant.
    assert key(stub.provider, None) is None
    forget()
    stub.keys[:] = [{name: value for name, value in ec_jwk(EC_KEY).items() if name != "kid"}]
    assert key(stub.provider, "ec") is None
    only = key(stub.provider, None)
    assert only is not None
    assert only.public_key.public_numbers() == EC_KEY.public_key().public_numbers()
    assert stub.asked["/keys"] == 2


def test_a_token_that_names_no_key_of_two_does_not_make_us_ask_without_end(stub, clock):
    for _ in range(20):
        assert key(stub.provider, None) is None
    assert stub.asked["/keys"] == 1


@pytest.mark.filterwarnings("ignore:Key size:joserfc.errors.SecurityWarning")
def test_a_short_rsa_key_is_not_used(stub):
    short = rsa.generate_private_key(public_exponent=65537, key_size=1024)  # noqa: S505 - its weakness is the test
    stub.keys.append(rsa_jwk(short, kid="short"))
    assert key(stub.provider, "short") is None
    assert key(stub.provider, "rsa") is not None


@settings(max_examples=50, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["kty", "kid", "use", "alg", "crv", "x", "y", "n", "e", "d", "key_ops"]),
        st.one_of(
            st.sampled_from(["RSA", "EC", "sig", "P-256", "AQAB"]),
            st.text(),
            st.integers(),
            st.none(),
            st.lists(st.text()),
        ),
    )
)
def test_whatever_a_provider_publishes_as_a_key_is_used_or_passed_over(jwk):
    made = provider_keys._key(jwk)
    assert made is None or made.key_type == jwk["kty"]
