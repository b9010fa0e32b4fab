"""What an address says of itself, and what only looks like one of ours."""

import pytest

from municipal.badges.locations import key_address, key_in, list_address, list_in


@pytest.mark.parametrize("base", ["https://repere.example", "http://127.0.0.1:8000", "https://ville.example/repere"])
def test_what_is_written_is_read_back(base):
    assert key_in(key_address(base, 12)) == 12
    assert list_in(list_address(base, 0)) == 0


@pytest.mark.parametrize(
    "address",
    [
        None,
        7,
        "",
        "1",
        "/badges/cles/1",
        "https://a.example/badges/cles/01",
        "https://a.example/badges/cles/1/",
        "https://a.example/badges/cles/1?x",
        "https://a.example/?/badges/cles/1",
        "https://a.example/#/badges/cles/1",
        "https://a.example/badges/cles/9999999",
        "https://a.example/badges/cles/١",
        "ftp://a.example/badges/cles/1",
    ],
)
def test_what_is_no_key_of_ours_is_none(address):
    assert key_in(address) is None
    assert list_in(address) is None
