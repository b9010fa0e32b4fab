"""A supplier's place: what each step must prove, who decides, and how it is taken back."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from municipal.lifecycle import the_lifecycle
from tests.vendors.registry.ledger import cause, fact, memory
from vendors.registry.changing import alter, create
from vendors.registry.forbidding import Refused
from vendors.registry.lifecycle import (
    Proposal,
    confirmations_due,
    decide,
    missing,
    propose,
    removals,
    steps_from,
)
from vendors.registry.merging import Choice
from vendors.registry.merging import decide as join
from vendors.registry.proving import after_months
from vendors.registry.queries import vendor
from vendors.registry.tables import LifecycleStep
from vendors.registry.undoing import take_back

RULES = the_lifecycle()
TODAY = "2026-11-22"
PAGE = "https://registre.example/loutre"


@pytest.fixture
def session():
    with memory() as made:
        yield made


def take(session, after, proofs, key="loutre", second="p2"):
    made = propose(session, Proposal(key, after, proofs, "vu"), cause("lifecycle"), RULES)
    row = session.get_one(LifecycleStep, made)
    if row.state == "waiting":
        decide(session, made, row.version, accepted=True, cause=cause(person=second), rules=RULES)
    return made


def refusal(session, after, proofs=(), key="loutre"):
    with pytest.raises(Refused) as found:
        propose(session, Proposal(key, after, dict(proofs), "vu"), cause(), RULES)
    return found.value.code


def test_the_places_and_the_ways_back_are_those_of_the_file():
    ways = {(one.before, one.after): one.people for one in RULES.steps}
    assert ways["observed", "listed"] == ways["listed", "dereferenced"] == ways["dereferenced", "candidate"] == 2
    assert {one.after for one in steps_from("candidate", RULES)} == {"observed", "dereferenced"}
    assert steps_from("unheard", RULES) == []
    assert RULES.validity.confirmation_months == 12


def test_what_the_page_says_already_is_not_asked_again(session):
    # The number is valid; the fact has no address.
    assert missing(session, "loutre", "observed", {}, RULES, TODAY) == ["website", "fact"]
    create(session, "fact", "loutre", fact("loutre-rue:2", "loutre-rue", source_url=PAGE), cause())
    alter(session, "vendor", "loutre", "loutre", {"website": "https://loutre.example"}, cause())
    assert missing(session, "loutre", "observed", {}, RULES, TODAY) == []
    assert missing(session, "castor", "observed", {"register": PAGE}, RULES, TODAY) == ["website", "fact"]


@pytest.mark.parametrize(
    "given", ["", "loutre", "ftp://a.example", "https://", "https://a b.example", "javascript:1//a.b"]
)
def test_an_address_must_be_one(session, given):
    assert "register" in missing(session, "castor", "observed", {"register": given}, RULES, TODAY)


@pytest.mark.parametrize(
    ("day", "holds"),
    [("2025-11-22", False), ("2025-11-23", True), (TODAY, True), ("2026-11-23", False), ("hier", False)],
)
def test_a_confirmation_holds_for_twelve_months(session, day, holds):
    alter(session, "vendor", "loutre", "loutre", {"status": "observed"}, cause())
    lacking = missing(session, "loutre", "listed", {"confirmation": day, "use": PAGE}, RULES, TODAY)
    assert (lacking == []) is holds
    if day != "hier":
        alter(session, "vendor", "loutre", "loutre", {"confirmed_on": day}, cause())
        assert (missing(session, "loutre", "listed", {"use": PAGE}, RULES, TODAY) == []) is holds


def test_from_candidate_to_removed_and_back_and_all_is_undone(session):
    proofs = {"website": "https://loutre.example", "fact": PAGE}
    assert refusal(session, "listed") == "step"
    assert refusal(session, "observed") == "missing"
    take(session, "observed", proofs)
    assert vendor(session, "loutre").status == "observed"
    listed = take(session, "listed", {"confirmation": "2026-11-01", "use": PAGE})
    assert (vendor(session, "loutre").status, vendor(session, "loutre").confirmed_on) == ("listed", "2026-11-01")
    assert refusal(session, "dereferenced", {"removal": "ugly", "source": "courriel du 1er"}) == "missing"
    gone = take(session, "dereferenced", {"removal": "closed", "source": "courriel du 1er"})
    told = removals(session)["loutre"]
    assert (told.reason, told.source) == ("closed", "courriel du 1er")
    assert take_back(session, gone, cause()).kept == []
    assert vendor(session, "loutre").status == "listed"
    assert removals(session) == {}
    assert take_back(session, listed, cause()).kept == []
    assert (vendor(session, "loutre").status, vendor(session, "loutre").confirmed_on) == ("observed", None)


def test_a_step_of_two_people_waits_for_another_person(session):
    proofs = {"removal": "asked", "source": "courriel du 1er"}
    made = propose(session, Proposal("loutre", "dereferenced", proofs, "vu"), cause(), RULES)
    assert vendor(session, "loutre").status == "candidate"
    assert refusal(session, "dereferenced", proofs) == "waiting"
    with pytest.raises(Refused, match="author"):
        decide(session, made, 1, accepted=True, cause=cause(person="p1"), rules=RULES)
    with pytest.raises(Refused, match="moved"):
        decide(session, made, 7, accepted=True, cause=cause(person="p2"), rules=RULES)
    decide(session, made, 1, accepted=False, cause=cause(person="p2", reason="encore là"), rules=RULES)
    assert vendor(session, "loutre").status == "candidate"
    assert session.get_one(LifecycleStep, made).second_reason == "encore là"


def test_a_step_falls_when_the_supplier_is_elsewhere_by_now(session):
    proofs = {"removal": "asked", "source": "courriel du 1er"}
    made = propose(session, Proposal("loutre", "dereferenced", proofs, "vu"), cause(), RULES)
    alter(session, "vendor", "loutre", "loutre", {"status": "observed"}, cause())
    with pytest.raises(Refused, match="moved"):
        decide(session, made, 1, accepted=True, cause=cause(person="p2"), rules=RULES)


def test_only_what_is_shown_has_a_place(session):
    assert refusal(session, "observed", key="personne") == "unknown"
    join(session, Choice("castor", "loutre", "merged", "castor", "même adresse"), cause())
    assert refusal(session, "observed") == "merged"
    assert "register" not in missing(session, "castor", "observed", {}, RULES, TODAY)


def test_confirmations_are_due_after_a_year_and_late_after_the_grace(session):
    days = {"loutre": "2025-09-21", "hibou": "2025-11-22", "castor": "2025-11-23", "castors": None}
    for key, day in days.items():
        alter(session, "vendor", key, key, {"status": "listed", "confirmed_on": day}, cause())
    found = [(one.vendor, one.since, one.late) for one in confirmations_due(session, TODAY, RULES)]
    assert found == [("loutre", "2026-09-21", True), ("castors", TODAY, True), ("hibou", TODAY, False)]


@given(st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)), st.integers(1, 60))
def test_a_day_some_months_later_is_in_that_month_and_never_later_in_it(day, months):
    found = after_months(day, months)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day == day.day or ((found + dt.timedelta(days=1)).day == 1 and found.day < day.day)
