"""What was told is remembered: whatever happens, nothing is told twice and nothing is lost."""

import datetime as dt
from random import Random

import pytest

from municipal.alerts import day, message
from municipal.web.format import ZONE
from tests.municipal.alerts.around import (
    QUERY,
    contest,
    dereference,
    fix,
    morning,
    offer,
    opened,
    soon,
)


def test_each_piece_of_a_projects_news_is_told_once(keeper, mails, at):
    one, two = offer(), offer()
    who = keeper("buyer")
    fix(opened(who.id), {one: "Alpha", two: "Bêta"}, by=who.id)
    at(2)
    contest(one)
    soon()
    at(3)
    dereference(two)
    soon()
    at(4)
    assert soon() == 0
    first, second = mails(who)
    assert "Alpha\u00a0: quelqu’un conteste ce qui en est dit." in first.text
    assert "Alpha" not in second.text
    assert "Bêta\u00a0: le fournisseur a été retiré." in second.text


def test_a_run_that_is_cut_between_two_persons_loses_nothing(keeper, mails, at, monkeypatch):
    people = [keeper() for _ in range(3)]
    for who in people:
        who.keep(QUERY)
    at(2)
    offer()
    sent, real = [], message.post

    def failing(session, **more):
        # The second message is kept, then the process dies before its transaction is.
        made = real(session, **more)
        if sent:
            session.flush()
            raise OSError
        sent.append(made)
        return made

    monkeypatch.setattr(message, "post", failing)
    with pytest.raises(OSError):  # noqa: PT011 - raised above
        morning()
    assert sorted(len(mails(who)) for who in people) == [0, 0, 1]
    monkeypatch.setattr(message, "post", real)
    assert morning() == 2
    assert morning() == 0
    assert [len(mails(who)) for who in people] == [1, 1, 1]


def test_of_two_runs_that_saw_the_same_one_posts(keeper, mails, at, monkeypatch):
    who = keeper()
    who.keep(QUERY)
    at(2)
    offer()
    real, inner = day.write, []

    def write_after_another(work):
        if not inner:
            inner.append(True)
            inner.append(morning())
        return real(work)

    monkeypatch.setattr(day, "write", write_after_another)
    assert morning() == 0
    assert inner == [True, 1]
    assert len(mails(who)) == 1


@pytest.mark.parametrize("seed", range(5))
def test_whatever_happens_one_message_a_day_nothing_twice_nothing_lost(keeper, mails, at, clock, monkeypatch, seed):
    chance, real = Random(seed), message.post  # noqa: S311 - the same days at every run
    kept = offer("Gardée")
    who = keeper("buyer")
    who.keep(QUERY)
    fix(opened(who.id), {kept: "Gardée"}, by=who.id)
    names, contested = [], 0

    def run(cut):
        def failing(session, **more):
            real(session, **more)
            session.flush()
            raise OSError

        monkeypatch.setattr(message, "post", failing if cut else real)
        try:
            chance.choice([soon, morning])()
        except OSError:
            assert cut

    for _ in range(24):
        clock.forward(hours=chance.choice([0, 1, 5, 11]), minutes=chance.randrange(1, 60))
        if chance.random() < 0.5:
            names.append(f"Solution-{len(names)}-")
            offer(names[-1])
        if chance.random() < 0.3:
            contest(kept)
            contested += 1
        run(cut=chance.random() < 0.2)
    clock.forward(days=1)
    monkeypatch.setattr(message, "post", real)
    morning()
    told = mails(who)
    days = [dt.datetime.fromisoformat(one.created_at).astimezone(ZONE).date() for one in told]
    assert len(set(days)) == len(days)
    whole = "\n".join(one.text for one in told)
    assert {name: whole.count(f"Nouveau\u00a0: {name}") for name in names} == dict.fromkeys(names, 1)
    assert whole.count("Gardée\u00a0: quelqu’un conteste ce qui en est dit.") == contested
