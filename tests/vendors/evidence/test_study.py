"""What counts as a study, and what a person must read again."""

import math

import pytest

from vendors.evidence.study import Effect, Study, as_study, counted, difference, is_extreme


def test_a_statement_and_an_unknown_likeness_are_not_counted():
    kept = Study(-0.1, 0.1, 1, 0.2)
    assert counted([Study(-0.9, 0.01, 0), kept, Study(-0.9, 0.01, 5, None)]) == [kept]


def test_a_design_reaches_its_level(constants):
    assert as_study(Effect(-0.2, 0.1, "interrupted_series"), 0.7, constants) == Study(-0.2, 0.1, 2, 0.7)
    assert as_study(Effect(-0.2, 0.1, "statement"), None, constants) == Study(-0.2, 0.1, 0, None)


@pytest.mark.parametrize(("percent", "extreme"), [(-54, False), (-56, True), (122, False), (123, True), (0, False)])
def test_minus_55_and_plus_123_percent_are_read_again(constants, percent, extreme):
    assert is_extreme(Study(math.log(1 + percent / 100), 0.1), constants) is extreme


def test_a_difference_adds_the_variances():
    found = difference(Effect(-0.3, 0.3, "before_after"), Effect(-0.1, 0.4, "before_after"))
    assert found.y == pytest.approx(-0.2)
    assert found.se == pytest.approx(0.5)
    assert found.design == "difference_in_differences"


def test_a_ratio_and_odds_are_never_mixed():
    with pytest.raises(ValueError, match="one scale"):
        difference(Effect(0, 1, "before_after"), Effect(0, 1, "before_after", "lo"))
