"""Prices: of admitted bids alone. That of any other is refused, and stands nowhere afterwards."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from municipal.committee.pricing import written

SEALED = "777123.45"


@pytest.mark.parametrize("beside", [{}, {"price_b1": "98500", "price_b2": "112000"}])
def test_a_price_that_stays_sealed_is_stored_nowhere(meeting, contents, caplog, beside):
    here = meeting().locked()
    before = contents(without=("user_session",))
    answer = here.secretary.does("price", price_b3=SEALED, once="une-fois", **beside)
    assert answer.status_code == 409
    assert "(R8)" in answer.text
    assert contents(without=("user_session",)) == before
    everything = repr(contents()) + caplog.text + answer.text + here.secretary.page().text
    everything += here.secretary.browser.get(f"/fr/ma-ville/{here.city}").text
    assert not [one for one in ("777123", "777 123", "777\u00a0123", "777,123") if one in everything]
    # The same form without it goes through, with the same token.
    if beside:
        assert here.secretary.does("price", once="une-fois", **beside).status_code == 303


def test_a_price_of_no_bid_and_one_before_the_lock_are_refused_too(meeting, contents):
    here = meeting().compared()
    assert here.secretary.does("price", price_b1=SEALED).status_code == 409
    assert here.secretary.does("bids", bids=f"Alpha inc. {SEALED} $", version="1").status_code == 422
    assert "777123" not in repr(contents())


def test_what_is_no_price_is_refused_and_the_others_are_not_lost(meeting, contents):
    here = meeting().locked()
    for typed in ("0", "-5", "1e5", "abc", "1000000000001", "12,5,5", "9" * 41, "∞"):
        answer = here.secretary.does("price", price_b1="98 500,25", price_b2=typed)
        assert answer.status_code == 422, typed
        assert 'value="98 500,25"' in answer.text
    assert "98500.25" not in repr(contents())


def test_a_price_is_kept_exactly_and_may_be_corrected_until_the_result(meeting, contents):
    here = meeting().locked()
    assert here.secretary.does("decide").status_code == 422
    assert here.secretary.does("price", price_b1="98\u00a0500,0001").status_code == 303
    answer = here.secretary.does("decide")
    assert answer.status_code == 422
    assert "Boréal coop." in answer.text
    assert here.secretary.does("price", price_b1="98500,10", price_b2="1000000000000").status_code == 303
    assert here.secretary.does("decide").status_code == 303
    assert "98500.0001" not in repr(contents()["bid_price"])


@given(st.decimals(min_value="0.0001", max_value=10**12, places=4))
def test_every_amount_comes_back_as_it_was_written(amount):
    text = f"{amount:f}"
    assert written(text, "fr") == text
    assert written(text.replace(".", ","), "fr") == text
    assert written(f"{amount:,.4f}", "en") == f"{amount:.4f}"


def test_a_form_without_any_price_is_told_so(meeting, contents):
    here = meeting().locked()
    before = contents(without=("user_session",))
    for typed in ({}, {"price_b1": ""}):
        answer = here.secretary.does("price", **typed)
        assert answer.status_code == 422
        assert "rien n’a été reçu" in answer.text
    assert contents(without=("user_session",)) == before
