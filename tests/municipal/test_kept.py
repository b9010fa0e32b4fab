"""What is kept from the database is made once for each state of it, and never shown for another one."""

from sqlalchemy import select

from municipal.db import Revision, current, reading, use, writing
from municipal.kept import kept


def counted():
    made = []

    @kept
    def make(session):
        """What was made."""
        made.append(session)
        return len(made)

    return make


def ask(make):
    with reading() as session:
        return make(session)


def test_it_is_made_once_until_public_data_change(fresh):
    make = counted()
    assert [ask(make) for _ in range(3)] == [1, 1, 1]
    with writing():
        pass
    assert ask(make) == 1
    with writing(public=True):
        pass
    assert [ask(make) for _ in range(3)] == [2, 2, 2]


def test_it_is_made_anew_for_another_database_of_the_same_number(demo_sqlite, real_sqlite):
    make = counted()
    demo_sqlite.enter()
    assert ask(make) == 1
    real_sqlite.enter()
    assert ask(make) == 2
    demo_sqlite.enter()
    assert ask(make) == 3


def test_it_keeps_its_name_and_its_sentence():
    assert (counted().__name__, counted().__doc__) == ("make", "What was made.")


def test_nothing_is_kept_from_a_making_that_failed(demo_sqlite):
    outcomes = [RuntimeError("once"), 7]

    @kept
    def make(_):
        outcome = outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    use(demo_sqlite.database)
    try:
        ask(make)
    except RuntimeError:
        assert ask(make) == 7


def test_a_session_that_began_before_a_change_keeps_nothing_for_later_ones(fresh):
    """What it makes is of its own moment; whoever comes after the change makes it anew."""

    @kept
    def number(session):
        return session.execute(select(Revision.number)).scalar()

    with reading() as early:
        early.connection(execution_options={} if current().is_sqlite else {"isolation_level": "REPEATABLE READ"})
        first = early.execute(select(Revision.number)).scalar()
        with writing(public=True):
            pass
        assert number(early) == first
    assert ask(number) == first + 1


def test_what_a_writer_makes_of_its_own_changes_is_for_nobody_else(fresh):
    make = counted()
    with writing() as session:
        assert make(session) == 1
    assert ask(make) == 2
    assert ask(make) == 2
