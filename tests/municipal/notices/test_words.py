"""Amounts and days of notices in words."""

import pytest

from municipal.notices.words import amount, awarded, buyer_kind, day_of, estimate, source
from vendors.notices.rows import ContractRow, Extent, NoticeRow


def contract(cents, final=None, currency="CAD"):
    blank = dict.fromkeys(ContractRow.__struct_fields__)
    return ContractRow(**blank | {"awarded": cents, "final": final, "currency": currency})


def notice(low, high):
    blank = dict.fromkeys(NoticeRow.__struct_fields__)
    return NoticeRow(**blank | {"estimate_low": low, "estimate_high": high})


@pytest.mark.parametrize(
    ("cents", "currency", "fr", "en"),
    [
        (123_450, "CAD", "1\u00a0234,50\u00a0$", "$1,234.50"),
        (100, "CAD", "1\u00a0$", "$1"),
        (0, "CAD", "0\u00a0$", "$0"),
        (500, "USD", "5\u00a0$ (USD)", "$5 (USD)"),
        (None, "CAD", "", ""),
    ],
)
def test_an_amount_is_written_as_each_language_does(cents, currency, fr, en):
    assert (amount(cents, currency, "fr"), amount(cents, currency, "en")) == (fr, en)


def test_awards_are_never_added_up():
    assert awarded([], "fr") == awarded([contract(None)], "fr") == ""
    assert awarded([contract(500), contract(500)], "fr") == "5\u00a0$"
    told = awarded([contract(900), contract(500), contract(None, 700)], "fr")
    assert told == "3 contrats, de 5\u00a0$ à 9\u00a0$"


def test_an_estimate_is_one_amount_or_two():
    assert [estimate(notice(*pair), "fr") for pair in ((None, None), (100, None), (None, 200), (200, 200))] == [
        "",
        "1\u00a0$",
        "2\u00a0$",
        "2\u00a0$",
    ]
    assert estimate(notice(100, 200), "fr") == "de 1\u00a0$ à 2\u00a0$"


def test_a_day_is_that_of_quebec():
    assert (day_of("2026-06-02T03:59:59+00:00"), day_of("2026-06-02T04:00:00+00:00")) == ("2026-06-01", "2026-06-02")
    assert day_of(None) == ""


def test_what_seao_does_not_say_of_a_buyer_is_unknown():
    assert [buyer_kind(one) for one in (True, False, None)] == ["municipal", "public", "unknown"]


def test_the_source_says_until_when_notices_go():
    assert "21 juillet 2026" in source(Extent(3, "2026-07-21T18:50:45+00:00"), "fr")
    assert source(Extent(0, None), "fr").endswith("CC BY 4.0.")
