"""Second proofs: one's own, counted forward, and withdrawn by their owner alone."""

import pytest

from municipal.db import reading, write
from municipal.people.factors import add_factor, factors_of, remove_factor, used_factor
from municipal.traces.chain import By


@pytest.fixture
def mine(village, somebody):
    who = somebody()
    write(lambda session: add_factor(session, By(who.id), kind="totp", name="", secret="x", counter=7))  # noqa: S106
    return who.id


def rows(person, kind=""):
    with reading() as session:
        return factors_of(session, person, kind)


def test_of_two_uses_that_saw_the_same_count_one_holds(mine):
    identity = rows(mine)[0].id
    assert write(lambda session: used_factor(session, identity, seen=7, counter=8))
    assert not write(lambda session: used_factor(session, identity, seen=7, counter=8))
    assert rows(mine)[0].counter == 8
    assert rows(mine)[0].used_at


def test_nobody_withdraws_the_proof_of_somebody_else(mine, somebody):
    identity, other = rows(mine)[0].id, somebody().id
    assert not write(lambda session: remove_factor(session, By(other), identity))
    assert len(rows(mine)) == 1
    assert write(lambda session: remove_factor(session, By(mine), identity))
    assert rows(mine) == []


def test_the_proofs_of_one_kind_stand_alone(mine):
    write(lambda session: add_factor(session, By(mine), kind="passkey", name="Clé", secret="k", credential=mine))  # noqa: S106
    assert {row.kind for row in rows(mine)} == {"totp", "passkey"}
    assert [row.name for row in rows(mine, "passkey")] == ["Clé"]
