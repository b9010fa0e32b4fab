"""The law by its date: what is in force on a day, what is unknown, and what could not be verified."""

import datetime as dt
import shutil

import pytest

from municipal.paths import SEED
from vendors.sources.faults import UnusableError
from vendors.tenders.regime import amount, articles_on, in_force, read_law, threshold

DAY = dt.date.fromisoformat


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2018-04-18", None),
        ("2018-04-19", 101_100),
        ("2019-12-31", 101_100),
        ("2020-01-01", 105_700),
        ("2022-10-06", 105_700),
        ("2022-10-07", 121_200),
        ("2023-12-31", 121_200),
        ("2024-01-01", 133_800),
        ("2025-12-31", 133_800),
        ("2026-01-01", None),
        ("2026-11-21", None),
        ("2027-12-31", None),
        ("2028-01-01", None),
    ],
)
def test_the_public_tender_threshold_of_a_day(law, on, expected):
    assert amount(law, "public_call", DAY(on)) == expected


def test_an_unknown_number_still_says_where_it_was_looked_for(law):
    found = threshold(law, "public_call", DAY("2026-11-21"))
    assert (found.amount, found.verified) == (None, False)
    assert found.source_url.startswith("https://legisquebec")
    assert threshold(law, "public_call", DAY("2028-01-01")) is None


def test_an_amount_that_was_recalled_is_not_called_verified(law):
    assert not threshold(law, "public_call", DAY("2025-06-01")).verified
    assert threshold(law, "public_call", DAY("2023-06-01")).verified


def test_the_other_numbers(law):
    on = DAY("2026-11-21")
    assert amount(law, "invitation_from", on) == 25_000
    assert amount(law, "invitation_suppliers", on) == 2
    assert amount(law, "invitation_days", on) == 8
    assert (amount(law, "complaint_days", on), amount(law, "complaint_working_days", on)) == (10, 4)


def test_every_row_has_a_source_and_the_day_it_was_checked(law):
    for one in [*law.thresholds, *law.articles]:
        assert one.source_title
        assert one.source_url.startswith("http")
        assert dt.date(2026, 11, 1) < one.checked_on <= dt.date(2026, 12, 31)
    assert len({one.id for one in [*law.thresholds, *law.articles]}) == len(law.thresholds) + len(law.articles)


def test_what_is_recalled_or_whose_force_is_unknown_is_not_called_verified(law):
    for one in law.articles:
        if "mémoire" in one.source_title or one.regime == "LCOM":
            assert not one.verified, one.id
    assert {"two-envelope-lcv", "two-envelope-cm", "regime-lcom"} <= {
        one.id for one in law.articles if not one.verified
    }


def test_an_article_is_cited_from_its_day(law):
    assert articles_on(law, "privacy", DAY("2023-09-21")) == []
    assert [one.article for one in articles_on(law, "privacy", DAY("2023-09-22"))] == ["63.5"]
    assert {one.regime for one in articles_on(law, "public_call", DAY("2023-12-31"))} == {"LCV", "CM"}
    assert {one.regime for one in articles_on(law, "public_call", DAY("2024-01-01"))} == {"LCV", "CM", "Règlement"}
    assert articles_on(law, "invitation", DAY("2026-01-01"))[0].rule("en").startswith("From $25,000")


def test_a_period_without_a_bound_holds_every_day(law):
    rows = [one for one in law.thresholds if one.kind == "invitation_from"]
    assert in_force(rows, dt.date.min) == in_force(rows, dt.date.max) == rows


@pytest.fixture
def broken(tmp_path):
    """The faults of the folder once something in a file is changed."""

    def read(file, before, after):
        shutil.copytree(SEED / "legal", tmp_path / "legal", dirs_exist_ok=True)
        path = tmp_path / "legal" / file
        text = path.read_text("utf-8")
        assert before in text
        path.write_text(text.replace(before, after, 1), encoding="utf-8")
        with pytest.raises(UnusableError) as caught:
            read_law(tmp_path / "legal")
        return [fault.en for fault in caught.value.faults]

    return read


def test_two_numbers_for_one_day_are_refused(broken):
    assert broken("thresholds.csv", "2022-10-07,2023", "2022-10-06,2023") == [
        "Correct public-call-2022 in thresholds.csv: in force at the same time as public-call-2020."
    ]
    assert "ends before it begins" in broken("thresholds.csv", "2026-01-01,2027", "2027-12-31,2026")[0]
    assert "at the same time" in broken("thresholds.csv", "2026-01-01,2027-12-31", ",")[0]


def test_a_reason_without_an_article_and_a_date_that_is_none_are_refused(broken):
    assert broken("routes.toml", 'topics = ["privacy"]', 'topics = ["secrecy"]') == [
        "Correct privacy in routes.toml: no article on secrecy."
    ]
    assert "effective_from" in broken("thresholds.csv", "2026-01-01", "bientôt")[0]
    assert "verified" in broken("articles.csv", ",yes", ",perhaps")[0]
