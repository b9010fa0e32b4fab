"""What a study is: an effect that a city measured, how surely, by which design, and how much that city is like ours."""

import math
from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from vendors.evidence.constants import Constants
from vendors.sources.faults import Fault, UnusableError

Scale = Literal["lr", "lo"]


class Study(Struct, frozen=True):
    """An effect on the log scale with its standard error.

    `level` 0 is a statement, shown and never pooled. `similarity` is None when the likeness is unknown: such a study is
    shown too, and not pooled, for want of a number that nobody knows.
    """

    y: float
    se: float
    level: int = 5
    similarity: float | None = 1.0


class Effect(Struct, frozen=True):
    """What a measurement says: log-ratio (`lr`) or log-odds (`lo`), its standard error, and the design it came from."""

    y: float
    se: float
    design: str
    scale: Scale = "lr"


def counted(studies: Iterable[Study]) -> list[Study]:
    """The studies that are pooled: measured, and in a city whose likeness is known."""
    return [one for one in studies if one.level > 0 and one.similarity is not None]


def as_study(effect: Effect, similarity: float | None, constants: Constants) -> Study:
    """An effect as a study, at the level that its design reaches."""
    return Study(effect.y, effect.se, constants.level(effect.design), similarity)


def is_extreme(study: Study, constants: Constants) -> bool:
    """Whether an effect is so large (−55 % or +123 %) that a person reads the study before it is believed."""
    return abs(study.y) > constants.extreme_effect


def difference(treated: Effect, control: Effect, design: str = "difference_in_differences") -> Effect:
    """Difference in differences: what changed here beyond what changed in a comparable place without the tool."""
    if treated.scale != control.scale:
        raise ValueError("both changes must be on one scale")
    return Effect(treated.y - control.y, math.hypot(treated.se, control.se), design, treated.scale)


def unusable(rule: str, where: str, fr: str, en: str) -> UnusableError:
    """The one fault for which a measurement gives no effect."""
    return UnusableError([Fault(rule, where, fr, en)])
