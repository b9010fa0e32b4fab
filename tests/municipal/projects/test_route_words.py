"""What the pages tell of a route is what the library finds: the same route and reasons, each with its articles."""

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from municipal.law.answers import Answers
from municipal.paths import SEED
from municipal.projects.route_words import as_kept, as_told, found, mode_names, next_steps, sentence
from vendors.tenders.regime import Law, read_law
from vendors.tenders.route import route

LAW = read_law(SEED / "legal")
KINDS = sorted(LAW.texts.kinds)
RANK = {"no_purchase": 0, "mutual_agreement": 1, "invitation": 2, "public_call": 3}
# What rests on no article: that nothing is bought, and that any expenditure makes a contract.
BARE = {"policy", "trial", "existing_tool", "paid"}

CASES = {
    "kind": st.sampled_from(KINDS),
    "with_others": st.booleans(),
    "on": st.dates(dt.date(2015, 1, 1), dt.date(2030, 1, 1)),
    "told": st.none() | st.integers(25_001, 10**6),
    "bylaw": st.none() | st.integers(1, 10**6),
}
AMOUNTS = st.sampled_from([0, 24_999, 25_000, 101_100, 121_199, 121_200, 133_800]) | st.integers(0, 10**6)


def library(answers):
    told = {"told_threshold": answers.told, "bylaw_up_to": answers.bylaw}
    return route(LAW, answers.amount, answers.kind, with_others=answers.with_others, on=answers.on, **told)


@given(amount=AMOUNTS, **CASES)
def test_what_is_told_is_what_the_library_finds(amount, kind, with_others, on, told, bylaw):
    answers = Answers(amount, kind, with_others, on, told, bylaw)
    expected = library(answers)
    made = found(LAW, answers, "fr")
    assert (made.fixed is None) == (expected.procedure is None) == bool(made.asks)
    if made.fixed is None:
        assert [one.id for one in made.warnings] == [one.id for one in expected.warnings]
        return
    fixed = made.fixed
    assert (fixed.route, fixed.procedure, fixed.modes) == (expected.id, expected.procedure, list(expected.modes))
    assert (fixed.threshold, fixed.told) == (expected.threshold, expected.told)
    for mine, theirs in ((fixed.reasons, expected.reasons), (fixed.warnings, expected.warnings)):
        assert [(one.id, one.city_word) for one in mine] == [(one.id, one.city_word) for one in theirs]
        for one, other in zip(mine, theirs, strict=True):
            rests = [*other.articles, *other.numbers]
            assert {(row.regime, row.article, row.source_url) for row in one.articles} == {
                (row.regime, row.article or "", row.source_url) for row in rests
            }
            assert [row.verified for row in one.articles].count(False) == sum(not row.verified for row in {*rests})
    # Fixed in a step, it is asked again with what was kept of it, and told the same.
    again = Answers(amount, kind, with_others, on, fixed.told_threshold, fixed.bylaw_up_to)
    assert found(LAW, again, "fr").fixed == fixed
    assert as_told(as_kept(fixed) | {"at": "", "by": "", "digest": ""}) == fixed


@given(amount=AMOUNTS, **CASES)
def test_every_reason_has_an_article_or_is_the_city_s_word_or_rests_on_none(amount, kind, with_others, on, told, bylaw):
    made = found(LAW, Answers(amount, kind, with_others, on, told, bylaw), "fr")
    for one in made.fixed.reasons if made.fixed else []:
        # Articles begin on a day: before it the reason has none, and its page says so.
        early = not any(row.topic == one.id and (row.effective_from or on) <= on for row in LAW.articles)
        assert one.articles or one.city_word or one.id in BARE or early
        for row in one.articles:
            assert row.source_title
            assert row.source_url.startswith("http")
            assert dt.date.fromisoformat(row.checked_on)
            assert row.rule_fr
            assert row.rule_en
        assert not re.search(r"\d{4}-\d\d-\d\d|[{}]", one.text_fr + one.text_en)


@given(amounts=st.lists(AMOUNTS, min_size=2, max_size=6).map(sorted), **CASES)
def test_the_route_is_monotone_in_the_amount(amounts, kind, with_others, on, told, bylaw):
    answers = [found(LAW, Answers(amount, kind, with_others, on, told, bylaw), "fr").fixed for amount in amounts]
    ranks = [RANK[one.procedure] for one in answers if one]
    assert ranks == sorted(ranks)


@given(amount=AMOUNTS, **CASES)
def test_the_by_law_is_asked_about_only_where_it_may_change_the_route(amount, kind, with_others, on, told, bylaw):
    made = found(LAW, Answers(amount, kind, with_others, on, told, bylaw), "fr")
    routes = {library(Answers(amount, kind, with_others, on, told, word)).procedure for word in (None, 1, 10**7)}
    assert made.by_law == (len(routes) > 1)


def test_a_law_that_lacks_a_number_that_day_gives_no_route():
    rows = [row for row in LAW.thresholds if row.kind != "invitation_from"]
    bare = Law(rows, LAW.articles, LAW.texts)
    on = dt.date(2023, 6, 1)
    made = found(bare, Answers(50_000, "supply", with_others=False, on=on), "fr")
    assert (made.fixed, made.unknown) == (None, True)
    assert found(bare, Answers(0, "policy", with_others=False, on=on), "fr").fixed.route == "no_purchase"


@pytest.mark.parametrize(
    ("amount", "with_others", "expected"),
    [
        (1_000, False, "La voie à suivre : gré à gré."),
        (60_000, False, "La voie à suivre : appel d’offres sur invitation."),
        (500_000, True, "La voie à suivre : achat en groupe, par appel d’offres public."),
    ],
)
def test_the_route_is_told_in_one_sentence_with_what_comes_next(amount, with_others, expected):
    fixed = found(LAW, Answers(amount, "supply", with_others, dt.date(2023, 6, 1)), "fr").fixed
    assert sentence(fixed, "fr").replace("\xa0", " ") == expected
    assert len(next_steps(LAW, fixed, "fr")) == (2 if with_others else 1)
    assert len(mode_names(fixed, "fr")) == (0 if amount == 1_000 else 3)
