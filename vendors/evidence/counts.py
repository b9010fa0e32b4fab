"""Effects from counts (log-ratios) and from shares (log-odds); their errors are those of counting alone."""

import math

from msgspec import Struct

from vendors.evidence.study import Effect, unusable


class Share(Struct, frozen=True):
    """So many among so many."""

    count: float
    total: float


def change_in_counts(
    before: float, after: float, *, exposure_before: float = 1.0, exposure_after: float = 1.0
) -> Effect:
    """Before and after: y = ln(after / before), se² = 1/before + 1/after.

    Exposures (months, kilometres, calls) are given where they differ: y is then the log-ratio of the two rates.
    """
    for name, value in (("before", before), ("after", after)):
        _positive(name, value)
    for name, value in (("exposure_before", exposure_before), ("exposure_after", exposure_after)):
        _positive(name, value)
    y = math.log(after / exposure_after) - math.log(before / exposure_before)
    return Effect(y, math.sqrt(1 / before + 1 / after), "before_after")


def change_in_shares(before: Share, after: Share) -> Effect:
    """Before and after: y = the difference of log-odds, se² = the sum of 1/count over the four cells."""
    cells = [*_cells("before", before), *_cells("after", after)]
    y = math.log(cells[2] / cells[3]) - math.log(cells[0] / cells[1])
    return Effect(y, math.sqrt(sum(1 / cell for cell in cells)), "before_after", "lo")


def ratio_of_risks(treated: Share, control: Share, design: str) -> Effect:
    """Two groups side by side: the log risk ratio, se² = 1/a − 1/(a+b) + 1/c − 1/(c+d)."""
    a, _ = _cells("treated", treated)
    c, _ = _cells("control", control)
    y = math.log(a / treated.total) - math.log(c / control.total)
    return Effect(y, math.sqrt(1 / a - 1 / treated.total + 1 / c - 1 / control.total), design)


def _cells(name: str, share: Share) -> tuple[float, float]:
    """Those counted and the others."""
    _positive(f"{name}.count", share.count)
    _positive(f"{name}.total", share.total - share.count)
    return share.count, share.total - share.count


def _positive(name: str, value: float) -> None:
    """A count of zero says too little for a ratio: it is shown, not pooled."""
    if not (math.isfinite(value) and value > 0):
        fr = f"Montrez ces comptes sans les réunir\u00a0: {name} doit être plus grand que zéro."
        en = f"Show these counts without pooling them: {name} must be greater than zero."
        raise unusable("count", name, fr, en)
