"""The token itself: exactly what the standard asks for, and written in one way only."""

import json

import pytest
from joserfc import jws
from joserfc.jwk import ECKey, RSAKey
from joserfc.jws import JWSRegistry
from openbadgeslib.ob3 import OB3Verifier
from openbadgeslib.ob3.verifier import OB3VerificationError

from municipal.badges.token import holds, read, secured, signed
from municipal.badges.told import RefusedError
from tests.municipal.badges.forging import b64, foreign, jwk, key, part, parts, rs256, unb64

KEY = RSAKey.generate_key(2048)


def credential():
    return {name: value for name, value in foreign().items() if name not in ("iss", "jti", "sub", "nbf", "exp")}


def test_the_header_says_the_algorithm_the_key_and_the_type_and_nothing_else():
    header, _ = parts(signed(credential(), KEY, "https://example.edu/keys/1"))
    assert header == {"alg": "RS256", "kid": "https://example.edu/keys/1", "typ": "JWT"}


def test_the_claims_stand_beside_the_members_of_the_credential():
    _, claims = parts(signed(credential(), KEY, "k"))
    assert claims == foreign()
    endless = credential()
    del endless["validUntil"]
    assert "exp" not in secured(endless)


def test_an_independent_reader_accepts_what_we_sign_and_refuses_what_was_changed():
    token = signed(credential(), KEY, "k")
    reader = OB3Verifier(KEY.as_pem(private=False))
    assert reader.verify(token).id == "https://example.edu/credentials/3732"
    head, body, signature = token.split(".")
    changed = b64(unb64(body).replace(b"Teamwork", b"Teamlead"))
    with pytest.raises(OB3VerificationError):
        reader.verify(f"{head}.{changed}.{signature}")


def test_what_another_library_signed_is_accepted():
    token = rs256({"alg": "RS256"}, foreign(), key())
    holds(read(token), jwk(key()))
    with pytest.raises(RefusedError) as refused:
        holds(read(token), jwk(key("other")))
    assert refused.value.told.word == "signature"


@pytest.mark.parametrize(("algorithm", "curve", "fine"), [("ES256", "P-256", True), ("ES256", "P-384", False)])
def test_a_curve_signs_with_its_own_algorithm(algorithm, curve, fine):
    private = ECKey.generate_key(curve)
    registry = JWSRegistry(algorithms=["ES256", "ES384"])
    name = algorithm if fine else "ES384"
    token = jws.serialize_compact({"alg": name}, json.dumps(foreign()), private, registry=registry)
    head = token if fine else f"{part({'alg': algorithm})}.{token.split('.', 1)[1]}"
    if fine:
        holds(read(head), private.as_dict(private=False))
    with pytest.raises(RefusedError):
        holds(read(head), ECKey.generate_key(curve).as_dict(private=False))
    with pytest.raises(RefusedError):
        holds(read(head), jwk(key()))


def test_the_other_signature_of_rsa_keys_is_accepted():
    private = RSAKey.generate_key(2048)
    token = jws.serialize_compact({"alg": "PS256"}, json.dumps(foreign()), private, algorithms=["PS256"])
    holds(read(token), private.as_dict(private=False))
    with pytest.raises(RefusedError):
        holds(read(f"{part({'alg': 'RS256'})}.{token.split('.', 1)[1]}"), private.as_dict(private=False))


def test_a_signature_can_be_written_in_one_way_only():
    """256 bytes end with four bits that mean nothing: another letter would decode to the same bytes."""
    token = signed(credential(), KEY, "k")
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    twin = token[:-1] + letters[letters.index(token[-1]) + 1]
    assert unb64(twin.split(".")[2]) == unb64(token.split(".")[2])
    with pytest.raises(RefusedError):
        read(twin)


@pytest.mark.parametrize(
    "wrong", ["", ".", "a.b", "a.b.c.d", "e30.e30.", ".e30.e30", "e30.e30.e30=", "e30 .e30.e30", "e30.e.e30"]
)
def test_what_has_not_three_whole_parts_is_refused(wrong):
    with pytest.raises(RefusedError) as refused:
        read(wrong)
    assert refused.value.told.word == "structure"


def test_a_header_of_four_thousand_bytes_is_the_most():
    for size, fine in ((2_900, True), (3_100, False)):
        token = rs256({"alg": "RS256", "pad": "x" * size}, foreign(), key())
        if fine:
            holds(read(token), jwk(key()))
        else:
            with pytest.raises(RefusedError):
                read(token)
