"""The cells of an imported reading, as people write them in two languages."""

from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from municipal.indicators.reading_columns import ALIASES, COLUMNS, ENGLISH, number, period, truth, whole
from municipal.web.format import number as shown


@pytest.mark.parametrize(
    ("text", "french", "english"),
    [
        ("12", 12, 12),
        ("12,5", 12.5, 12.5),
        ("12.5", 12.5, 12.5),
        ("1 234,5", 1234.5, 1234.5),
        ("1\u00a0234,5", 1234.5, 1234.5),
        ("1\u202f234,5", 1234.5, 1234.5),
        ("1,234.5", 1234.5, 1234.5),
        ("1,234,567", 1234567, 1234567),
        ("1,234", 1.234, 1234),
        ("-3,5", -3.5, -3.5),
        ("\u22123,5", -3.5, -3.5),
        ("12,5 %", 12.5, 12.5),
        ("1e3", 1000, 1000),
        ("1.5e-07", 1.5e-7, 1.5e-7),
        ("", None, None),
        ("beaucoup", None, None),
        ("nan", None, None),
        ("inf", None, None),
        ("1.234.567", None, None),
        ("1.234,5", None, None),
        ("12,34,5", None, None),
        ("1_000", None, None),
        ("\u0661\u0662", None, None),
        ("0x10", None, None),
        ("5-6", None, None),
        ("=1+1", None, None),
    ],
)
def test_a_number_is_read_in_both_languages(text, french, english):
    assert (number(text, english=False), number(text, english=True)) == (french, english)


@given(st.floats(-1e9, 1e9).map(lambda x: round(x, 2)))
def test_a_number_that_our_pages_show_is_read_back(value):
    for language in ("fr", "en"):
        assert isclose(number(shown(value, language, 2), english=language == "en"), value, abs_tol=1e-9)


@pytest.mark.parametrize(
    ("text", "count"),
    [("39", 39), ("1 234", 1234), ("0", 0), ("", None), ("-1", None), ("3,5", None), ("x", None), ("9" * 11, None)],
)
def test_a_count_is_a_whole_number(text, count):
    assert whole(text) == count


def test_a_spreadsheets_first_of_the_month_is_the_month():
    assert [period(text) for text in ("2025-03-01", "2025-03", "2025", "2025-03-02", "mars")] == [
        "2025-03",
        "2025-03",
        "2025",
        "2025-03-02",
        "mars",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("oui", True),
        ("Yes", True),
        ("VRAI", True),
        ("x", True),
        ("", False),
        ("non", False),
        ("0", False),
        ("bof", None),
    ],
)
def test_yes_and_no_are_read_in_both_languages(text, told):
    assert truth(text) is told


def test_every_column_has_its_name_in_both_languages():
    assert {ALIASES[name] for name in ENGLISH} == set(COLUMNS) == {ALIASES[name] for name in COLUMNS}
    assert all(name == name.casefold() for name in ALIASES)
