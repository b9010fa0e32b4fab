"""Before and after: what was gained, and how well one knows what one knows."""

from msgspec import Struct


class Outcome(Struct, frozen=True):
    """What the questions before and after say. Shares are 0 to 1; a Brier score is 0 (exact) to 1 (wrong, and sure)."""

    before: float | None
    after: float | None
    gain: float | None
    brier_before: float | None
    brier_after: float | None


def share(answers: list[tuple[bool, float]]) -> float | None:
    """The share of right answers; nothing without answers."""
    return sum(right for right, _ in answers) / len(answers) if answers else None


def gain(before: float | None, after: float | None) -> float | None:
    """The normalized gain (after − before) / (1 − before) (Hake 1998); nothing where nothing was left to gain."""
    return (after - before) / (1 - before) if before is not None and after is not None and before < 1 else None


def brier(answers: list[tuple[bool, float]]) -> float | None:
    """The mean squared gap between what was said of an answer (a probability) and what it was (Brier 1950)."""
    return sum((said - right) ** 2 for right, said in answers) / len(answers) if answers else None


def outcome(before: list[tuple[bool, float]], after: list[tuple[bool, float]]) -> Outcome:
    """All of it, from answers as (right, probability that one gave it)."""
    first, second = share(before), share(after)
    return Outcome(first, second, gain(first, second), brier(before), brier(after))
