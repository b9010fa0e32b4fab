"""Effects from counts, against published figures."""

import math
from statistics import stdev

import numpy as np
import pytest

from tests.vendors.evidence.published import BCG
from vendors.evidence.counts import Share, change_in_counts, change_in_shares, ratio_of_risks
from vendors.evidence.study import difference
from vendors.sources.faults import UnusableError


def test_the_difference_in_differences_of_the_method():
    treated, control = change_in_counts(240, 180), change_in_counts(410, 390)
    found = difference(treated, control)
    assert round(found.y, 6) == -0.237672
    assert round(found.se, 6) == 0.121348
    assert round(treated.y, 6) == -0.287682


def test_rates_take_their_exposure_into_account():
    assert change_in_counts(240, 90, exposure_before=12, exposure_after=6).y == pytest.approx(math.log(15 / 20))
    assert change_in_counts(240, 90).se == pytest.approx(math.sqrt(1 / 240 + 1 / 90))


def test_a_trial_of_the_vaccine_as_it_was_published():
    """The first of the thirteen: relative risk 0.41, log −0.8893, variance 0.3256 (metafor, `dat.bcg`)."""
    a, b, c, d = BCG[0]
    found = ratio_of_risks(Share(a, a + b), Share(c, c + d), "randomized")
    assert round(found.y, 4) == -0.8893
    assert round(found.se**2, 4) == 0.3256


def test_odds_of_shares():
    """60 of 80, then 70 of 80: odds 3 then 7."""
    found = change_in_shares(Share(60, 80), Share(70, 80))
    assert found.scale == "lo"
    assert found.y == pytest.approx(math.log(7 / 3))
    assert found.se**2 == pytest.approx(1 / 60 + 1 / 20 + 1 / 70 + 1 / 10)


def test_the_error_is_the_spread_that_chance_gives():
    chance = np.random.default_rng(5)
    drawn = [
        change_in_shares(
            Share(sum(chance.random() < 0.6 for _ in range(200)), 200),
            Share(sum(chance.random() < 0.7 for _ in range(200)), 200),
        )
        for _ in range(400)
    ]
    assert stdev(one.y for one in drawn) == pytest.approx(drawn[0].se, rel=0.15)


@pytest.mark.parametrize(
    ("make", "where"),
    [
        (lambda: change_in_counts(0, 3), "before"),
        (lambda: change_in_counts(3, 0), "after"),
        (lambda: change_in_counts(3, 3, exposure_after=0), "exposure_after"),
        (lambda: change_in_counts(math.nan, 3), "before"),
        (lambda: change_in_shares(Share(0, 5), Share(1, 5)), "before.count"),
        (lambda: change_in_shares(Share(1, 5), Share(5, 5)), "after.total"),
    ],
)
def test_a_count_of_nothing_gives_no_ratio(make, where):
    with pytest.raises(UnusableError) as caught:
        make()
    assert [fault.where for fault in caught.value.faults] == [where]
