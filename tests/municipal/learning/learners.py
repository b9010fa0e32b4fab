"""Learners of every kind: how far they are is drawn, what there is to do is given."""

import datetime as dt

from hypothesis import strategies as st
from msgspec.structs import replace

from municipal.learning.curriculum import curriculum
from municipal.learning.progress import Answer, Placement, Progress
from municipal.learning.refresh import CardState

TODAY = dt.date(2026, 11, 22)
FOUND = curriculum()
LESSON = [item.id for item in FOUND.bank("lesson")]
OUTCOME = [item.id for item in FOUND.bank("outcome")]
POOL = [item.id for item in FOUND.bank("placement")]
MODULES = [module.id for module in FOUND.level(1)]
DAYS = st.integers(TODAY.toordinal() - 400, TODAY.toordinal())
STATES = st.builds(
    CardState,
    due=DAYS,
    seen=st.one_of(st.just(0), DAYS),
    stability=st.floats(0.1, 4000).map(lambda one: round(one, 4)),
    difficulty=st.floats(1, 10).map(lambda one: round(one, 4)),
)
ASKED = st.builds(Answer, choice=st.integers(0, 4), confidence=st.integers(0, 2))


def some(names: list[str], values: st.SearchStrategy, most: int = 6) -> st.SearchStrategy:
    """What is known of some of these."""
    return st.dictionaries(st.sampled_from(names), values, max_size=most)


PLACEMENTS = st.builds(
    Placement,
    seed=st.integers(1, 2**31),
    answers=some(POOL, st.integers(0, 4)),
    chosen=st.integers(0, 4),
).map(lambda one: one if one.answers else replace(one, seed=0))
PROGRESS = st.builds(
    Progress,
    role=st.sampled_from(["", "elected", "clerk"]),
    read=st.lists(st.sampled_from(list(FOUND.lessons)), unique=True, max_size=6),
    answers=some(LESSON, st.builds(Answer, choice=st.integers(0, 4))),
    before=some(OUTCOME, ASKED),
    after=some(OUTCOME, ASKED),
    decisions=some(MODULES, st.lists(st.integers(0, 2), max_size=3)),
    placement=PLACEMENTS,
    cards=some(list(FOUND.cards), STATES),
    done=some(MODULES, DAYS),
)


def essentials() -> Progress:
    """Somebody who has answered, decided and finished all of the first level, cards excepted."""
    return Progress(
        answers={item: Answer(FOUND.items[item].key) for item in LESSON},
        decisions={module: [0, 0, 0] for module in MODULES},
        read=list(FOUND.lessons),
    )
