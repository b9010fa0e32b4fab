"""What a point of quality is worth, and where the winner changes: exact, and the same as scoring each factor."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vendors.tenders.simulate import Offer, premium, premiums, simulate, switches, winners

TABLE = {
    0: ("14.29", "12.50", "42.86"),
    10: ("12.50", "11.11", "37.50"),
    25: ("10.53", "9.52", "31.58"),
    50: ("8.33", "7.69", "25.00"),
}


def offer(one, points, price):
    return Offer(one, Fraction(points), Fraction(price))


def test_the_table_of_premiums():
    found = premiums(list(TABLE), [(70, 80), (80, 90), (70, 100)])
    assert [tuple(f"{float(100 * one):.2f}" for one in row) for row in found] == list(TABLE.values())
    assert premium(50, 70, 100) == Fraction(1, 4)
    assert premium(Fraction(1, 2), 70, 80) == Fraction(20, 141)


def test_a_premium_needs_something_to_divide_by():
    with pytest.raises(ValueError, match="more than 0"):
        premium(0, 0, 80)


def test_two_bids_that_differ_by_the_premium_tie(rules):
    for factor in (0, 10, 25, 50):
        dearer = Fraction(100_000) * (1 + premium(factor, 80, 90))
        assert winners([offer("a", 80, 100_000), Offer("b", Fraction(90), dearer)], factor, rules) == ("a",)
        assert winners([offer("a", 80, 100_000), Offer("b", Fraction(90), dearer - 1)], factor, rules) == ("b",)


def test_the_winner_changes_where_the_scores_are_equal(rules):
    offers = [offer("A", 82, 98_500), offer("B", 91, 112_000), offer("D", 70, 88_000)]
    (switch,) = switches(offers, rules)
    assert (switch.before, switch.after) == (("A",), ("D",))
    # (82 + k)/98 500 = (70 + k)/88 000
    assert switch.at == Fraction(82 * 88_000 - 70 * 98_500, 98_500 - 88_000)
    assert Fraction(82 + switch.at) / 98_500 == Fraction(70 + switch.at) / 88_000
    found = simulate(offers, rules)
    assert len(found.winners) == 51
    assert {found.winners[k] for k in range(31)} == {("A",)}
    assert {found.winners[k] for k in range(31, 51)} == {("D",)}
    assert 30 < switch.at < 31


def test_at_the_very_factor_the_lowest_price_comes_first(rules):
    offers = [offer("A", 80, 100_000), offer("B", 90, 110_000)]
    (switch,) = switches(offers, rules)
    assert (switch.at, switch.before, switch.after) == (20, ("B",), ("A",))
    assert simulate(offers, rules).winners[20] == ("A",)
    assert simulate(offers, rules).winners[19] == ("B",)


def test_nobody_admissible_and_twins(rules):
    assert simulate([offer("A", 69, 1)], rules).winners[0] == ()
    assert switches([], rules) == []
    twins = [offer("A", 80, 5), offer("B", 80, 5)]
    assert simulate(twins, rules).winners[50] == ("A", "B")
    assert switches(twins, rules) == []


OFFERS = st.lists(
    st.builds(offer, st.text("abc", min_size=1), st.integers(60, 100), st.integers(60, 160)), min_size=1, max_size=6
).map(lambda found: [Offer(f"o{n}", one.points, one.price) for n, one in enumerate(found)])


@settings(max_examples=300, deadline=None)
@given(offers=OFFERS, thousandths=st.integers(0, 50_000))
def test_between_two_switches_the_winner_stays(rules, offers, thousandths):
    factor = Fraction(thousandths, 1000)
    expected = winners(offers, 0, rules)
    last = Fraction(0)
    for switch in switches(offers, rules):
        assert last < switch.at <= 50
        assert switch.before != switch.after
        last = switch.at
        if switch.at <= factor:
            expected = switch.after
    assert winners(offers, factor, rules) == expected
