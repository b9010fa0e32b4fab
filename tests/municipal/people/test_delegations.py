"""A delegation: asked by a city, accepted by its MRC, ended by either, each by another person."""

import pytest
from sqlmodel import select

from municipal.db import reading, write
from municipal.people.delegations import accept, end, of_city, of_mrc, propose
from municipal.traces.chain import By
from municipal.traces.tables import Audit

CITY, MRC = "00007", "mrc:delegations"
ODILE, ROSE = By("odile", "administrator"), By("rose", "administrator")


@pytest.fixture(autouse=True)
def _here(village):
    with reading() as session:
        left = of_city(session, CITY)
    if left:
        write(lambda session: end(session, ODILE, body=CITY, identity=left.id))


def stand():
    with reading() as session:
        return of_city(session, CITY)


def proposed():
    assert write(lambda session: propose(session, ODILE, city=CITY, mrc=MRC))
    return stand().id


def test_asked_accepted_and_ended_it_leaves_three_traces_of_the_city():
    identity = proposed()
    assert stand().accepted_at is None
    assert write(lambda session: accept(session, ROSE, mrc=MRC, identity=identity))
    assert stand().accepted_at
    assert write(lambda session: end(session, ROSE, body=MRC, identity=identity))
    assert stand() is None
    with reading() as session:
        left = session.exec(select(Audit).where(Audit.object_id == identity).order_by("seq")).all()
    assert [(row.action, row.actor, row.body) for row in left] == [
        ("delegation.proposed", "odile", CITY),
        ("delegation.accepted", "rose", CITY),
        ("delegation.ended", "rose", CITY),
    ]


def test_nobody_accepts_what_they_asked_for_themselves():
    identity = proposed()
    assert not write(lambda session: accept(session, ODILE, mrc=MRC, identity=identity))
    assert stand().accepted_at is None


def test_another_mrc_accepts_nothing():
    identity = proposed()
    assert not write(lambda session: accept(session, ROSE, mrc="mrc:other", identity=identity))


def test_another_body_ends_nothing():
    identity = proposed()
    assert not write(lambda session: end(session, ROSE, body="00001", identity=identity))
    assert stand()


def test_asked_twice_there_is_one():
    proposed()
    assert not write(lambda session: propose(session, ROSE, city=CITY, mrc=MRC))


def test_accepted_or_ended_twice_counts_once():
    identity = proposed()
    assert write(lambda session: accept(session, ROSE, mrc=MRC, identity=identity))
    assert not write(lambda session: accept(session, By("lise"), mrc=MRC, identity=identity))
    assert write(lambda session: end(session, ROSE, body=MRC, identity=identity))
    assert not write(lambda session: end(session, ODILE, body=CITY, identity=identity))
    assert not write(lambda session: accept(session, ROSE, mrc=MRC, identity=identity))


def test_an_mrc_sees_what_waits_for_it_first_and_nothing_of_others():
    identity = proposed()
    write(lambda session: accept(session, ROSE, mrc=MRC, identity=identity))
    write(lambda session: propose(session, ODILE, city="00011", mrc=MRC))
    with reading() as session:
        rows = of_mrc(session, MRC)
        assert of_mrc(session, "mrc:other") == []
    assert [(row.city, row.accepted_at is not None) for row in rows] == [("00011", False), (CITY, True)]
    write(lambda session: end(session, ODILE, body="00011", identity=rows[0].id))
