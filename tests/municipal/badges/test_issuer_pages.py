"""What other readers fetch: the keys of every year, the issuer, the list, what can be earned."""

import pytest
from joserfc.jwk import RSAKey
from openbadgeslib.ob3 import OB3Verifier
from openbadgeslib.ob3.status import decode_encoded_list, set_indices

from municipal.badges.issue import revoke
from municipal.badges.keys import rotate
from municipal.db import write
from municipal.traces.chain import SYSTEM
from tests.municipal.badges.forging import parts

NUMBER = "/badges/cles/"


def path_of(address):
    return "/" + address.split("/", 3)[3]


def test_a_badge_leads_to_its_key_its_issuer_its_list_and_its_achievement(browser, earned):
    visitor = browser(accept="application/json")
    header, claims = parts(earned.token)
    found = visitor.get(path_of(header["kid"])).json()
    assert OB3Verifier(RSAKey.import_key(found).as_pem(private=False)).verify(earned.token).id == claims["id"]
    issuer = visitor.get(path_of(claims["iss"])).json()
    assert issuer["type"] == ["Profile"]
    assert issuer["id"].endswith(path_of(claims["iss"]))
    achievement = claims["credentialSubject"]["achievement"]
    assert visitor.get(path_of(achievement["id"])).json()["name"] == achievement["name"]
    assert visitor.get(path_of(achievement["image"]["id"])).text.startswith("<svg")
    status = visitor.get(path_of(claims["credentialStatus"]["statusListCredential"]))
    assert status.headers["content-type"].startswith("text/plain")
    assert visitor.get(f"/v/{earned.code}").status_code == 200


def test_every_public_key_is_served_and_nothing_private(browser, earned):
    write(lambda session: rotate(session, SYSTEM))
    visitor, number = browser(), int(parts(earned.token)[0]["kid"].rsplit("/", 1)[1])
    for one in (number, number + 1):
        assert set(visitor.get(f"{NUMBER}{one}").json()) == {"kty", "n", "e", "alg", "use", "kid"}
    for wrong in ("0", "-1", "99999", "9" * 30, "x", "1.0"):
        assert visitor.get(f"{NUMBER}{wrong}").status_code in (400, 404)


def test_a_revocation_is_in_the_list_at_once(browser, earned):
    visitor, status = browser(), parts(earned.token)[1]["credentialStatus"]

    def revoked():
        subject = parts(visitor.get(path_of(status["statusListCredential"])).text)[1]["credentialSubject"]
        return set_indices(decode_encoded_list(subject["encodedList"]))

    assert int(status["statusListIndex"]) not in revoked()
    write(lambda session: revoke(session, SYSTEM, earned.code, "Erreur"))
    assert int(status["statusListIndex"]) in revoked()


def test_what_does_not_exist_is_not_found(browser, earned):
    for path in (
        "/badges/statut/999",
        f"/badges/statut/{'9' * 30}",
        "/badges/emetteurs/x",
        "/badges/reussites/x/fr",
        "/badges/reussites/essentials/de",
    ):
        assert browser().get(path).status_code == 404
    assert browser().get("/badges/reussites/essentials/fr.png").status_code == 404


def test_before_the_first_badge_there_is_no_issuer(anew, real_sqlite):
    visitor = anew(real_sqlite)
    for path in ("/badges/statut/1", "/badges/cles/1", "/badges/emetteurs/x"):
        assert visitor.get(path).status_code == 404


@pytest.mark.parametrize(("language", "told"), [("fr", "En préparation"), ("en", "Buying AI")])
def test_an_achievement_is_a_page_for_people_in_the_language_of_its_address(browser, language, told):
    answer = browser(accept="text/html,application/json;q=0.9").get(f"/badges/reussites/buy/{language}")
    assert answer.headers["content-type"].startswith("text/html")
    assert f'<html lang="{language}-CA">' in answer.text
    assert told in answer.text
