"""What is typed of a row: each fault beside its field, with its remedy; what is sound is read by the library."""

import datetime as dt
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from municipal.law.checking import checked, fields_of, typed
from municipal.law.clashes import clashes
from municipal.law.dated import ARTICLES, FILES, THRESHOLDS, joined, read_row
from municipal.web.format import today
from tests.municipal.law.rows import ARTICLE, NUMBER, WHY, number
from vendors.tenders.regime import Article, Threshold

ROWS = {file: joined(file, []) for file in FILES}
TOMORROW = (today() + dt.timedelta(days=1)).isoformat()
LONG = "mot " * 21


def check(file=THRESHOLDS, *, replaces="", spoken="fr", **more):
    values = (NUMBER if file == THRESHOLDS else ARTICLE) | {"reason": WHY} | more
    return checked(ROWS, file, values, replaces=replaces, spoken=spoken)


@pytest.mark.parametrize("spoken", ["fr", "en"])
def test_a_sound_row_has_no_fault_and_every_column(spoken):
    cells, errors = check(spoken=spoken)
    assert (cells, errors) == (number(), [])
    cells, errors = check(ARTICLES, spoken=spoken)
    assert (cells, errors) == (ARTICLE, [])
    assert read_row(cells, Article).topic == "notice"


def test_a_number_is_read_as_people_write_it():
    assert check(amount="150\u00a0000\u00a0$")[0]["amount"] == "150000"
    assert check(amount="$150,000", spoken="en")[0]["amount"] == "150000"
    assert check(amount="")[1][0].field == "verified"
    assert check(amount="", verified="no") == (number(amount="", verified="no"), [])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *[("id", one) for one in ("", "Seuil", "a b", "-a", "a--b", "é", "public-call-2026", "privacy", "a" * 61)],
        *[("kind", one) for one in ("", "magic")],
        *[("amount", one) for one in ("0", "-5", "12,5", "1e5", "beaucoup", "10000000000", "150.000")],
        *[("effective_from", one) for one in ("2028", "2028-02-30", "20280101", "0001-01-01", "bientôt")],
        *[("effective_to", one) for one in ("2027-12-31", "2500-01-01", "x")],
        ("effective_from", "2027-06-01"),
        *[("checked_on", one) for one in ("", TOMORROW, "hier")],
        *[("source_url", one) for one in ("", "www.ville.ca", "javascript:alert(1)", "https://x", "https://a.b c.d")],
        *[("source_url", one) for one in ('https://a.test/"x"', "https://moi@a.test/x", "https://[a.test/", "h" * 501)],
        *[("source_title", one) for one in ("", "a" * 301)],
        *[("regime", one) for one in ("", "a" * 61)],
        *[("article", one) for one in ("", "a" * 121)],
        *[("verified", one) for one in ("", "maybe")],
        *[("reason", one) for one in ("", "non", "a" * 1001)],
    ],
)
@pytest.mark.parametrize("spoken", ["fr", "en"])
def test_what_is_wrong_with_a_number_is_told_beside_its_field(field, value, spoken):
    errors = check(spoken=spoken, **{field: value})[1]
    assert [one.field for one in errors] == [field]
    assert re.fullmatch(r"[A-ZÉ].*[.]", errors[0].message)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *[("topic", one) for one in ("", "magic")],
        *[(name, one) for name in ("rule_fr", "rule_en") for one in ("", LONG, "a" * 301)],
        ("rule_en", ARTICLE["rule_fr"]),
    ],
)
def test_what_is_wrong_with_an_article_is_told_beside_its_field(field, value):
    assert [one.field for one in check(ARTICLES, **{field: value})[1]] == [field]


def test_only_the_public_call_may_be_unknown():
    begun = {"kind": "invitation_from", "amount": "", "verified": "no"}
    assert "amount" in [one.field for one in check(**begun)[1]]


def test_an_overlap_is_told_with_the_row_it_meets_and_its_period():
    (error,) = check(effective_from="2027-12-31")[1]
    assert "public-call-2026" in error.message
    assert "1er janvier 2026" in error.message
    assert "31 décembre 2027" in error.message


def test_a_row_in_the_place_of_one_keeps_its_id_and_changes_something():
    assert check(replaces="public-call-2026", id="other", effective_from="2026-01-01", effective_to="2027-12-31") == (
        number(id="public-call-2026", effective_from="2026-01-01", effective_to="2027-12-31"),
        [],
    )
    (same,) = [row for row in ROWS[THRESHOLDS] if row["id"] == "public-call-2022"]
    assert [one.field for one in check(replaces="public-call-2022", **same)[1]] == ["reason"]


def test_a_typed_text_has_one_line():
    given = {"regime": ["LCV\r\net\u2028CM"], "source_title": [" a\tb "], "reason": ["un\ndeux"]}
    values = typed(THRESHOLDS, given)
    assert (values["regime"], values["source_title"], values["reason"]) == ("LCV et CM", "a b", "un\ndeux")
    assert set(values) == {*fields_of(THRESHOLDS), "reason"}


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_whatever_is_typed_it_is_refused_or_read_by_the_library(data):
    file = data.draw(st.sampled_from(FILES))
    base = NUMBER if file == THRESHOLDS else ARTICLE
    noise = st.text(max_size=30) | st.sampled_from(
        ["2028-01-01", "150000", "yes", "no", "null", "-", "https://a.test/é"]
    )
    raw = {name: [data.draw(noise | st.just(value))] for name, value in base.items()} | {"reason": [WHY]}
    spoken = data.draw(st.sampled_from(["fr", "en"]))
    cells, errors = checked(ROWS, file, typed(file, raw), replaces="", spoken=spoken)
    assert {one.field for one in errors} <= {*fields_of(file), "reason"}
    if not errors:
        assert read_row(cells, Threshold if file == THRESHOLDS else Article).id == cells["id"]
        assert clashes(ROWS, file, cells) == []
