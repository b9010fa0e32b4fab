"""Awarding, renewing, revoking: what each leaves behind, and what none of them does twice."""

import datetime as dt

import pytest
from sqlalchemy import update
from sqlmodel import func, select

from municipal.badges import issue
from municipal.badges.issue import NotReadyError, award, renew, revoke
from municipal.badges.queries import attestation, of_person, token_of
from municipal.badges.seed import achievements
from municipal.badges.tables import Attestation, BadgeStatus
from municipal.db import reading, write
from municipal.people.queries import add_person
from municipal.privacy.erase import erase
from municipal.traces.chain import SYSTEM, By
from municipal.traces.tables import Audit, AuditReason
from tests.municipal.badges.conftest import BASE, BODY
from tests.municipal.badges.forging import parts


def acts(code):
    with reading() as session:
        return session.exec(select(Audit.action).where(Audit.object_id == code).order_by(Audit.seq)).all()


def test_while_it_counts_the_same_badge_comes_back(earner, earned):
    assert earner(person=earned.person).code == earned.code
    assert acts(earned.code) == ["badge.awarded"]
    with reading() as session:
        assert [row.code for row in of_person(session, earned.person)] == [earned.code]


def test_each_language_has_its_own_badge(earner, earned):
    other = earner(person=earned.person, language="en")
    assert other.code != earned.code
    assert parts(other.token)[1]["name"] == "Municipal AI essentials"


def test_a_badge_that_expired_or_was_revoked_may_be_earned_again(earner, earned):
    write(lambda session: revoke(session, SYSTEM, earned.code, "Erreur"))
    second = earner(person=earned.person)
    past = "2020-01-01T00:00:00+00:00"
    write(
        lambda session: session.execute(
            update(Attestation).where(Attestation.code == second.code).values(valid_until=past)
        )
    )
    third = earner(person=earned.person)
    assert len({earned.code, second.code, third.code}) == 3
    with reading() as session:
        states = {row.code: row.state for row in of_person(session, earned.person)}
    assert states == {earned.code: "revoked", second.code: "expired", third.code: "valid"}


def test_a_badge_without_content_cannot_be_earned(earner):
    for one in achievements().values():
        if not one.ready:
            with pytest.raises(NotReadyError):
                earner(achievement=one.id)


def test_what_is_signed_says_whose_it_is_and_from_whom(earned):
    _, claims = parts(earned.token)
    assert claims["issuer"]["name"] == BODY
    assert claims["id"] == f"{BASE}/v/{earned.code}"
    (identity,) = claims["credentialSubject"]["identifier"]
    assert identity == {
        "type": "IdentityObject",
        "hashed": False,
        "identityHash": "Odile Bouleau",
        "identityType": "name",
    }
    # Neither the pseudonym nor anything else ties two badges of a person together.
    assert earned.person not in str(claims)
    assert claims["sub"].startswith("urn:uuid:")


def test_an_installation_without_a_body_names_its_address_and_nobody(village):
    def work(session):
        who = add_person(session, name="Rose", email=None, language="fr")
        code = award(session, SYSTEM, person=who, name="Rose", achievement="essentials", language="fr", base=BASE)
        return token_of(session, code)

    assert parts(write(work))[1]["issuer"]["name"] == BASE


def test_a_failed_transaction_leaves_nothing(village):
    def counts():
        with reading() as session:
            return [session.exec(select(func.count()).select_from(one)).one() for one in (BadgeStatus, Audit)]

    before = counts()

    def work(session):
        who = add_person(session, name="Rose", email=None, language="fr")
        award(session, SYSTEM, person=who, name="Rose", achievement="essentials", language="fr", base=BASE)
        raise LookupError

    with pytest.raises(LookupError):
        write(work)
    assert counts() == before


def test_a_renewal_keeps_the_code_the_subject_and_the_place_and_moves_the_dates(earned, reasons, monkeypatch):
    later = issue.present() + dt.timedelta(days=300)
    monkeypatch.setattr(issue, "present", lambda: later)
    assert write(lambda session: renew(session, SYSTEM, earned.code, base=BASE, body_name=BODY))
    with reading() as session:
        token = token_of(session, earned.code)
    before, after = parts(earned.token)[1], parts(token)[1]
    for same in ("id", "sub", "credentialStatus", "issuer"):
        assert before[same] == after[same]
    assert after["nbf"] == int(later.timestamp())
    assert after["exp"] > before["exp"]
    assert acts(earned.code) == ["badge.awarded", "badge.renewed"]
    # One revocation reaches both.
    write(lambda session: revoke(session, SYSTEM, earned.code, "Erreur"))
    assert reasons(earned.token) == ["revoked"]
    assert "revoked" in reasons(token)
    assert not write(lambda session: renew(session, SYSTEM, earned.code, base=BASE))


def test_a_revocation_happens_once_with_its_trace_and_its_reason(earned):
    by = By("operator")
    assert write(lambda session: revoke(session, by, earned.code, "Remis par erreur"))
    assert not write(lambda session: revoke(session, by, earned.code, "Autre motif"))
    assert not write(lambda session: revoke(session, by, "inconnu", "Motif"))
    assert acts(earned.code) == ["badge.awarded", "badge.revoked"]
    with reading() as session:
        seq = session.exec(
            select(Audit.seq).where(Audit.object_id == earned.code, Audit.action == "badge.revoked")
        ).one()
        assert session.exec(select(AuditReason.text).where(AuditReason.seq == seq)).one() == "Remis par erreur"
        row = attestation(session, earned.code)
    assert (row.state, row.reason) == ("revoked", "Remis par erreur")


def test_erasing_a_person_erases_their_badges_and_leaves_a_place_that_names_nobody(earned):
    place = int(parts(earned.token)[1]["credentialStatus"]["statusListIndex"])
    write(lambda session: erase(session, SYSTEM, earned.person))
    with reading() as session:
        assert attestation(session, earned.code) is None
        assert of_person(session, earned.person) == []
        assert session.get(BadgeStatus, (1, place)) is not None
