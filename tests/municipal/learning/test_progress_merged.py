"""Progress of one person on two devices, joined: nothing of either is lost, and once joined is joined."""

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from municipal.learning.progress import Answer, Placement, Progress, merged
from municipal.learning.refresh import CardState
from tests.municipal.learning.learners import PROGRESS

TABLES = ("answers", "before", "after", "decisions", "cards", "done")


def everything(progress):
    """A progress as what it says, whatever the order of what was read."""
    tables = tuple(tuple(sorted(getattr(progress, name).items())) for name in TABLES)
    return progress.role, sorted(progress.read), progress.placement, tables


@st.composite
def shared(draw):
    """Two parts of one person's progress, which contradict each other nowhere."""
    whole = draw(PROGRESS)

    def part():
        tables = {
            name: {key: value for key, value in getattr(whole, name).items() if draw(st.booleans())} for name in TABLES
        }
        return Progress(
            role=draw(st.sampled_from(["", whole.role])),
            read=[one for one in whole.read if draw(st.booleans())],
            placement=draw(st.sampled_from([Placement(), whole.placement])),
            **tables,
        )

    return part(), part()


@settings(deadline=None, max_examples=50)
@given(PROGRESS)
def test_joined_with_itself_or_with_nothing_it_stays_what_it_is(one):
    assert merged(one, one) == one
    assert everything(merged(one, Progress())) == everything(merged(Progress(), one)) == everything(one)


@settings(deadline=None, max_examples=50)
@given(shared())
def test_without_a_conflict_the_order_does_not_matter(both):
    one, other = both
    assert everything(merged(one, other)) == everything(merged(other, one))


@settings(deadline=None, max_examples=50)
@given(PROGRESS, PROGRESS)
def test_joined_a_second_time_nothing_changes(one, other):
    once = merged(one, other)
    assert everything(merged(once, other)) == everything(once)
    assert everything(merged(once, one)) == everything(once)


@settings(deadline=None, max_examples=50)
@given(PROGRESS, PROGRESS)
def test_nothing_of_either_is_lost_and_the_first_wins_a_conflict(one, other):
    both = merged(one, other)
    assert set(both.read) == {*one.read, *other.read}
    for name in TABLES:
        assert set(getattr(both, name)) == {*getattr(one, name), *getattr(other, name)}
    for name in ("answers", "before", "after"):
        assert getattr(one, name).items() <= getattr(both, name).items()
    assert both.role == (one.role or other.role)
    assert both.placement.chosen == (one.placement.chosen or other.placement.chosen)
    assert both.placement.answers in (one.placement.answers, other.placement.answers)
    assert len(both.placement.answers) == max(len(one.placement.answers), len(other.placement.answers))
    for name, day in both.done.items():
        assert day == min(part.done[name] for part in (one, other) if name in part.done)
    for name, state in both.cards.items():
        states = [part.cards[name] for part in (one, other) if name in part.cards]
        assert state in states
        assert state.seen == max(part.seen for part in states)


def test_the_answers_of_a_test_go_with_the_seed_that_drew_its_questions():
    short, long = Placement(5, {"lm01-3": 1}, 2), Placement(6, {"lm01-3": 2, "lm04-3": 1})
    for one, other in ((short, long), (long, short)):
        found = merged(Progress(placement=one), Progress(placement=other)).placement
        assert (found.seed, found.answers, found.chosen) == (6, {"lm01-3": 2, "lm04-3": 1}, 2)


def test_a_test_that_was_just_begun_goes_on_after_signing_in():
    begun = Progress(placement=Placement(seed=5))
    assert merged(Progress(), begun) == begun


def test_a_card_answered_elsewhere_since_is_not_asked_again():
    fresh, seen = CardState(740000), CardState(740031, 740000, 4.0, 5.0)
    for one, other in ((fresh, seen), (seen, fresh)):
        assert merged(Progress(cards={"c": one}), Progress(cards={"c": other})).cards == {"c": seen}


def test_a_contradiction_is_settled_for_the_first():
    one, other = Progress(answers={"i": Answer(1)}), Progress(answers={"i": Answer(2)})
    assert merged(one, other).answers == {"i": Answer(1)}
    assert merged(other, one).answers == {"i": Answer(2)}


def test_a_scenario_walked_on_elsewhere_is_not_walked_back():
    begun, ended = Progress(decisions={"m01": [0]}), Progress(decisions={"m01": [0, 1, 2]})
    assert merged(begun, ended).decisions == merged(ended, begun).decisions == {"m01": [0, 1, 2]}


def test_answers_stay_in_the_order_in_which_they_were_given():
    kept = Progress(answers={"a": Answer(1), "b": Answer(1)})
    carried = Progress(answers={"b": Answer(1), "c": Answer(1)})
    assert list(merged(kept, carried).answers) == ["a", "b", "c"]
    assert merged(replace(kept, answers={}), carried).answers == carried.answers
