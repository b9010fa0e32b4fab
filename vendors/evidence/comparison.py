"""What is compared, and what a comparison answers."""

from typing import Literal

from msgspec import Struct

from vendors.evidence.study import Scale, Study
from vendors.evidence.verdict import Verdict

Weighing = Literal["uniform", "ordinal"]


class Indicator(Struct, frozen=True):
    """An indicator that the city already tracks: where it stands, the worst it could bear, what it aims at.

    A log-odds scale (`lo`) takes percentages. `weight` is what the council says it weighs, if it does.
    """

    id: str
    baseline: float
    worst: float
    target: float
    scale: Scale = "lr"
    weight: float | None = None


class Alternative(Struct, frozen=True):
    """A solution, and what was measured of it elsewhere, by indicator."""

    id: str
    studies: dict[str, list[Study]]


class Comparison(Struct, frozen=True):
    """All that the answer is computed from; weights are unknown (`uniform`), only ordered, or fixed by indicator."""

    indicators: list[Indicator]
    alternatives: list[Alternative]
    weights: Weighing | dict[str, float]
    draws: int
    seed: int


class Gain(Struct, frozen=True):
    """What an alternative brings beyond changing nothing: in shares of the way from worst to target, over all draws."""

    mean: float
    p10: float
    p90: float
    beats: float
    cvar10: float


class Row(Struct, frozen=True):
    """One alternative beside the others; of the status quo, which rests on no proof, no coverage and no verdict."""

    id: str
    gain_mean: float
    gain_p10: float
    gain_p90: float
    p_beats_status_quo: float
    p_first: float
    p_last: float
    cvar10: float
    regret: float
    coverage: float | None
    verdict: Verdict | None


class Compared(Struct, frozen=True):
    """The answer: every alternative in the order given, the status quo, and what knowing everything would be worth."""

    alternatives: list[Row]
    status_quo: Row
    evpi: float


class Expert(Struct, frozen=True):
    """The expert annex for one alternative.

    `acceptability` is the probability of each rank, the first one first; `central_weights` is the mean of the weights
    that put it first, None when none does.
    """

    id: str
    utility: float
    rank: float
    acceptability: list[float]
    central_weights: dict[str, float] | None
