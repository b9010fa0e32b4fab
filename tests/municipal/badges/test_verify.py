"""A badge of ours is believed; one that was changed, forged, outdated or revoked is refused, and the reason is told."""

import datetime as dt
import json

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from municipal.badges.issue import revoke
from municipal.badges.keys import issuer_id, public_key, rotate
from municipal.badges.reading import Beside
from municipal.db import reading, write
from municipal.traces.chain import SYSTEM
from tests.municipal.badges.conftest import BASE, BODY
from tests.municipal.badges.forging import (
    b64,
    carried,
    flips,
    foreign,
    hs256,
    in_svg,
    itxt,
    jwk,
    key,
    named,
    number,
    old,
    part,
    parts,
    png,
    rs256,
    svg,
)


def test_a_badge_of_ours_is_valid_in_every_kind_of_file(earned, verdict):
    for file, form in (
        (earned.token.encode(), "jwt"),
        (f"\ufeff{earned.token}\n".encode(), "jwt"),
        (svg(credential=in_svg(earned.token)).encode(), "svg"),
        (png(itxt(earned.token)), "png"),
        (json.dumps({"id": f"data:application/vc+jwt,{earned.token}"}).encode(), "json"),
    ):
        found = verdict(file)
        assert (found.valid, found.format, found.errors, found.warnings) == (True, form, [], [])
        assert (found.name, found.issuer, found.achievement) == ("Odile Bouleau", BODY, "Essentiel IA municipale")


def test_a_badge_cut_anywhere_is_refused(earned, verdict):
    for end in range(0, len(earned.token), 16):
        found = verdict(earned.token[:end])
        assert not found.valid
        assert len(found.errors) == 1, end


def test_one_bit_changed_anywhere_is_refused(earned, verdict):
    for changed in flips(earned.token, 97):
        assert not verdict(changed).valid, changed


def test_a_token_without_a_signature_is_refused(earned, reasons):
    header, claims = parts(earned.token)
    for algorithm in ("none", "None", "", None, ["RS256"], "RS512"):
        head = part(header | {"alg": algorithm})
        assert reasons(f"{head}.{part(claims)}.{earned.token.split('.')[2]}") == ["algorithm"]
    assert reasons(f"{part({'alg': 'none'})}.{part(claims)}.") == ["structure"]
    assert reasons(f"{part({'typ': 'JWT'})}.{part(claims)}.{b64(b'x')}") == ["algorithm"]


def test_the_public_key_is_no_shared_secret(earned, reasons):
    header, claims = parts(earned.token)
    with reading() as session:
        public = public_key(session, 1)
    for secret in (json.dumps(public).encode(), public["n"].encode()):
        assert reasons(hs256(header | {"alg": "HS256"}, claims, secret)) == ["algorithm"]
    pem = key().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    assert reasons(hs256({"alg": "HS256", "jwk": jwk(key())}, foreign(), pem)) == ["algorithm"]


def test_our_name_with_a_strangers_key_is_refused_wherever_the_key_comes_from(earned, reasons):
    header, claims = parts(earned.token)
    stranger = key("stranger")
    assert reasons(rs256(header, claims, stranger)) == ["signature"]
    assert reasons(carried(claims, stranger)) == ["key"]
    assert reasons(rs256(header | {"jwk": jwk(stranger)}, claims, stranger)) == ["signature"]
    kid = "https://example.edu/keys/1"
    for key_id in (kid, header["kid"]):
        lying = Beside(jwk(stranger, kid=key_id))
        assert reasons(rs256(header | {"kid": key_id}, claims, stranger), beside=lying)[0] in ("key", "signature")
    # However our id is written, the key must be ours.
    ours = claims["iss"]
    for name in (ours.upper(), f"{ours}/", f"{ours}#", f" {ours} ", ours.replace("/badges/", "//badges//")):
        named_so = claims | {"iss": name, "issuer": name}
        assert reasons(rs256(header | {"jwk": jwk(stranger)}, named_so, stranger)) == ["signature"]
    # Whichever of the places names us, the key must be ours.
    assert reasons(carried(claims | {"iss": "https://example.edu/i/1"}, stranger)) == ["key"]
    assert reasons(carried({"vc": claims, "iss": "https://example.edu/i/1"}, stranger)) == ["key"]


@pytest.mark.parametrize("kid", [f"{BASE}/badges/cles/99", f"{BASE}/badges/cles/0", "1", None, 1, "x" * 600])
def test_a_key_that_is_not_one_of_ours_is_refused(earned, reasons, kid):
    header, claims = parts(earned.token)
    assert reasons(rs256(header | {"kid": kid}, claims, key("stranger"))) == ["key"]


def test_a_badge_counts_from_its_first_second_until_before_its_last(earned, reasons):
    _, claims = parts(earned.token)
    begins, ends = (dt.datetime.fromtimestamp(claims[name], tz=dt.UTC) for name in ("nbf", "exp"))
    second = dt.timedelta(seconds=1)
    assert reasons(earned.token, at=begins) == []
    assert reasons(earned.token, at=ends - second) == []
    assert reasons(earned.token, at=ends) == ["expired"]
    # Two clocks may stand a minute apart.
    assert reasons(earned.token, at=begins - 60 * second) == []
    assert reasons(earned.token, at=begins - 61 * second) == ["not yet valid"]


def test_a_revoked_badge_is_refused_with_the_reason(earned, verdict):
    assert write(lambda session: revoke(session, SYSTEM, earned.code, "Remis par erreur"))
    found = verdict(earned.token, "fr")
    assert not found.valid
    assert [one.partition(": ")[0] for one in found.errors] == ["revoked"]
    assert "Remis par erreur" in found.errors[0]


def test_what_a_former_key_signed_stays_valid_and_is_not_taken_for_the_new_key(earner, earned, reasons):
    write(lambda session: rotate(session, SYSTEM))
    later = earner("Rose Tremblay")
    assert reasons(earned.token) == reasons(later.token) == []
    old_header, new_header = parts(earned.token)[0], parts(later.token)[0]
    assert old_header["kid"] != new_header["kid"]
    swapped = f"{part(new_header)}.{'.'.join(earned.token.split('.')[1:])}"
    assert reasons(swapped) == ["signature"]


def test_a_badge_signed_under_another_address_of_ours_stays_ours(earned, verdict):
    with reading() as session:
        assert issuer_id(session) in parts(earned.token)[1]["iss"]
    # The verification knows no address at all: only the issuer's own id and the key count.
    assert verdict(earned.token).warnings == []


def test_a_strangers_badge_with_its_key_is_valid_with_a_warning(verdict):
    found = verdict(carried(foreign()))
    assert (found.valid, found.errors) == (True, [])
    assert [one.partition(": ")[0] for one in found.warnings] == ["key"]
    assert (found.issuer, found.achievement, found.name) == ("Example University", "Teamwork", "")


def test_a_badge_of_version_1_1_with_a_header_of_a_thousand_bytes_is_read(verdict):
    more = {"x5c": ["A" * 500]}
    token = carried(old(), **more)
    assert len(token.split(".")[0]) > 1000
    found = verdict(svg(credential=in_svg(token)).encode())
    assert (found.valid, found.format) == (True, "svg")
    assert [one.partition(": ")[0] for one in found.warnings] == ["key", "claims"]


def test_the_key_may_lie_beside_the_file_when_its_name_is_the_right_one(verdict, reasons):
    token, right = named(foreign()), jwk(key(), kid="https://example.edu/keys/1")
    assert verdict(token, beside=Beside(right)).valid
    assert reasons(token) == ["not verifiable offline"]
    assert reasons(token, beside=Beside(right | {"kid": "https://example.edu/keys/2"})) == ["not verifiable offline"]
    assert reasons(token, beside=Beside(jwk(key("other"), kid=right["kid"]))) == ["signature"]


def test_a_key_that_would_have_to_be_fetched_is_told_in_both_languages(verdict):
    for header in ({"jku": "https://example.edu/jwks"}, {"x5u": "https://example.edu/cert"}, {}):
        token = rs256({"alg": "RS256", "kid": "did:web:example.edu#1"} | header, foreign(), key())
        for language in ("fr", "en"):
            assert verdict(token, language).errors[0].startswith("not verifiable offline: ")


def test_a_key_that_is_private_weak_or_no_key_is_refused(reasons):
    private = key().private_numbers().d
    assert reasons(carried(foreign(), jwk=jwk(key()) | {"d": number(private)})) == ["key"]
    assert reasons(carried(foreign(), key("weak", 1024))) == ["key"]
    for wrong in ({"kty": "RSA"}, {"kty": "RSA", "n": "", "e": ""}, {"kty": "RSA", "n": "é", "e": "AQAB"}, []):
        assert reasons(carried(foreign(), jwk=wrong))[0] in ("key", "algorithm")
    assert reasons(carried(foreign(), jwk={"kty": "oct", "k": "eA"})) == ["key"]
    assert reasons(carried(foreign(), jwk={"kty": "EC", "crv": "P-256", "x": "eA", "y": "eA"})) == ["algorithm"]


def test_a_header_that_asks_for_more_is_refused(reasons):
    assert reasons(carried(foreign(), crit=["exp"])) == ["algorithm"]
    assert reasons(carried(foreign(), b64=False, crit=["b64"])) == ["algorithm"]
    assert reasons(carried(foreign(), b64=False)) == ["algorithm"]


def test_what_is_signed_but_is_no_badge_is_refused(reasons):
    assert reasons(carried(foreign(type=["VerifiableCredential", "EndorsementCredential"]))) == ["structure"]
    assert reasons(carried(foreign(type="OpenBadgeCredential"))) == ["structure"]
    assert reasons(carried(foreign(credentialSubject=[]))) == ["structure"]
    assert reasons(carried(foreign(issuer=None))) == ["structure"]
    assert reasons(carried({})) == ["structure"]
    assert reasons(rs256({"alg": "RS256", "jwk": jwk(key())}, [1], key())) == ["structure"]


def test_an_integrity_proof_is_said_to_be_checked_elsewhere(verdict):
    document = foreign() | {"proof": {"type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022"}}
    for file in (
        json.dumps(document),
        svg(credential=f"<openbadges:credential><![CDATA[{json.dumps(document)}]]></openbadges:credential>"),
    ):
        for language, said in (("fr", "Non vérifiable ici"), ("en", "not verifiable here")):
            found = verdict(file, language)
            assert (found.valid, len(found.errors)) == (False, 1)
            assert said in found.errors[0]
    assert not verdict(json.dumps(foreign())).valid


def test_whatever_the_file_holds_there_is_a_verdict(verdict):
    deep = "[" * 100_000
    for data in (
        b"",
        b"\0" * 50,
        deep.encode(),
        b'{"a":' * 50_000,
        b"<svg",
        b"\x89PNG\r\n\x1a\n",
        b"a.b.c",
        b"...",
        b"\xff\xfe<\0",
    ):
        found = verdict(data)
        assert not found.valid
        assert len(found.errors) == 1
    nested = rs256({"alg": "RS256", "jwk": jwk(key())}, {}, key()).split(".")
    assert not verdict(f"{nested[0]}.{b64(deep.encode())}.{nested[2]}").valid
