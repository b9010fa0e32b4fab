"""Passkeys: what is replayed, forged or asked elsewhere is refused, even what no browser would send."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

from municipal.sign_in.passkeys import (
    Passkey,
    RefusedError,
    RegressError,
    credential_id,
    verify_authentication,
    verify_registration,
)
from tests.municipal.sign_in.device import CHALLENGE, PERSON, PLACE, PRESENT, VERIFIED, Device


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
