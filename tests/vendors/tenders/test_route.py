"""The route: every border of the amounts, the city's word where the law is unknown, each reason with its article."""

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vendors.tenders.route import route

KNOWN = dt.date(2023, 6, 1)
UNKNOWN = dt.date(2026, 11, 21)
RECALLED = dt.date(2025, 6, 1)


def ids(said):
    return [one.id for one in said]


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        (0, "mutual_agreement"),
        (24_999, "mutual_agreement"),
        (25_000, "invitation"),
        (121_199, "invitation"),
        (121_200, "public_call"),
        (10**9, "public_call"),
    ],
)
def test_the_amount_gives_the_route(law, amount, expected):
    found = route(law, amount, "services", with_others=False, on=KNOWN)
    assert (found.id, found.procedure, found.asks) == (expected, expected, [])
    assert not found.told


def test_the_threshold_of_the_day_counts(law):
    before, after = (route(law, 110_000, "supply", with_others=False, on=dt.date(2022, 10, day)) for day in (6, 7))
    assert (before.id, before.threshold) == ("public_call", 105_700)
    assert (after.id, after.threshold) == ("invitation", 121_200)


def test_an_unknown_threshold_is_asked_for_with_a_warning(law):
    found = route(law, 60_000, "supply", with_others=False, on=UNKNOWN)
    assert (found.id, found.procedure, found.threshold) == (None, None, None)
    assert ids(found.asks) == ["threshold"]
    assert ids(found.warnings) == ["unknown_threshold", "new_regime"]
    assert "2026-11-21" in found.asks[0].text("fr")
    assert "n’a pas été trouvé" in found.warnings[0].text("fr")


def test_below_the_invitation_the_threshold_does_not_matter(law):
    found = route(law, 24_999, "supply", with_others=False, on=UNKNOWN)
    assert (found.id, found.asks, ids(found.warnings)) == ("mutual_agreement", [], ["new_regime"])


@pytest.mark.parametrize(
    ("amount", "expected"), [(60_000, "invitation"), (139_999, "invitation"), (140_000, "public_call")]
)
def test_the_city_s_word_is_used_and_shown_as_such(law, amount, expected):
    found = route(law, amount, "supply", with_others=False, on=UNKNOWN, told_threshold=140_000)
    assert (found.id, found.threshold, found.told, found.asks) == (expected, 140_000, True, [])
    assert "unknown_threshold" in ids(found.warnings)
    words = {one.id: one for one in found.reasons}
    assert words["told_threshold"].city_word
    assert words[expected].city_word
    assert not words[expected].verified
    assert "140\u00a0000\u00a0$" in words["told_threshold"].text("fr")
    assert "$140,000" in words["told_threshold"].text("en")


def test_a_word_below_the_invitation_is_asked_again(law):
    found = route(law, 60_000, "supply", with_others=False, on=UNKNOWN, told_threshold=25_000)
    assert (found.id, ids(found.asks)) == (None, ["threshold"])


def test_the_law_s_number_goes_before_the_city_s_word(law):
    found = route(law, 121_200, "supply", with_others=False, on=KNOWN, told_threshold=500_000)
    assert (found.id, found.threshold, found.told) == ("public_call", 121_200, False)
    assert ids(found.warnings) == ["told_differs"]
    assert not [one for one in found.reasons if one.city_word]


def test_a_recalled_threshold_is_used_with_a_warning(law):
    found = route(law, 60_000, "supply", with_others=False, on=RECALLED)
    assert (found.id, found.threshold) == ("invitation", 133_800)
    assert ids(found.warnings) == ["unverified_threshold", "new_regime"]
    (reason,) = [one for one in found.reasons if one.id == "invitation"]
    assert not reason.verified


def test_the_by_law_may_allow_mutual_agreement_below_the_threshold_only(law):
    for amount, expected in [(59_999, "mutual_agreement"), (60_000, "invitation"), (121_200, "public_call")]:
        found = route(law, amount, "supply", with_others=False, on=KNOWN, bylaw_up_to=60_000)
        assert found.id == expected
    found = route(law, 50_000, "supply", with_others=False, on=KNOWN, bylaw_up_to=60_000)
    assert "bylaw" in ids(found.reasons)
    assert found.reasons[0].city_word
    assert route(law, 500_000, "supply", with_others=False, on=KNOWN, bylaw_up_to=10**6).id == "public_call"


@pytest.mark.parametrize("kind", ["policy", "trial", "existing_tool"])
def test_without_expenditure_there_is_no_purchase(law, kind):
    for with_others in (False, True):
        found = route(law, 0, kind, with_others=with_others, on=UNKNOWN)
        assert (found.id, ids(found.reasons), found.warnings) == ("no_purchase", [kind], [])
    paid = route(law, 5000, kind, with_others=False, on=UNKNOWN)
    assert (paid.id, ids(paid.reasons)[0]) == ("mutual_agreement", "paid")


def test_in_a_group_the_amount_is_that_of_all(law):
    found = route(law, 200_000, "supply", with_others=True, on=KNOWN)
    assert (found.id, found.procedure) == ("group_purchase", "public_call")
    assert ids(found.reasons)[:2] == ["group_purchase", "group_total"]
    asked = route(law, 200_000, "supply", with_others=True, on=UNKNOWN)
    assert (asked.id, asked.procedure, ids(asked.asks)) == ("group_purchase", None, ["threshold"])


def test_a_professional_service_is_not_awarded_by_price_alone(law):
    found = route(law, 60_000, "professional", with_others=False, on=KNOWN)
    assert "professional" in ids(found.reasons)
    assert list(found.modes) == ["two_envelope", "one_envelope"]
    assert "lowest_price" in route(law, 60_000, "services", with_others=False, on=KNOWN).modes
    assert list(route(law, 1, "services", with_others=False, on=KNOWN).modes) == []


def test_a_wrong_question_is_refused(law):
    for amount, kind in [(-1, "supply"), (1, "magic")]:
        with pytest.raises(ValueError, match="kind"):
            route(law, amount, kind, with_others=False, on=KNOWN)


@given(
    amount=st.integers(0, 10**6),
    kind=st.sampled_from(["supply", "services", "professional", "policy", "trial", "existing_tool"]),
    with_others=st.booleans(),
    on=st.dates(dt.date(2015, 1, 1), dt.date(2030, 1, 1)),
    told=st.none() | st.integers(0, 10**6),
    bylaw=st.none() | st.integers(0, 10**6),
)
def test_every_reason_is_filled_and_says_what_it_rests_on(law, amount, kind, with_others, on, told, bylaw):
    found = route(law, amount, kind, with_others=with_others, on=on, told_threshold=told, bylaw_up_to=bylaw)
    assert (found.procedure is None) == bool(found.asks)
    assert found.reasons
    for one in [*found.reasons, *found.warnings, *found.asks]:
        for text in (one.fr, one.en):
            assert text
            assert not re.search(r"[{}]|None", text), text
        if one.verified:
            assert one.articles
            assert all(row.verified for row in [*one.articles, *one.numbers])
        if one.city_word:
            assert not one.verified
    if on >= dt.date(2025, 3, 25) and found.id != "no_purchase":
        assert "new_regime" in ids(found.warnings)


def test_every_text_is_short_and_every_name_told_twice(law):
    texts = law.texts
    told = [(one.fr, one.en) for one in [*texts.reasons.values(), *texts.warnings, *texts.asks.values()]]
    told += [(one.name_fr, one.name_en) for one in [*texts.routes.values(), *texts.kinds.values()]]
    told += [(one.next_fr, one.next_en) for one in texts.routes.values()]
    told += [(one.why_fr, one.why_en) for one in texts.kinds.values() if one.why_fr]
    told += [(one.rule_fr, one.rule_en) for one in law.articles]
    assert len(told) > 60
    for pair in told:
        assert pair[0] != pair[1]
        for text in pair:
            for sentence in re.split(r"(?<=[.:;?])\s", text):
                assert len(sentence.split(" ")) <= 20, sentence
