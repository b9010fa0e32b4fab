"""Numbers as people write them, in both languages."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from municipal.web.numbers import plain_number, written_number


@pytest.mark.parametrize(
    ("text", "language", "read"),
    [
        ("12,5", "fr", "12.5"),
        ("1\u00a0234,5", "fr", "1234.5"),
        ("1 234", "fr", "1234"),
        ("1\u202f234 $", "fr", "1234"),
        ("12.5", "fr", "12.5"),
        ("\u22123,2", "fr", "-3.2"),
        ("12\u00a0%", "fr", "12"),
        ("1,234", "fr", "1.234"),
        ("1,234", "en", "1234"),
        ("1,234.5", "en", "1234.5"),
        ("1,234,567", "en", "1234567"),
        ("12,5", "en", "12.5"),
        ("$1,900", "en", "1900"),
        ("12.5%", "en", "12.5"),
        ("beaucoup", "fr", "beaucoup"),
        ("1,2,3", "fr", "1,2,3"),
        ("", "fr", ""),
    ],
)
def test_a_number_is_read_as_its_language_writes_it(text, language, read):
    assert plain_number(text, language) == read


@settings(max_examples=50, deadline=None)
@given(value=st.one_of(st.integers(-(10**9), 10**9).map(float), st.decimals("-9999", "9999", places=3).map(float)))
def test_what_a_field_shows_is_read_back_the_same(value):
    for language in ("fr", "en"):
        assert float(plain_number(written_number(value, language), language)) == value
    assert written_number(None, "fr") == ""
