"""One badge of each kind for nobody: any other reader may try them."""

import json

import pytest
from joserfc.jwk import RSAKey
from openbadgeslib.ob3 import OB3Verifier
from openbadgeslib.ob3.status import decode_encoded_list, set_indices

from municipal.badges.demonstration import demonstration
from municipal.badges.places import withdraw
from municipal.badges.seed import achievements
from municipal.db import write
from tests.municipal.badges.forging import parts

BASE = "https://repere.example"


@pytest.fixture
def files(village):
    return write(lambda session: demonstration(session, base=BASE, body_name="", language="fr"))


def test_each_kind_is_there_as_a_token_and_as_a_picture_with_the_key_and_the_list(files):
    kinds = [f"{one}.{suffix}" for one in achievements() for suffix in ("jwt", "svg")]
    assert list(files) == [*kinds, "issuer-jwk.json", "status-list.jwt"]


def test_an_independent_reader_accepts_all_of_them_with_the_key_that_lies_beside(files):
    published = json.loads(files["issuer-jwk.json"])
    reader = OB3Verifier(RSAKey.import_key(published).as_pem(private=False))
    for one in achievements():
        token = files[f"{one}.jwt"]
        assert reader.verify(token).id == parts(token)[1]["jti"]
        assert OB3Verifier.extract_token_from_svg(files[f"{one}.svg"].encode()) == token
        assert parts(token)[0]["kid"] == published["kid"]


def test_the_key_is_a_public_one(files):
    assert set(json.loads(files["issuer-jwk.json"])) == {"kty", "n", "e", "alg", "use", "kid"}


@pytest.mark.parametrize(("language", "word"), [("fr", "fictive"), ("en", "fictitious")])
def test_the_claims_say_that_the_person_is_fictitious(village, language, word):
    made = write(lambda session: demonstration(session, base=BASE, body_name="", language=language))
    for one in achievements():
        claims = parts(made[f"{one}.jwt"])[1]
        assert word in claims["description"]
        assert word in claims["credentialSubject"]["identifier"][0]["identityHash"]


def test_nobody_is_named_as_the_issuer_and_real_badges_have_another_list(files):
    claims = parts(files["essentials.jwt"])[1]
    assert claims["issuer"]["name"] == BASE
    assert claims["credentialStatus"]["statusListCredential"] == f"{BASE}/badges/statut/0"


def test_the_list_tells_what_was_revoked_of_earlier_ones(files):
    place = int(parts(files["buy.jwt"])[1]["credentialStatus"]["statusListIndex"])
    write(lambda session: withdraw(session, 0, place, "Essai"))
    later = write(lambda session: demonstration(session, base=BASE, body_name="", language="fr"))
    subject = parts(later["status-list.jwt"])[1]["credentialSubject"]
    assert place in set_indices(decode_encoded_list(subject["encodedList"]))
