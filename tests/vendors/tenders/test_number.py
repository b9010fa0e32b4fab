"""Numbers exactly as they are written."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vendors.sources.document import Place
from vendors.tenders.number import (
    Written,
    dollars,
    exact,
    four_decimals,
    french,
    number,
    number_or_text,
    plain,
    quotient,
)


def place(value):
    return Place(value, "a", [])


def test_a_tenth_is_a_tenth():
    assert exact("0.1") == Fraction(1, 10)
    assert exact("0.1") + exact("0.2") == exact("0.3")
    assert exact("98500.00") == exact("98500") == exact("9.85e4") == 98_500
    assert exact("-12.5") == Fraction(-25, 2)


@pytest.mark.parametrize(
    "text",
    [
        *("", " 1", "1 ", "+1", ".5", "5.", "1,5", "1_000", "0x10", "NaN", "Infinity", "-Infinity", "١٢", "1/3"),
        *("1 000", "9" * 41, "1e999", "1e-999", "1e41", "1e1000000000", "0." + "0" * 39 + "1"),
    ],
)  # fmt: skip
def test_what_is_no_number_or_too_long_a_one_is_none(text):
    assert exact(text) is None


def test_huge_exponents_and_endless_digits_take_no_time(bounded):
    with bounded():
        assert exact("1e" + "9" * 1_000_000) is None
        assert exact("9" * 10_000_000) is None


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=6))
def test_a_decimal_is_written_with_all_its_digits(value):
    assert Decimal(plain(Fraction(value))) == value
    assert "E" not in plain(Fraction(value))


def test_a_decimal_has_no_digit_too_many():
    shown = [plain(Fraction(text)) for text in ("82", "82.0", "69.50", "0", "-0.25", "1e-20", "1e20")]
    assert shown == ["82", "82", "69.5", "0", "-0.25", "0.00000000000000000001", "100000000000000000000"]
    with pytest.raises(ValueError, match="decimals"):
        plain(Fraction(1, 3))


def test_four_decimals_round_halves_upwards():
    cases = {"0": "0.0000", "10": "10.0000", "0.00005": "0.0001", "0.00004999": "0.0000", "9.99995": "10.0000"}
    assert {text: four_decimals(Fraction(text)) for text in cases} == cases
    assert four_decimals(Fraction(1_100_000, 110_001)) == "9.9999"


@given(st.fractions(min_value=0, max_value=10**9))
def test_four_decimals_are_those_of_the_decimal_module(value):
    from decimal import ROUND_HALF_UP, localcontext

    with localcontext() as context:
        context.prec = 60
        expected = (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.0001"), ROUND_HALF_UP)
    assert abs(Fraction(four_decimals(value)) - value) <= Fraction(1, 20_000)
    assert four_decimals(value) == f"{expected:f}"


def test_a_quotient_keeps_its_denominator():
    assert (quotient(Fraction(10)), quotient(Fraction(2, 4))) == ("10/1", "1/2")


def test_a_person_reads_amounts_in_each_language():
    assert french("1.5") == "1,5"
    assert [dollars(Fraction(text), "fr") for text in ("133800", "999", "1234.5")] == [
        "133\u00a0800\u00a0$",
        "999\u00a0$",
        "1\u00a0234,50\u00a0$",
    ]
    assert [dollars(Fraction(text), "en") for text in ("133800", "1234.5")] == ["$133,800", "$1,234.50"]


def test_a_number_may_be_asked_for_or_a_number_or_its_text():
    assert number(place(Written("1.5"))) == number_or_text(place("1.5")) == number_or_text(place(Written("1.5")))
    for value, read, rule in [
        ("1.5", number, "type"),
        (None, number_or_text, "type"),
        (True, number_or_text, "type"),
        ([], number, "type"),
        ("NaN", number_or_text, "number"),
        (Written("1e999"), number, "number"),
    ]:
        one = place(value)
        assert read(one) is None
        assert [fault.rule for fault in one.faults] == [rule]
        assert "1e999" not in one.faults[0].fr + one.faults[0].en
