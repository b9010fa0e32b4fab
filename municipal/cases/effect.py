"""What a case changed, as the city’s own readings show it: never declared where there are readings."""

from collections.abc import Callable, Mapping, Sequence
from statistics import fmean
from typing import Final, Literal

import msgspec
from msgspec import Struct
from sqlmodel import Session

from municipal.cases.case_form import CaseForm, case_form
from municipal.cases.seed import Effect
from municipal.cases.text import CaseText
from municipal.evidence import the_constants
from municipal.indicators.late import usable
from municipal.indicators.queries import Point, Wanted, readings, target_of, wanted
from vendors.evidence.constants import Constants
from vendors.evidence.readings import Reading, measured, months, sides, within
from vendors.evidence.student import normal_quantile
from vendors.evidence.study import Effect as Measured
from vendors.evidence.study import Scale
from vendors.sources.faults import UnusableError

# How the effect was told: from an interval, from means alone, or why it could not be told.
Because = Literal[
    "hidden",
    "interval",
    "means",
    "no_indicator",
    "idea",
    "untracked",
    "late",
    "one_sided",
    "no_direction",
    "method_changed",
]

_SCALES: Final[dict[str, Scale]] = {"lr": "lr", "lo": "lo"}


# The readings of an indicator, by city.
SeriesOf = Callable[[str], Mapping[str, list[Point]]]


class Derived(Struct, frozen=True):
    """The effect, and what it rests on: readings before and after, their means, whether a like city was compared."""

    effect: Effect
    because: Because
    before: int = 0
    after: int = 0
    mean_before: float | None = None
    mean_after: float | None = None
    compared: bool = False


def derived(session: Session, city: str, text: CaseText, series_of: SeriesOf | None = None) -> Derived:
    """The effect of a city’s case: from its readings of the indicator that it names, where they may count.

    `series_of` gives the readings of an indicator by city, to whoever derives many effects and reads each but once.
    """
    if text.state == "idea":
        return Derived("not_measured", "idea")
    about = wanted(session, text.indicator) if text.indicator else None
    if about is None or text.indicator is None:
        return Derived("not_measured", "no_indicator")
    everything = series_of(text.indicator) if series_of else readings(session, text.indicator, "fr")
    points = {code: [one for one in own if within(one.period, text.ended)] for code, own in everything.items()}
    series = {code: [Reading(point.period, point.value) for point in own] for code, own in points.items()}
    standing = usable(session, city, text.indicator, text.started)
    if standing != "yes" or _counted_anew(points.get(city, []), text.started):
        split = sides(series.get(city, []), text.started)
        why: Because = "method_changed" if standing == "yes" else standing
        return Derived("not_measured", why, len(split.before), len(split.after))
    target = target_of(session, city, text.indicator) if about.polarity == "target" else None
    control = series.get(text.control) if text.control else None
    sought = msgspec.structs.replace(about, target=target)
    return judged(series.get(city, []), text.started, sought, the_constants(), case_form(), control=control)


def judged(
    given: Sequence[Reading],
    began: str,
    sought: Wanted,
    known: Constants,
    form: CaseForm,
    *,
    control: Sequence[Reading] | None = None,
) -> Derived:
    """What readings say: by their interval where an error can be told, else by their means.

    Better or worse when the whole interval is on that side of no change; a difference of means counts beyond a share.
    """
    split = sides(given, began)
    before, after = [[one.value for one in side] for side in (split.before, split.after)]
    if not before or not after:
        return Derived("not_measured", "one_sided", len(before), len(after))
    means = fmean(before), fmean(after)
    found, compared = _measured(given, began, sought, known, control)
    if found is not None:
        reach = normal_quantile((1 + form.numbers.interval) / 2) * found.se
        effect = _side(found.y - reach, found.y + reach, sought.polarity)
        return Derived(effect, "interval", len(before), len(after), *means, compared)
    gain = _gain(means, sought)
    if gain is None:
        return Derived("not_measured", "no_direction", len(before), len(after), *means)
    least = form.numbers.same_within * abs(means[0])
    effect = "same" if abs(gain) <= least else "better" if gain > 0 else "worse"
    return Derived(effect, "means", len(before), len(after), *means)


def _counted_anew(points: Sequence[Point], began: str) -> bool:
    """Whether the city counts otherwise since the case began: before and after then are not the same thing."""
    return any(point.method_changed and months(point.period)[1] >= months(began)[0] for point in points)


def _measured(
    given: Sequence[Reading], began: str, sought: Wanted, known: Constants, control: Sequence[Reading] | None
) -> tuple[Measured | None, bool]:
    """The effect with its error, and whether the like city served; what it cannot serve for is told without it."""
    scale = _SCALES.get(sought.scale)
    if scale is None or sought.polarity == "target":
        return None, False
    for other in (control, None) if control else (None,):
        try:
            found = measured(given, began, known, scale=scale, control=other)
        except UnusableError:
            continue
        if found is not None:
            return found, other is not None
    return None, False


def _side(low: float, high: float, polarity: str) -> Effect:
    if low <= 0 <= high:
        return "same"
    return "better" if (low > 0) == (polarity == "more") else "worse"


def _gain(means: tuple[float, float], sought: Wanted) -> float | None:
    """By how much the mean moved to the good side; None where no side is known to be good."""
    before, after = means
    if sought.polarity == "target":
        return None if sought.target is None else abs(before - sought.target) - abs(after - sought.target)
    return after - before if sought.polarity == "more" else before - after
