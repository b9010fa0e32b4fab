"""The three answers as people write them: read exactly, or refused with the remedy; never guessed."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from municipal.law.answers import FIELDS, RouteQuery, read, written
from municipal.paths import SEED
from municipal.web.format import today
from vendors.tenders.regime import read_law

LAW = read_law(SEED / "legal")


def asked(amount="45000", spoken="fr", **more):
    return read(LAW, RouteQuery(**{"amount": amount, "kind": "supply", "with_others": "no"} | more), spoken)


def wrong(*args, **more):
    answers, errors = asked(*args, **more)
    assert (answers is None) == bool(errors)
    return [one.field for one in errors]


@pytest.mark.parametrize(
    ("text", "spoken", "value"),
    [
        ("45 000 $", "fr", "45000"),
        ("45\u00a0000,50\u00a0$", "fr", "45000.5"),
        ("45\u202f000", "fr", "45000"),
        ("45000.5", "fr", "45000.5"),
        ("$45,000.50", "en", "45000.5"),
        ("45,000", "en", "45000"),
        ("1,234,567", "en", "1234567"),
        ("0", "fr", "0"),
        ("0,01", "fr", "0.01"),
        ("1000000000000", "fr", "1000000000000"),
    ],
)
def test_an_amount_is_read_as_each_language_writes_it(text, spoken, value):
    assert asked(text, spoken)[0].amount == Fraction(value)


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        *[
            (text, spoken)
            for text in ("", "-1", "45k", "1e5", "½", "٤٥", "45 000 CAD", "1000000000001", "9" * 60)
            for spoken in ("fr", "en")
        ],
        # Thousands of the other language would be read as thousandths: nobody guesses.
        ("45,000", "fr"),
        ("45.000", "fr"),
        ("45.000", "en"),
        ("45,000.5", "fr"),
    ],
)
def test_an_amount_that_could_be_another_is_refused_with_the_remedy(text, spoken):
    assert wrong(text, spoken) == ["amount"]


def test_every_answer_is_asked_for():
    answers, errors = read(LAW, RouteQuery(), "fr")
    assert answers is None
    assert [one.field for one in errors] == ["amount", "kind", "with_others"]
    assert wrong(kind="magic") == ["kind"]
    assert wrong(with_others="maybe") == ["with_others"]


@pytest.mark.parametrize("field", ["threshold", "bylaw"])
def test_the_city_s_word_is_whole_dollars(field):
    assert wrong(**{field: "140 000,50"}) == [field]
    assert wrong(**{field: "beaucoup"}) == [field]
    assert wrong(**{field: "0"}) == [field]
    assert asked(**{field: "140 000,00"})[1] == []


def test_a_threshold_where_the_invitation_begins_or_below_is_refused_as_the_route_would():
    assert wrong(threshold="25000") == ["threshold"]
    assert asked(threshold="25001")[0].told == 25_001


@pytest.mark.parametrize("day", ["hier", "1999-12-31", "2100-01-01", "2026-02-30"])
def test_a_day_far_away_is_a_typing_error(day):
    assert wrong(date=day) == ["date"]


def test_without_a_day_it_is_today():
    assert asked()[0].on == today()
    assert asked(date="2023-06-01")[0].on.isoformat() == "2023-06-01"


@given(
    cents=st.integers(0, 10**14),
    spoken=st.sampled_from(["fr", "en"]),
    told=st.none() | st.integers(25_001, 10**12),
    bylaw=st.none() | st.integers(1, 10**12),
    with_others=st.booleans(),
)
def test_an_address_gives_back_what_was_answered_in_either_language(cents, spoken, told, bylaw, with_others):
    amount = Fraction(cents, 100)
    query = {
        "amount": f"{cents // 100}.{cents % 100:02}",
        "with_others": "yes" if with_others else "no",
        "kind": "trial",
    }
    query |= {"threshold": "" if told is None else str(told), "bylaw": "" if bylaw is None else str(bylaw)}
    first = read(LAW, RouteQuery(**query), spoken)[0]
    assert (first.amount, first.told, first.bylaw, first.with_others) == (amount, told, bylaw, with_others)
    for other in ("fr", "en"):
        again = read(LAW, RouteQuery(**first.query()), other)[0]
        assert again == first
        # What the field shows is read as the same.
        shown = {name: written(first.query()[name], other) for name in ("amount", "threshold", "bylaw")}
        assert read(LAW, RouteQuery(**first.query() | shown), other)[0] == first
    assert set(first.query()) == set(FIELDS)
