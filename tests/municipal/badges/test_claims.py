"""A token and the credential in it must say the same; what others leave out is only remarked upon."""

import pytest

from tests.municipal.badges.forging import carried, foreign, old


@pytest.mark.parametrize(
    "changed",
    [
        {"iss": "https://example.edu/issuers/1"},
        {"iss": None},
        {"jti": "https://example.edu/credentials/1"},
        {"jti": None},
        {"id": None, "jti": None},
        {"sub": "urn:uuid:00000000-0000-4000-8000-000000000000"},
        {"nbf": 1767225601},
        {"nbf": None},
        {"nbf": "1767225600"},
        {"nbf": True},
        {"validFrom": "2026-01-01"},
        {"validFrom": None},
        {"validFrom": "2026-01-01T00:00:01Z"},
        {"exp": 2082758401},
        {"exp": "2082758400"},
    ],
    ids=str,
)
def test_a_contradiction_is_refused(reasons, changed):
    assert set(reasons(carried(foreign(**changed)))) == {"claims"}


def test_the_same_instant_may_be_written_in_another_way(reasons):
    for written in ("2025-12-31T19:00:00-05:00", "2026-01-01T00:00:00.000Z", "2026-01-01T00:00:00+00:00"):
        assert reasons(carried(foreign(validFrom=written))) == []


def test_what_others_leave_out_warns(verdict):
    found = verdict(carried(foreign(sub=None, exp=None)))
    assert found.valid
    assert [one.partition(": ")[0] for one in found.warnings] == ["key", "claims", "claims"]


def test_the_earliest_end_counts_wherever_it_is_written(reasons):
    past = {"validUntil": "2026-02-01T00:00:00Z", "exp": None}
    assert reasons(carried(foreign(**past))) == ["expired"]
    assert reasons(carried(foreign(validUntil=None, exp=1769904000))) == ["expired"]
    assert "expired" in reasons(carried(foreign(validUntil="demain", exp=None)))
    within = old()["vc"] | {"expirationDate": "2026-02-01T00:00:00Z"}
    assert reasons(carried(old(vc=within))) == ["expired"]


def test_a_badge_of_tomorrow_waits(reasons):
    later = {"validFrom": "2035-01-01T00:00:00Z", "nbf": 2051222400}
    assert reasons(carried(foreign(**later))) == ["not yet valid"]


def test_what_a_stranger_wrote_is_shown_short_and_plain(verdict):
    issuer = {"id": "https://example.edu/issuers/565049", "name": "A\x07\u202eB" * 200}
    subject = foreign()["credentialSubject"] | {
        "identifier": [{"type": "IdentityObject", "hashed": False, "identityType": "name", "identityHash": "Ève\n"}]
    }
    found = verdict(carried(foreign(issuer=issuer, credentialSubject=subject)))
    assert found.valid
    assert found.issuer == "AB" * 100
    assert found.name == "Ève"
