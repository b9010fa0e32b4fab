"""The Québec enterprise number: ten digits or nothing; what is unusual makes a person look, and no more."""

from random import Random

import pytest

from vendors.names.neq import BEARERS, read_neq

# Numbers that public contracts and the register show (note on procurement, b.3; the register’s own example).
REAL = ["1174002437", "1179303756", "1148214522", "1143920115", "1165737934", "1161426722", "1142443804", "2260227451"]


def luhn(digits):
    """The check as it is usually told, without a line of ours: double every second digit from the right, add digits."""
    shown = [int(d) if n % 2 == 0 else sum(map(int, str(2 * int(d)))) for n, d in enumerate(reversed(digits))]
    return sum(shown) % 10 == 0


@pytest.mark.parametrize("digits", REAL)
def test_real_numbers_are_sound(digits):
    assert read_neq(digits) is not None
    assert not read_neq(digits).doubtful
    spaced = f" {digits[:4]} {digits[4:7]}\u00a0{digits[7:]} "
    assert read_neq(spaced).digits == digits


@pytest.mark.parametrize("digits", ["1170012345", "1172839401", "1160000099"])
def test_invented_ones_are_doubtful_and_kept(digits):
    assert read_neq(digits).doubtful
    assert read_neq(digits).digits == digits


def test_no_slip_on_one_digit_passes():
    for digits in REAL:
        for at in range(2, 10):
            for other in set("0123456789") - {digits[at]}:
                assert read_neq(digits[:at] + other + digits[at + 1 :]).doubtful


def test_the_check_is_that_of_luhn():
    random = Random(1)  # noqa: S311 - chance that can be repeated
    for _ in range(2000):
        digits = f"11{random.randrange(10**8):08}"
        assert read_neq(digits).doubtful == (not luhn(digits[2:]))


def test_an_unknown_prefix_only_warns_and_has_no_bearer():
    sound = read_neq("9974002437")
    assert (sound.doubtful, sound.bearer("fr")) == (True, None)
    assert read_neq("2260227451").bearer("fr") == "personne physique"
    assert read_neq("2260227451").bearer("en") == "natural person"
    assert set(BEARERS) == {"11", "22", "33", "88"}


@pytest.mark.parametrize(
    "text", ["", "117400243", "11740024370", "117400243x", "abc", "١١٧٤٠٠٢٤٣٧", "²²²²²²²²²²", "\x00" * 10]
)
def test_what_is_not_ten_digits_is_no_number(text):
    assert read_neq(text) is None
