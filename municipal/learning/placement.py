"""The placement test: a few questions, each chosen by the answers before it, tell where a person may start.

Two-parameter logistic model P(θ) = 1 / (1 + exp(−a(θ − b))) with information a²P(1 − P); the ability is the mean of its
posterior over a grid, under a standard normal prior (Bock and Mislevy 1982, expected a posteriori). Logit scale.
"""

from functools import cache
from math import exp, sqrt
from random import Random
from typing import Final

from msgspec import Struct

from municipal.learning.limits import PlacementLimits

GRID: Final = tuple(-4 + 8 * n / 60 for n in range(61))
_PRIOR: Final = tuple(exp(-point * point / 2) for point in GRID)
# Half the width of an interval that holds the ability 95 times in 100.
_Z: Final = 1.96


class Question(Struct, frozen=True):
    """A question as the model sees it: its block, how sharply it separates (a), how hard it is (b)."""

    id: str
    block: int
    a: float
    b: float


class Ability(Struct, frozen=True):
    """Where a person stands, and the standard error of that."""

    theta: float
    error: float


class Placed(Struct, frozen=True):
    """The answer of the test: the level to start at; `unsure` when the interval straddles a cut."""

    ability: Ability
    level: int
    unsure: bool


def chance(theta: float, a: float, b: float) -> float:
    """The probability of a right answer."""
    return 1 / (1 + exp(-a * (theta - b)))


def information(theta: float, a: float, b: float) -> float:
    """What a question tells of an ability."""
    p = chance(theta, a, b)
    return a * a * p * (1 - p)


def ability(answers: list[tuple[Question, bool]]) -> Ability:
    """The ability that answers speak for; before any, the prior's mean 0 and error 1."""
    weights = list(_PRIOR)
    for question, right in answers:
        curve = _curve(question.a, question.b)
        weights = [w * (p if right else 1 - p) for w, p in zip(weights, curve, strict=True)]
    total = sum(weights)
    mean = sum(w * x for w, x in zip(weights, GRID, strict=True)) / total
    spread = sum(w * (x - mean) ** 2 for w, x in zip(weights, GRID, strict=True)) / total
    return Ability(mean, sqrt(spread))


def finished(answers: list[tuple[Question, bool]], limits: PlacementLimits, pool: int) -> bool:
    """Whether enough is known: precise after the fewest questions, or the most asked, or none left."""
    count = len(answers)
    if count >= min(limits.most, pool):
        return True
    return count >= limits.fewest and ability(answers).error < limits.precise


def next_question(
    pool: list[Question], answers: list[tuple[Question, bool]], limits: PlacementLimits, seed: int
) -> str:
    """The id of the question to ask now: of the block asked least, one of the few that tell most, drawn by chance.

    The same seed and answers give the same question, so that a page that is loaded again shows what it showed.
    """
    asked = {question.id for question, _ in answers}
    left = [question for question in pool if question.id not in asked]
    used = {block: sum(question.block == block for question, _ in answers) for block in {one.block for one in left}}
    fewest = min(used.values())
    draw = Random(f"{seed}:{len(answers)}")  # noqa: S311 - which question comes is no secret
    block = draw.choice(sorted(block for block, count in used.items() if count == fewest))
    theta = ability(answers).theta
    candidates = sorted(
        (question for question in left if question.block == block),
        key=lambda one: (-information(theta, one.a, one.b), one.id),
    )
    return draw.choice(candidates[: limits.candidates]).id


def placed(answers: list[tuple[Question, bool]], limits: PlacementLimits) -> Placed:
    """The level of a person, 1 to 3; where the interval of 95 % straddles a cut, the lower of the two."""
    found = ability(answers)
    level = 1 + (found.theta > limits.low) + (found.theta > limits.high)
    sure = 1 + (found.theta - _Z * found.error > limits.low) + (found.theta - _Z * found.error > limits.high)
    return Placed(found, max(sure, level - 1), unsure=sure != level)


@cache
def _curve(a: float, b: float) -> tuple[float, ...]:
    return tuple(chance(point, a, b) for point in GRID)
