"""Which facts are to be read again: those that pages call old, until somebody read them."""

import datetime as dt
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from municipal.curation.old_facts import OldFact, old_facts
from municipal.db import reading, write
from municipal.traces.chain import now
from tests.municipal.curation.deciding import enterprise, offer
from vendors.registry.changing import Cause, alter, create
from vendors.registry.log import changes_of
from vendors.registry.undoing import take_back_one

DAY = dt.date(2026, 11, 22)


@pytest.fixture
def told(hamlet):
    """Adds a fact about a solution of its own: `told("2024-11-21")`; its id comes back."""
    vendor = enterprise("Mémoire du Fleuve inc.")
    solution = offer(vendor, "Mémoire")

    def made(read_on, source_date=None):
        row = {"id": f"essai:{os.urandom(4).hex()}", "solution": solution, "position": 1, "field": "offer"}
        row |= {"text_fr": "Elle lit.", "text_en": "It reads.", "source_title": "Fiche", "verified": True}
        row |= {"read_on": read_on, "source_date": source_date}
        write(lambda s: create(s, "fact", vendor, row, Cause("created", now())))
        return vendor, row["id"]

    return made


def old(day=DAY):
    with reading() as session:
        return [one.id for one in old_facts(session, day)]


@pytest.mark.parametrize(
    ("read_on", "source_date", "expected"),
    [
        ("2024-11-22", None, False),
        ("2024-11-21", None, True),
        ("2026-11-01", "2024-11-22", False),
        ("2026-11-01", "2024-11-21", True),
        # A month or a year ends on its last day.
        ("2026-11-01", "2024-11", False),
        ("2026-11-01", "2024-10", True),
        ("2026-11-01", "2024", False),
        ("2026-11-01", "2023", True),
        # What is read today waits for no other reading today.
        ("2026-11-22", "2023", False),
    ],
)
def test_a_fact_is_past_its_date_after_twenty_four_months(told, read_on, source_date, expected):
    _, fact = told(read_on, source_date)
    assert (fact in old()) is expected


def test_reading_an_old_source_again_is_enough_until_that_is_old_or_taken_back(told):
    vendor, fact = told("2026-11-01", "2020")
    assert fact in old()
    write(lambda s: alter(s, "fact", vendor, fact, {"read_on": "2026-11-22"}, Cause("read", now(), "read:1")))
    assert fact not in old()
    assert fact not in old(DAY + dt.timedelta(days=300))
    assert fact in old(dt.date(2028, 11, 23))
    with reading() as session:
        change = changes_of(session, vendor)[0].id
    write(lambda s: take_back_one(s, change, Cause("undone", now())))
    assert fact in old()


def test_a_removed_supplier_has_nothing_to_read_again(told):
    vendor, fact = told("2020-01-01")
    assert fact in old()
    write(lambda s: alter(s, "vendor", vendor, vendor, {"status": "dereferenced"}, Cause("lifecycle", now())))
    assert fact not in old()


def test_the_oldest_come_first(told):
    for one in ("2023-05-01", "2019-01-01", "2021-02-02"):
        told(one)
    told("2026-01-01", "2018")
    with reading() as session:
        since = [one.since for one in old_facts(session, DAY)]
    assert since == sorted(since)
    assert since[0] == "2018"


@given(st.dates(dt.date(2000, 1, 1), DAY), st.none() | st.dates(dt.date(2000, 1, 1), DAY))
def test_a_fact_is_as_old_as_the_older_of_its_two_days(read_on, source_date):
    blank = dict.fromkeys(OldFact.__struct_fields__, "")
    days = {"read_on": read_on.isoformat(), "source_date": source_date.isoformat() if source_date else None}
    assert OldFact(**(blank | days)).since == min(day for day in days.values() if day)
