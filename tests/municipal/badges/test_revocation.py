"""What a list beside the badge may say, and what it may not."""

import pytest

from municipal.badges.credential import Issuer
from municipal.badges.instants import present
from municipal.badges.keys import issuer_id, signing
from municipal.badges.locations import key_address
from municipal.badges.reading import Beside
from municipal.badges.status import BITS, encoded, status_list
from municipal.badges.token import signed
from municipal.db import reading
from tests.municipal.badges.conftest import BASE
from tests.municipal.badges.forging import ISSUER, foreign, jwk, key, named, parts

LIST = "https://example.edu/status/3"
KEY = jwk(key(), kid="https://example.edu/keys/1")


def entry(place, **changes):
    status = {
        "id": f"{LIST}#{place}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": place,
        "statusListCredential": LIST,
    }
    return named(foreign(credentialStatus=status | changes))


def listed(places, private=None, bits=None, **changes):
    claims = {
        "id": LIST,
        "iss": ISSUER,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": ISSUER,
        "credentialSubject": {"statusPurpose": "revocation", "encodedList": bits or encoded(places)},
    }
    return named(claims | changes, private)


def words(found):
    return [one.partition(": ")[0] for one in found.warnings]


@pytest.mark.parametrize("place", [94, "94"])
def test_a_list_of_the_same_issuer_decides_whether_its_index_is_a_text_or_a_number(verdict, place):
    badge = entry(place)
    revoked = verdict(badge, beside=Beside(KEY, listed([94])))
    assert [one.partition(": ")[0] for one in revoked.errors] == ["revoked"]
    kept = verdict(badge, beside=Beside(KEY, listed([93, 95])))
    assert (kept.valid, words(kept)) == (True, ["key"])


@pytest.mark.parametrize(
    "forged",
    [
        listed([], key("stranger")),
        listed([])[:-8],
        "",
        "x",
        listed([], issuer="https://example.edu/issuers/1"),
        listed([], id=f"{LIST}9"),
        listed([], credentialSubject={"statusPurpose": "suspension", "encodedList": encoded([])}),
        listed([], credentialSubject=None),
        listed([], bits="uH4sIAAAA"),
        listed([], bits="é"),
    ],
    ids=range(10),
)
def test_a_list_that_is_forged_damaged_or_anothers_does_not_count(verdict, forged):
    found = verdict(entry(94), beside=Beside(KEY, forged))
    assert found.valid
    assert "revocation not checked" in words(found)


def test_without_a_list_a_strangers_status_is_unknown(verdict):
    found = verdict(entry(94), beside=Beside(KEY))
    assert (found.valid, words(found)) == (True, ["key", "revocation not checked"])


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "1EdTechRevocationList"},
        {"statusPurpose": "suspension"},
        {"statusListIndex": True},
        {"statusListIndex": "-1"},
        {"statusListIndex": "9" * 30},
        {"statusListIndex": 1.5},
        {"statusListCredential": None},
    ],
    ids=str,
)
def test_a_status_that_we_do_not_know_is_not_checked(verdict, changes):
    found = verdict(entry(94, **changes), beside=Beside(KEY, listed([94])))
    assert (found.valid, words(found)) == (True, ["key", "revocation not checked"])


def test_a_place_outside_the_list_is_not_checked(verdict):
    found = verdict(entry(BITS), beside=Beside(KEY, listed([94])))
    assert "revocation not checked" in words(found)


def ours(earned, places):
    """The list of a badge of ours, signed with the key of the instance."""
    with reading() as session:
        made = status_list(Issuer(BASE, issuer_id(session)), 1, places, present())
        key_today = signing(session)
        return signed(made, key_today.key, key_address(BASE, key_today.number))


def test_our_own_list_beside_our_badge_may_revoke_it(earned, verdict):
    place = int(parts(earned.token)[1]["credentialStatus"]["statusListIndex"])
    assert verdict(earned.token, beside=Beside(None, ours(earned, []))).warnings == []
    found = verdict(earned.token, beside=Beside(None, ours(earned, [place])))
    assert [one.partition(": ")[0] for one in found.errors] == ["revoked"]


def test_a_forged_list_beside_our_badge_is_remarked_upon_and_our_own_rows_decide(earned, verdict):
    found = verdict(earned.token, beside=Beside(KEY, listed([])))
    assert (found.valid, words(found)) == (True, ["status"])
