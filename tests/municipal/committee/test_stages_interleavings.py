"""Every order in which three members and a secretary can act: what each may see is what the pages’ data give.

Each member declares, keeps, seals; the secretary tries the consensus and the lock after every act. The reference model
is pure: who kept or sealed what, and the stage.

Every act is done from every state. Where two orders meet, the rows are the same, whichever way led there (the instants
and the nonces apart): so what holds of a state holds of each of the 1,680 orders that pass through it, and they are
counted. A page is made from these rows alone.
"""

import itertools
import re
from collections import Counter

import pytest

from municipal.committee.arriving import Arrived
from municipal.committee.comparing import sealed_scores
from municipal.committee.consensus import agree, compare, lock
from municipal.committee.declaring import Told, declare
from municipal.committee.preparing import open_scoring
from municipal.committee.queries import agreed_of, answers_of, evaluation_of, members_of, prices_of
from municipal.committee.refused import RefusedError
from municipal.committee.scoring import keep, seal_sheet, sheet_of
from municipal.committee.sheet_views import _sheet
from municipal.committee.views import _at_stage
from municipal.db import reading, writing
from municipal.projects.own import project_of
from tests.municipal.committee.alone import BIDS, GRID, LINES, PROJECT, WHO, permit, told, world
from tests.municipal.committee.meeting import CITY

# Of the second bid, the third member declares an interest: they never score it.
OUT = {"m3": {"b2"}}
STEPS = ("declare", "keep", "seal")
ALL = {f"canari {who} {bid} {one.id}" for who in WHO for bid in BIDS for one in LINES if bid not in OUT.get(who, ())}


class Seat:
    """A desk that may do what the role says, without a request."""

    def __init__(self, person):
        self.body = CITY
        self.actor = type("Actor", (), {"person": person})()

    def may(self, *_, **__):
        return self.actor.person == "s"


def act(session, who, step):
    """One act of one member."""
    if step == "declare":
        answers = {bid: Told(bid in OUT.get(who, ())) for bid in BIDS}
        declare(session, permit(who), CITY, PROJECT, who, answers)
    elif step == "keep":
        keep(session, permit(who), CITY, PROJECT, who, told(who))
    else:
        seal_sheet(session, permit(who), CITY, PROJECT, who, version=1)


def canaries(text):
    return set(re.findall(r"canari m\d b\d c\d", text))


def seen(session):
    """What each person’s pages are given, by person."""
    found = {}
    row, members = evaluation_of(session, CITY, PROJECT), members_of(session, CITY, PROJECT)
    for person in (*WHO, "s"):
        mine = next((one for one in members if one.person == person), None)
        here = Arrived(Seat(person), project_of(session, CITY, PROJECT), row, members, mine)
        text = repr(_at_stage(session, here, None, "fr"))
        if mine:
            own = sheet_of(session, CITY, PROJECT, mine.id)
            text += repr(own) + repr(_sheet(session, row, mine, own, None))
        found[person] = canaries(text)
    return found


def expected(done, stage):
    """The reference: one’s own from the first keeping on; everybody’s once the consensus is open; else nothing."""
    own = {who: {one for one in ALL if who in one} if steps >= 2 else set() for who, steps in done.items()}
    return {person: ALL if stage != "open" else own.get(person, set()) for person in (*WHO, "s")}


def stored(session):
    """What is stored, as the model knows it: who declared, kept, sealed; nothing of what is sealed."""
    answers = Counter(row.member for row in answers_of(session, CITY, PROJECT))
    found = {}
    for one in members_of(session, CITY, PROJECT):
        own = sheet_of(session, CITY, PROJECT, one.id)
        found[one.id] = (answers[one.id] == len(BIDS)) + (own is not None) + (one.sealed_at is not None)
    return evaluation_of(session, CITY, PROJECT).stage, found


def refused(work):
    try:
        work()
    except RefusedError:
        return True
    return False


def secretary(session, done):
    """The secretary’s attempts: refused until every sheet is in; then the consensus opens, and locks once agreed."""
    every = all(steps == len(STEPS) for steps in done.values())
    point = session.begin_nested()
    assert refused(lambda: lock(session, permit("s"), CITY, PROJECT))
    assert refused(lambda: compare(session, permit("s"), CITY, PROJECT)) is not every
    if every:
        session.flush()
        session.expire_all()
        assert seen(session) == expected(done, "consensus")
        assert refused(lambda: compare(session, permit("s"), CITY, PROJECT))
        assert refused(lambda: lock(session, permit("s"), CITY, PROJECT))
        for bid, one in itertools.product(BIDS, LINES):
            words = {"told": "7", "justification": "Parce que."}
            agree(session, permit("s"), CITY, PROJECT, bid, one.key, version=0, **words)
        lock(session, permit("s"), CITY, PROJECT)
        assert seen(session)["s"] <= ALL
    point.rollback()
    session.expire_all()


@pytest.fixture
def alone(tmp_path):
    with world(tmp_path) as database:
        yield database


def rows(session):
    """Every row of the evaluation, sheets as they read; instants, versions and what is random apart."""
    sheets = {who: own.scores for who in WHO if (own := sheet_of(session, CITY, PROJECT, who))}
    sealed = [(one.id, bool(one.sealed_at), bool(one.commitment)) for one in members_of(session, CITY, PROJECT)]
    answers = [(one.member, one.bid, one.number, one.declared) for one in answers_of(session, CITY, PROJECT)]
    return sheets, sealed, answers, agreed_of(session, CITY, PROJECT), prices_of(session, CITY, PROJECT)


def test_in_every_interleaving_each_person_sees_what_the_model_says_and_no_more(alone):
    reached, edges = {}, []

    def walk(session, done):
        key = tuple(done.values())
        assert stored(session) == ("open", done)
        now = rows(session)
        if key in reached:
            assert reached[key] == now
            return
        reached[key] = now
        assert seen(session) == expected(done, "open")
        with pytest.raises(ValueError, match="not open"):
            sealed_scores(session, evaluation_of(session, CITY, PROJECT))
        secretary(session, done)
        for who in WHO:
            if done[who] < len(STEPS):
                point = session.begin_nested()
                act(session, who, STEPS[done[who]])
                onward = done | {who: done[who] + 1}
                edges.append((key, tuple(onward.values())))
                walk(session, onward)
                point.rollback()
                session.expire_all()

    with writing() as session:
        open_scoring(session, permit("s"), CITY, PROJECT, GRID)
        walk(session, dict.fromkeys(WHO, 0))
    orders = Counter({(0, 0, 0): 1})
    for here, onward in sorted(edges, key=lambda edge: sum(edge[0])):
        orders[onward] += orders[here]
    # 4³ states, 9! / (3!)³ orders.
    assert (len(reached), orders[3, 3, 3]) == (64, 1680)


def test_nothing_can_be_done_out_of_turn(alone):
    with writing() as session:
        open_scoring(session, permit("s"), CITY, PROJECT, GRID)
        for steps in itertools.permutations(STEPS):
            point = session.begin_nested()
            done = 0
            for step in steps:
                # Each one waits for the one before it; what was refused leaves nothing to go on from.
                allowed = STEPS.index(step) <= done
                assert refused(lambda step=step: act(session, "m1", step)) is not allowed
                done += allowed
            point.rollback()
            session.expire_all()
    with reading() as session:
        assert stored(session) == ("open", dict.fromkeys(WHO, 0))
