"""The placement test on simulated people, with the banks and the rule of the notes it was designed on."""

from math import sqrt
from random import Random
from statistics import correlation, fmean
from typing import Any, Final

from municipal.learning.limits import PlacementLimits
from municipal.learning.placement import Question, ability, chance, finished, next_question

BLOCKS: Final = 5
ITEMS: Final = 150
# What other rules of the same length reached there, the floor that a test must beat: ten questions drawn by chance.
RANDOM: Final = 10


def simulate(banks: int, people: int, limits: PlacementLimits, seed: int) -> dict[str, Any]:
    """The error, reliability and accuracy of the rule, and of ten questions drawn by chance, on the same people.

    150 questions a bank in five blocks, a lognormal(0.1, 0.3), b and abilities standard normal, nobody guesses.
    """
    draw = Random(seed)
    ours: list[tuple[float, float, int]] = []
    floor: list[tuple[float, float, int]] = []
    for _ in range(banks):
        pool = [Question(f"q{n}", n % BLOCKS, draw.lognormvariate(0.1, 0.3), draw.gauss(0, 1)) for n in range(ITEMS)]
        by_id = {question.id: question for question in pool}
        for person in range(people):
            theta = draw.gauss(0, 1)
            answers: list[tuple[Question, bool]] = []
            while not finished(answers, limits, len(pool)):
                question = by_id[next_question(pool, answers, limits, seed * 1_000_003 + person)]
                answers.append((question, draw.random() < chance(theta, question.a, question.b)))
            ours.append((theta, ability(answers).theta, len(answers)))
            drawn = [(one, draw.random() < chance(theta, one.a, one.b)) for one in draw.sample(pool, RANDOM)]
            floor.append((theta, ability(drawn).theta, RANDOM))
    return {"ours": _told(ours, limits), "random": _told(floor, limits)}


def _told(found: list[tuple[float, float, int]], limits: PlacementLimits) -> dict[str, float]:
    """RMSE, reliability (squared correlation), and how often the level is right."""
    true, said = [one[0] for one in found], [one[1] for one in found]
    return {
        "items": round(fmean(one[2] for one in found), 2),
        "rmse": round(sqrt(fmean((a - b) ** 2 for a, b in zip(true, said, strict=True))), 4),
        "reliability": round(correlation(true, said) ** 2, 3),
        "accuracy": round(fmean(_level(a, limits) == _level(b, limits) for a, b in zip(true, said, strict=True)), 4),
    }


def _level(theta: float, limits: PlacementLimits) -> int:
    return (theta > limits.low) + (theta > limits.high)
