"""Knowledge tracing: how likely a person knows something, after each answer (Corbett and Anderson 1995)."""

from collections.abc import Iterable

from municipal.learning.limits import MasteryLimits


def known(answers: Iterable[bool], limits: MasteryLimits) -> float:
    """The probability, 0 to 1, that something is known after these answers in their order."""
    p = limits.known
    for right in answers:
        hit, miss = (1 - limits.slip, limits.guess) if right else (limits.slip, 1 - limits.guess)
        seen = p * hit / (p * hit + (1 - p) * miss)
        p = seen + (1 - seen) * limits.learned
    return p


def mastered(answers: Iterable[bool], limits: MasteryLimits) -> bool:
    """Whether it counts as known."""
    return known(answers, limits) >= limits.mastered
