"""What a body is told of a cohort: numbers that name nobody, and nothing else."""

import datetime as dt
import itertools
import json
import secrets
from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from municipal.db import reading, write
from municipal.learning.cohorts import (
    ALPHABET,
    belongs,
    close_cohort,
    cohorts,
    invitation,
    join,
    leave,
    open_cohort,
    shown,
)
from municipal.learning.progress import Progress
from municipal.learning.queries import keep
from municipal.people.queries import add_person
from municipal.privacy.erase import erase
from municipal.traces.chain import By
from municipal.traces.tables import Audit

WHEN = dt.datetime(2027, 3, 4, 15, tzinfo=dt.UTC)
BOSS = By("patronne", "administrator")


@pytest.fixture
def body(village):
    """A body that no other test uses."""
    return f"corps-{secrets.token_hex(4)}"


def opened(body, name="Conseil"):
    """A new cohort of a body, as whoever has its address sees it."""
    code = write(lambda session: open_cohort(session, BOSS, body=body, name=name))
    with reading() as session:
        return invitation(session, code)


def people(count, finished=0):
    """Some new people, the first of whom finished the essentials; the others began."""

    def work(session):
        made = [add_person(session, name=f"Nom {n}", email=None, language="fr") for n in range(count)]
        for place, one in enumerate(made):
            keep(session, one, Progress(read=["l"]), WHEN, essentials=place < finished)
        return made

    return write(work)


def joined(cohort, persons):
    """What each of these people is answered when they join."""
    return [write(lambda session, one=one: join(session, cohort, one)) for one in persons]


def row(body):
    """The one cohort of a body, as the body sees it."""
    with reading() as session:
        (found,) = cohorts(session, body)
    return found


def traces(body):
    """What the chain says of a body, and by whom."""
    with reading() as session:
        query = select(Audit.action, Audit.actor, Audit.object_id).where(Audit.body == body).order_by(col(Audit.seq))
        return session.exec(query).all()


# The rule, by hand: of so many members, the numbers that may be told.
TOLD = {
    0: [0],
    **{members: [] for members in range(1, 5)},
    **{members: [0, members] for members in range(5, 10)},
    10: [0, 5, 10],
    11: [0, 5, 6, 11],
    12: [0, 5, 6, 7, 12],
    30: [0, *range(5, 26), 30],
}


@pytest.mark.parametrize("members", TOLD)
def test_the_numbers_that_may_be_told_are_those_of_the_rule(members):
    assert [count for count in range(members + 1) if shown(count, members) is not None] == TOLD[members]


def test_every_number_up_to_thirty_is_told_as_it_is_or_not_at_all():
    for members in range(31):
        told = [shown(count, members) for count in range(members + 1)]
        assert all(one in (None, count) for count, one in enumerate(told))
        for count, one in enumerate(told):
            # Nobody of a group of one to four is ever told about, whichever side the group is on.
            groups = {count, members - count}
            assert (one is None) == bool(groups & {1, 2, 3, 4}), (count, members)
        assert len([one for one in told if one is not None]) == (
            1 if members == 0 else 0 if members < 5 else 2 if members < 10 else members - 7
        )


@settings(max_examples=200, deadline=None)
@given(count=st.integers(-50, 5000), members=st.integers(-50, 5000))
def test_a_number_and_its_complement_are_told_together_and_nothing_impossible_is(count, members):
    assert (shown(count, members) is None) == (shown(members - count, members) is None)
    if count < 0 or count > members:
        assert shown(count, members) is None
    if shown(members, members) is None:
        assert shown(count, members) is None


@pytest.mark.parametrize(
    ("members", "finished", "sees"),
    [
        (0, 0, (0, 0)),
        (1, 1, (None, None)),
        (4, 0, (None, None)),
        (5, 0, (5, 0)),
        (5, 1, (5, None)),
        (5, 5, (5, 5)),
        (9, 5, (9, None)),
        (10, 5, (10, 5)),
        (10, 6, (10, None)),
        (12, 7, (12, 7)),
    ],
)
def test_a_body_sees_the_numbers_of_the_rule(body, members, finished, sees):
    cohort = opened(body)
    assert joined(cohort, people(members, finished)) == ["joined"] * members
    # Who finished without being in the cohort counts for nothing.
    people(3, 3)
    assert (row(body).members, row(body).finished) == sees


def test_a_code_is_long_without_lookalikes_and_never_the_same(body):
    codes = [write(lambda session: open_cohort(session, BOSS, body=body, name="n")) for _ in range(50)]
    assert len(set(codes)) == 50
    assert {len(code) for code in codes} == {12}
    assert set(itertools.chain(*codes)) <= set(ALPHABET)
    assert not set(ALPHABET) & set("0o1il")
    # Nobody tries so many: more than fifty bits.
    assert len(ALPHABET) ** 12 > 2**50
    with reading() as session:
        assert invitation(session, codes[0].upper()).code == codes[0]


def test_what_can_be_no_code_asks_the_database_nothing(body):
    opened(body)
    for hostile in ("", "x", "a" * 13, "é" * 12, "\x00" * 12, "abcdefghijk'", "' OR '1'='1", "%" * 12, "a" * 100_000):
        assert invitation(None, hostile) is None
    with reading() as session:
        assert invitation(session, "a" * 12) is None


def test_to_open_and_to_close_leave_traces_and_to_join_and_to_leave_none(body):
    cohort, (one, other) = opened(body), people(2)
    joined(cohort, [one, other])
    write(lambda session: leave(session, cohort, other))
    for _ in range(2):
        assert write(lambda session: close_cohort(session, BOSS, body=body, identity=cohort.id))
    assert traces(body) == [("cohort.opened", BOSS.person, cohort.id), ("cohort.closed", BOSS.person, cohort.id)]
    with reading() as session:
        done = session.exec(select(Audit.action).where(col(Audit.actor).in_([one, other]))).all()
    assert set(done) == {"account.opened"}


def test_to_join_twice_is_to_join_once_even_at_the_same_time(body):
    cohort, members = opened(body), people(5)
    joined(cohort, members[:4])
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda _: joined(cohort, [members[4]])[0], range(4)))
    assert answers == ["joined"] * 4
    assert row(body).members == 5


def test_a_closed_cohort_takes_nobody_else_and_goes_on_counting(body):
    cohort, members, (late,) = opened(body), people(5, 4), people(1)
    joined(cohort, members)
    write(lambda session: close_cohort(session, BOSS, body=body, identity=cohort.id))
    with reading() as session:
        closed = invitation(session, cohort.code)
    assert joined(closed, [late, members[0]]) == ["closed", "joined"]
    with reading() as session:
        assert not belongs(session, cohort.id, late)
    assert (row(body).members, row(body).finished) == (5, None)
    write(lambda session: keep(session, members[4], Progress(), WHEN, essentials=True))
    assert (row(body).members, row(body).finished) == (5, 5)
    assert row(body).closed_at


def test_whoever_leaves_is_no_longer_counted_and_may_leave_twice(body):
    cohort, members = opened(body), people(6, 6)
    joined(cohort, members)
    for _ in range(2):
        write(lambda session: leave(session, cohort, members[0]))
    assert (row(body).members, row(body).finished) == (5, 5)
    with reading() as session:
        assert [belongs(session, cohort.id, one) for one in members[:2]] == [False, True]


def test_an_erased_account_leaves_the_cohort_and_its_progress_behind(body):
    cohort, members = opened(body), people(6, 6)
    joined(cohort, members)
    proof = write(lambda session: erase(session, By(members[0]), members[0]))
    assert (proof.counts["cohort_member"], proof.counts["learner"]) == (1, 1)
    assert (row(body).members, row(body).finished) == (5, 5)


def test_a_body_never_reads_nor_closes_the_cohort_of_another(body):
    other = f"{body}-autre"
    ours, theirs = opened(body, "notre"), opened(other, "canari")
    joined(theirs, people(7, 7))
    with reading() as session:
        told = msgspec.json.encode(cohorts(session, body)).decode()
    assert ours.code in told
    for canary in ("canari", theirs.id, theirs.code):
        assert canary not in told
    assert (row(body).members, row(other).members) == (0, 7)
    assert not write(lambda session: close_cohort(session, BOSS, body=body, identity=theirs.id))
    assert row(other).closed_at is None
    assert [action for action, _, _ in traces(other)] == ["cohort.opened"]


def test_what_a_body_is_given_holds_no_pseudonym_and_no_number_to_work_one_out(body):
    cohort, members = opened(body), people(8, 6)
    joined(cohort, members)
    told = msgspec.json.encode(row(body)).decode()
    assert json.loads(told)["finished"] is None
    assert [one for one in (*members, BOSS.person) if one in told] == []


def test_the_open_ones_come_first_the_newest_before_the_others(body, clock):
    names = ["un", "deux", "trois"]
    made = {}
    for name in names:
        clock.forward(minutes=1)
        made[name] = opened(body, name)
    write(lambda session: close_cohort(session, BOSS, body=body, identity=made["trois"].id))
    with reading() as session:
        assert [one.name for one in cohorts(session, body)] == ["deux", "un", "trois"]
