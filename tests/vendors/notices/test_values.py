"""Amounts, instants and days: exactly what is written, or a refusal with its place."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vendors.notices.release import Value
from vendors.notices.values import MOST, WrongError, cents, day, instant, text


@given(st.decimals(-MOST, MOST, allow_nan=False))
def test_an_amount_is_its_cents_half_to_even(amount):
    assert cents(Value(amount=amount), "x") == round(Fraction(amount) * 100)


@pytest.mark.parametrize(
    ("written", "expected"),
    [("0.125", 12), ("0.135", 14), ("26738.59", 2673859), ("-0.005", 0), ("1e-400", 0), ("0." + "9" * 60, 100)],
)
def test_amounts_by_hand(written, expected):
    assert cents(Value(amount=Decimal(written)), "x") == expected


def test_an_amount_has_three_spellings_the_first_one_counts():
    three = Value(amount=Decimal(1), total_amount=Decimal(2), total_amount_older=Decimal(3))
    others = (Value(total_amount=Decimal(2)), Value(total_amount_older=Decimal(3)))
    assert [cents(one, "x") for one in (three, *others)] == [100, 200, 300]
    assert cents(Value(), "x") is cents(None, "x") is None


@pytest.mark.parametrize("written", ["1e400", "-1e400", "NaN", "Infinity", str(MOST + Decimal("0.001"))])
def test_an_impossible_amount_is_refused_where_it_stands(written):
    with pytest.raises(WrongError) as caught:
        cents(Value(total_amount_older=Decimal(written)), "awards[3].value")
    assert caught.value.where == "awards[3].value.totalamount"


@given(
    st.datetimes(dt.datetime(1900, 1, 1), dt.datetime(2200, 1, 1)),  # noqa: DTZ001 - the offset comes beside it
    st.integers(-23 * 60, 23 * 60).map(lambda minutes: dt.timezone(dt.timedelta(minutes=minutes))),
)
def test_an_instant_is_kept_in_utc_and_a_day_as_it_is_written(moment, offset):
    moment = moment.replace(tzinfo=offset)
    found = instant(moment.isoformat(), "x")
    assert dt.datetime.fromisoformat(found) == moment
    assert found.endswith("+00:00")
    assert day(moment.isoformat(), "x") == moment.date().isoformat()


@given(st.lists(st.datetimes(dt.datetime(2000, 1, 1), dt.datetime(2100, 1, 1)), min_size=2, max_size=2))  # noqa: DTZ001
def test_instants_sort_as_texts(moments):
    one, other = (moment.replace(tzinfo=dt.UTC) for moment in moments)
    assert (one < other) == (instant(one.isoformat(), "x") < instant(other.isoformat(), "x"))


def test_an_hour_without_an_offset_is_that_of_quebec():
    assert instant("2026-07-20T09:45:38", "x") == "2026-07-20T13:45:38+00:00"
    assert instant("2026-01-20", "x") == "2026-01-20T05:00:00+00:00"
    assert instant(" 2026-07-20T13:45:38Z ", "x") == "2026-07-20T13:45:38+00:00"


@pytest.mark.parametrize(
    "written", ["hier", "2026-13-01", "0001-01-01T00:00:00+23:00", "2026-07-20T25:00:00", "0" * 9000]
)
def test_what_is_no_date_is_refused_where_it_stands(written):
    for read in (instant, day):
        if read is day and written.startswith("0001"):
            continue
        with pytest.raises(WrongError) as caught:
            read(written, "contracts[0].dateSigned")
        assert (caught.value.where, caught.value.value) == ("contracts[0].dateSigned", written)


def test_a_text_is_as_it_was_given_without_the_white_space_at_its_ends():
    assert text(" \t a\t b \u00a0\n") == "a\t b"
    assert text("  ") is text(None) is text("") is None
    assert text(20260720134538) == "20260720134538"
    assert instant("", "x") is day(" ", "x") is None
