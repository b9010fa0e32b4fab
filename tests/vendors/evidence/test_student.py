"""Quantiles, against printed tables."""

import pytest

from vendors.evidence.student import normal_quantile, t_quantile


@pytest.mark.parametrize(
    ("degrees", "printed"),
    [(1, 12.706), (2, 4.303), (3, 3.182), (4, 2.776), (5, 2.571), (11, 2.201), (12, 2.179), (30, 2.042), (120, 1.980)],
)
def test_the_table_of_student_at_the_five_percent_level(degrees, printed):
    assert round(t_quantile(0.975, degrees), 3) == printed


@pytest.mark.parametrize(("degrees", "printed"), [(1, 6.314), (2, 2.920), (9, 1.833), (60, 1.671)])
def test_the_table_of_student_at_the_ten_percent_level(degrees, printed):
    assert round(t_quantile(0.95, degrees), 3) == printed


def test_with_many_degrees_it_is_the_normal():
    assert t_quantile(0.975, 100_000) == pytest.approx(normal_quantile(0.975), abs=1e-4)
    assert normal_quantile(0.975) == pytest.approx(1.959964, abs=1e-6)
