"""Cards that come back: when, by FSRS-6, from the answers given so far."""

import datetime as dt
from functools import cache

from fsrs import Card, Rating, Scheduler, State
from msgspec import Struct

from municipal.learning.limits import RefreshLimits


class CardState(Struct, frozen=True, array_like=True):
    """Where a card stands. Days are counted as in the proleptic calendar; `seen` 0 means not asked yet."""

    due: int
    seen: int = 0
    stability: float = 0.0
    difficulty: float = 0.0


def first(done: dt.date, limits: RefreshLimits) -> CardState:
    """A card of a module that was finished on a day."""
    return CardState(due=done.toordinal() + limits.first_days)


def reviewed(state: CardState, day: dt.date, limits: RefreshLimits, *, right: bool, sure: bool) -> CardState:
    """The card after an answer: wrong is Again, right but unsure Hard, right and sure Good."""
    rating = (Rating.Good if sure else Rating.Hard) if right else Rating.Again
    moment = _noon(day)
    card = Card(card_id=1, due=moment)
    if state.seen:
        card = Card(
            card_id=1,
            state=State.Review,
            stability=state.stability,
            difficulty=state.difficulty,
            due=_noon(dt.date.fromordinal(state.due)),
            last_review=_noon(dt.date.fromordinal(state.seen)),
        )
    after, _ = _scheduler(limits).review_card(card, rating, moment)
    stability, difficulty = after.stability or 0.0, after.difficulty or 0.0
    return CardState(after.due.date().toordinal(), day.toordinal(), round(stability, 4), round(difficulty, 4))


def due(cards: dict[str, CardState], day: dt.date, limits: RefreshLimits) -> list[str]:
    """The cards to ask on a day, the longest due first, never more than one sitting holds."""
    waiting = sorted((state.due, name) for name, state in cards.items() if state.due <= day.toordinal())
    return [name for _, name in waiting][: limits.most_cards]


@cache
def _scheduler(limits: RefreshLimits) -> Scheduler:
    """Without learning steps of minutes: a card is asked in a monthly message, never twice on a day."""
    return Scheduler(
        desired_retention=limits.retention,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=limits.longest_days,
        enable_fuzzing=False,
    )


def _noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC)
