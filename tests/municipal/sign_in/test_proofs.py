"""One more proof: a note of what was asked, which serves one person, one act, once, for five minutes."""

import json

import pyotp
import pytest

from municipal.db import write
from municipal.keys import seal
from municipal.people.factors import add_factor
from municipal.sign_in import passkeys
from municipal.sign_in.proofs import Site, ask_key, code_proves, enrol_code, enrol_key, key_proves
from municipal.traces.chain import By

SITE = Site("https://repere.example:8443")


@pytest.fixture(autouse=True)
def _here(village):
    pass


@pytest.fixture
def mine(somebody):
    """Somebody who has a key."""
    who = somebody()
    kept = {"kind": "passkey", "name": "", "secret": "AAAA", "credential": f"cred{who.id}", "counter": 5}
    write(lambda session: add_factor(session, By(who.id), **kept))
    return who.id


@pytest.fixture
def answered(monkeypatch):
    """A key that answers whatever it is asked: what remains to see is which notes are taken."""
    seen = []

    def verify(credential, *, passkey, person_id, challenge, **_):
        seen.append(challenge)
        return passkeys.Passkey(passkey.credential_id, passkey.public_key, passkey.sign_count + 1)

    def register(credential, *, challenge, **_):
        seen.append(challenge)
        return passkeys.Passkey(f"new{challenge}", "AAAA", 0)

    monkeypatch.setattr(passkeys, "credential_id", lambda credential: json.loads(credential)["id"])
    monkeypatch.setattr(passkeys, "verify_authentication", verify)
    monkeypatch.setattr(passkeys, "verify_registration", register)
    return seen


def asks(person, act="sign-in"):
    return write(lambda session: ask_key(session, SITE, person, act, name="Odile"))


def proves(person, flow, credential=None):
    given = credential or json.dumps({"id": f"cred{person}"})
    return write(lambda session: key_proves(session, person, SITE, flow=flow, credential=given))


def enrols(person, flow):
    return write(lambda session: enrol_key(session, By(person), SITE, flow=flow, credential="{}", name="Clé"))


def test_the_site_is_known_by_its_host_alone():
    assert SITE.rp_id == "repere.example"


def test_a_note_serves_once(mine, answered):
    asked = asks(mine)
    assert proves(mine, asked.flow)
    assert not proves(mine, asked.flow)
    assert json.loads(asked.options)["challenge"] == answered[0]


def test_a_note_is_worth_nothing_after_five_minutes(mine, answered, clock):
    late, just = asks(mine), asks(mine)
    clock.forward(minutes=5)
    assert proves(mine, just.flow)
    clock.forward(seconds=1)
    assert not proves(mine, late.flow)


def test_a_note_is_for_its_person_and_its_act(mine, somebody, answered):
    other = somebody().id
    assert not proves(mine, asks(other).flow)
    assert not proves(mine, asks(mine, "register").flow)
    assert not enrols(mine, asks(mine).flow)
    assert enrols(mine, asks(mine, "register").flow)
    assert len(answered) == 1


@pytest.mark.parametrize("flow", ["", "x", "x.y", "sign-in~p~0~c"])
def test_what_we_never_noted_is_no_note(mine, answered, flow):
    assert not proves(mine, flow)
    assert answered == []


def test_the_key_of_somebody_else_proves_nothing(mine, somebody, answered):
    other = somebody().id
    assert not proves(other, asks(other).flow, json.dumps({"id": f"cred{mine}"}))


def test_a_wrong_answer_uses_the_note_up(mine, answered, monkeypatch):
    def refuse(*_, **__):
        raise passkeys.RefusedError("no")

    asked = asks(mine)
    with monkeypatch.context() as patch:
        patch.setattr(passkeys, "verify_authentication", refuse)
        assert not proves(mine, asked.flow)
    assert not proves(mine, asked.flow)


def test_a_counter_that_went_back_is_told(mine, answered, monkeypatch):
    def regress(*_, **__):
        raise passkeys.RegressError("back")

    monkeypatch.setattr(passkeys, "verify_authentication", regress)
    with pytest.raises(passkeys.RegressError):
        proves(mine, asks(mine).flow)


def test_a_key_that_somebody_has_already_is_not_enrolled_by_another(mine, somebody, answered, monkeypatch):
    other = somebody().id
    monkeypatch.setattr(passkeys, "verify_registration", lambda *_, **__: passkeys.Passkey(f"cred{mine}", "AAAA", 0))
    assert not enrols(other, asks(other, "register").flow)


def test_either_of_two_applications_proves_each_with_its_own_codes(somebody, clock):
    who = somebody().id
    secrets = [pyotp.random_base32() for _ in range(2)]
    for secret in secrets:
        sealed = seal(f"{who}~{secret}")
        first = pyotp.TOTP(secret).at(int(clock.now))
        assert write(lambda session, s=sealed, c=first: enrol_code(session, By(who), sealed=s, code=c))
    clock.forward(seconds=30)
    for secret in secrets:
        code = pyotp.TOTP(secret).at(int(clock.now))
        assert write(lambda session, c=code: code_proves(session, who, c))
        assert not write(lambda session, c=code: code_proves(session, who, c))
