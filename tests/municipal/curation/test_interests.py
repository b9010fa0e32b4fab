"""Nobody acts on a supplier in which they have an interest, whichever of its records is named; all answer first."""

import datetime as dt

import pytest
from sqlalchemy import update
from sqlmodel import col

from municipal.curation.interests import bar, together
from municipal.db import reading, write
from municipal.people.interests import InterestRow, declare
from municipal.traces.chain import By
from tests.municipal.curation.deciding import enterprise
from vendors.registry.tables import Vendor

DAY = dt.date(2026, 11, 22)


@pytest.fixture
def group(hamlet):
    """A record shown under another, and one of its own."""
    root, under, apart = (enterprise(f"Bras Mort {n} inc.") for n in range(3))
    write(lambda s: s.execute(update(Vendor).where(col(Vendor.id) == under).values(merged_into=root)))
    return root, under, apart


def tell(person, vendor, declared, until=None):
    told = InterestRow(vendor, declared, "shares" if declared else "", None, until, "", "")
    write(lambda session: declare(session, By(person), told))


def barred(person, *vendors):
    with reading() as session:
        return bar(session, person, list(vendors), on=DAY)


def test_whoever_never_answered_is_asked_first_and_no_answer_about_one_counts_for_another(group, somebody):
    root, _, apart = group
    who = somebody("curator", body="province").id
    assert barred(who, root) == "unanswered"
    tell(who, root, declared=False)
    assert barred(who, root) == ""
    assert barred(who, root, apart) == "unanswered"


@pytest.mark.parametrize("about", [0, 1])
@pytest.mark.parametrize("named", [0, 1])
def test_an_interest_in_one_record_counts_for_all_that_are_joined_with_it(group, somebody, about, named):
    who = somebody("curator", body="province").id
    tell(who, group[about], declared=True)
    assert barred(who, group[named]) == "declared"
    assert barred(who, group[2], group[named]) == "declared"
    assert barred(who, group[2]) == "unanswered"


@pytest.mark.parametrize(
    ("until", "expected"), [("2024-11-23", "declared"), ("2024-11-22", ""), ("2027-01-01", "declared")]
)
def test_an_interest_that_ended_counts_for_twenty_four_months(group, somebody, until, expected):
    who = somebody("curator", body="province").id
    tell(who, group[0], declared=True, until=until)
    assert barred(who, group[1]) == expected


def test_the_records_together_are_the_one_shown_and_all_under_it(group):
    root, under, apart = group
    with reading() as session:
        assert together(session, root) == together(session, under) == [root, under]
        assert together(session, apart) == [apart]
