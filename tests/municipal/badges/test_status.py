"""Status lists: the reference list is read, ours is read by others, a place is a bit from left to right."""

import base64
import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openbadgeslib.ob3.status import decode_encoded_list, set_indices
from openbadgeslib.ob3.status_list import encode_bitstring

from municipal.badges.status import BITS, decoded, encoded, is_set

# The list of 1EdTech's own test data, of which only the bit 23 is set.
REFERENCE = "uH4sIAAAAAAAA_-3BMQEAAAzDoMy_6cnoA9QFAAAAAAAAAAAAAAAAAAAAbD3uPa2cAEAAAA"


@pytest.mark.parametrize("text", [REFERENCE, REFERENCE[1:]], ids=["multibase", "bare"])
def test_the_reference_list_is_read_with_its_prefix_and_without(text):
    raw = decoded(text)
    assert len(raw) * 8 == BITS == 131_072
    assert [place for place in range(BITS) if is_set(raw, place)] == [23]


def test_places_go_from_left_to_right():
    raw = decoded(encoded([0, 7, 8, BITS - 1]))
    assert (raw[0], raw[1], raw[-1]) == (0b10000001, 0b10000000, 0b00000001)


@settings(max_examples=30, deadline=None)
@given(st.sets(st.integers(0, BITS - 1), max_size=40))
def test_an_independent_reader_finds_the_same_places_and_we_find_its(places):
    assert set(set_indices(decode_encoded_list(encoded(places)))) == places
    raw = decoded(encode_bitstring(places))
    assert all(is_set(raw, place) for place in places)
    assert sum(byte.bit_count() for byte in raw) == len(places)


def test_the_same_places_make_the_same_list():
    assert encoded([3, 1]) == encoded([1, 3])


def packed(raw):
    return "u" + base64.urlsafe_b64encode(gzip.compress(raw)).decode()


@pytest.mark.parametrize(
    "text",
    ["", "u", "uAAAA", "é", REFERENCE[:40], packed(b"\0" * 100), packed(b"\0" * 6_000_000), "u" + "A" * 5000],
    ids=range(8),
)
def test_a_list_that_is_damaged_too_short_or_would_swell_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - each says it in its own words
        decoded(text)


@pytest.mark.parametrize("place", [-1, BITS])
def test_a_place_outside_is_refused(place):
    with pytest.raises(ValueError, match=str(place)):
        encoded([place])
    with pytest.raises(ValueError, match=str(place)):
        is_set(bytes(BITS // 8), place)
