"""What a person does with the list: ticks and reasons are read as they were sent, and what is wrong has its remedy."""

from hypothesis import given
from hypothesis import strategies as st

from municipal.projects.market_choice import TICK, WHOLE, WHY, Chosen, as_fixed, typed, wrong
from municipal.projects.shortlist_words import LONGEST

IDS = [f"s{n}" for n in range(8)]
NAMES = {one: one.upper() for one in IDS}
SOME = st.lists(st.sampled_from(IDS), unique=True)
REASONS = st.dictionaries(st.sampled_from(IDS), st.text(min_size=1, max_size=LONGEST).filter(str.strip))


def sent(ticked, why):
    return {f"{TICK}{one}": "yes" for one in ticked} | {f"{WHY}{one}": text for one, text in why.items()}


@given(SOME, REASONS)
def test_what_is_sent_is_read_in_the_order_of_the_list(ticked, why):
    chosen = typed(sent(ticked, why) | {"compare_other": "yes", "why_other": "x", "act": "compare"}, IDS)
    assert chosen.compared == [one for one in IDS if one in ticked]
    assert chosen.why == {one: why[one].strip() for one in IDS if one in why}


@given(SOME, REASONS)
def test_a_list_is_compared_when_two_to_five_are_ticked_and_none_of_them_is_left_out(ticked, why):
    chosen = typed(sent(ticked, why), IDS)
    errors = wrong(chosen, NAMES, "fr", comparing=True)
    assert (errors == []) == (2 <= len(ticked) <= 5 and not set(ticked) & set(why))
    assert wrong(chosen, NAMES, "fr", comparing=False) == []
    # Each error leads to a field that the page has.
    assert {one.field for one in errors} <= {f"{TICK}{one}" for one in IDS}


def test_a_reason_that_is_too_long_is_told_at_its_field_in_both_acts():
    for comparing in (True, False):
        errors = wrong(Chosen(["s1", "s2"], {"s3": "x" * (LONGEST + 1)}), NAMES, "fr", comparing=comparing)
        assert [one.field for one in errors] == ["why_s3"]
        assert errors[0].message.startswith("Raccourcissez")
    assert wrong(Chosen(["s1", "s2"], {"s3": "x" * LONGEST}), NAMES, "fr", comparing=True) == []


def test_an_empty_list_cannot_be_compared_and_says_so_of_the_whole():
    assert [one.field for one in wrong(Chosen([], {}), {}, "fr", comparing=True)] == [WHOLE]
    assert wrong(Chosen([], {}), {}, "fr", comparing=False) == []


def test_what_was_fixed_is_taken_up_again_as_it_was():
    rows = [{"solution": "s1", "kept": True, "because": ""}, {"solution": "s2", "kept": False, "because": "Trop cher"}]
    assert as_fixed({"rows": rows, "compared": ["s1"]}) == Chosen(["s1"], {"s2": "Trop cher"})
