"""The check digit, held against published examples and against what it promises."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vendors.luhn import is_luhn

# The worked example of ISO/IEC 7812-1 in most handbooks, and the payment networks' published test numbers.
PUBLISHED = ["79927398713", "4111111111111111", "5555555555554444", "378282246310005", "6011111111111117"]


@pytest.mark.parametrize("digits", PUBLISHED)
def test_published_numbers_pass(digits: str):
    assert is_luhn(digits)


@given(st.sampled_from(PUBLISHED), st.data())
def test_one_wrong_digit_never_passes(digits: str, data: st.DataObject):
    place = data.draw(st.integers(0, len(digits) - 1))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != digits[place]]))
    assert not is_luhn(digits[:place] + other + digits[place + 1 :])


@given(st.text("0123456789", min_size=1, max_size=30))
def test_exactly_one_last_digit_passes(digits: str):
    assert sum(is_luhn(digits + last) for last in "0123456789") == 1
