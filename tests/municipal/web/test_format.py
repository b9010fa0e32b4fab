"""Numbers, money and dates as each language writes them."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from municipal.web.format import date, is_old, money, number, today

N = "\u00a0"


@pytest.mark.parametrize(
    ("value", "fr", "en"),
    [
        (0, "0", "0"),
        (617, "617", "617"),
        (1846, f"1{N}846", "1,846"),
        (131480, f"131{N}480", "131,480"),
        (1234567.0, f"1{N}234{N}567", "1,234,567"),
        (9.84, "9,84", "9.84"),
        (0.5, "0,5", "0.5"),
        (118.62, "118,6", "118.6"),
        (33924.33, f"33{N}924,3", "33,924.3"),
        (-12.5, "-12,5", "-12.5"),
    ],
)
def test_a_number_has_the_separators_of_its_language(value, fr, en):
    assert number(value, "fr") == fr
    assert number(value, "en") == en


def test_a_number_shows_the_decimals_that_it_is_told():
    assert number(12, "fr", 1) == "12,0"
    assert number(3.14159, "en", 4) == "3.1416"
    assert number(2.5, "fr", 0) in ("2", "3")


@pytest.mark.parametrize("value", [-0.0, -0.001])
def test_zero_has_no_sign(value):
    number.cache_clear()
    try:
        assert number(value, "fr") == "0"
        assert number(0, "fr") == "0"
    finally:
        number.cache_clear()


@settings(max_examples=50, deadline=None)
@given(value=st.floats(-1e9, 1e9).map(lambda x: round(x, 2) or 0.0))
def test_a_number_may_be_read_back(value):
    back = float(number(value, "fr").replace(N, "").replace(",", "."))
    assert back == pytest.approx(value, abs=0.0051 if abs(value) < 100 else 0.051)
    assert float(number(value, "en").replace(",", "")) == back


@pytest.mark.parametrize(
    ("value", "fr", "en"),
    [
        (0, f"0{N}$", "$0"),
        (12000, f"12{N}000{N}$", "$12,000"),
        (1234.5, f"1{N}234,50{N}$", "$1,234.50"),
        (0.05, f"0,05{N}$", "$0.05"),
    ],
)
def test_money_is_in_dollars_with_cents_only_where_there_are_some(value, fr, en):
    assert money(value, "fr") == fr
    assert money(value, "en") == en


@pytest.mark.parametrize(
    ("value", "fr", "en"),
    [
        ("2026-11-21", "21 novembre 2026", "November 21, 2026"),
        (dt.date(2024, 2, 29), "29 février 2024", "February 29, 2024"),
        ("2025-03", "mars 2025", "March 2025"),
        ("2025-08", "août 2025", "August 2025"),
        ("2025", "2025", "2025"),
    ],
)
def test_a_date_is_written_in_full_words(value, fr, en):
    assert date(value, "fr") == fr
    assert date(value, "en") == en


def test_the_first_of_a_month_is_an_ordinal_in_french():
    assert date("2025-03-01", "fr").startswith(("1er mars", "1ᵉʳ mars"))


@pytest.mark.parametrize(
    ("source", "old"),
    [
        ("2026-11-22", False),
        ("2024-11-23", False),
        ("2024-10-01", True),
        ("2019-01-31", True),
        ("2025-03", False),
        ("2024-09", True),
        ("2025", False),
        ("2024", False),
        ("2023", True),
        (None, False),
        ("", False),
        ("printemps 2019", False),
    ],
)
def test_a_source_is_old_after_twenty_four_months(source, old):
    assert is_old(source, on=dt.date(2026, 11, 22)) is old


def test_a_source_is_old_the_day_after_its_twenty_four_months():
    assert is_old("2024-11-01", on=dt.date(2026, 11, 30))


def test_today_is_never_further_than_a_day_from_the_clock():
    assert abs((today() - dt.datetime.now(tz=dt.UTC).date()).days) <= 1
