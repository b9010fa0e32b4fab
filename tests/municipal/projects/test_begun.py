"""What a step begins with: the first review, who watches, and whom the committee places first."""

import datetime as dt
from types import SimpleNamespace

import pytest

from municipal.projects import begun as tested
from municipal.projects.begun import begun
from tests.municipal.projects.test_steps import row

PROJECT = SimpleNamespace(city="00003", id="a1", closed_at=None)


def decision(**told):
    return {"decision": row("decision", **told), "people": row("people", owns="Greffe")}


def test_the_follow_up_opens_with_who_owns_the_project_and_a_review_six_months_later():
    steps = decision(outcome="chosen", decided_on="2026-11-22")
    assert begun(None, PROJECT, steps, "follow_up") == {"owner": "Greffe", "review_on": "2027-05-22"}
    assert begun(None, PROJECT, decision(outcome="none", decided_on="2026-11-22"), "follow_up")["review_on"] == ""
    assert begun(None, PROJECT, {}, "follow_up") == {"owner": "", "review_on": ""}
    assert begun(None, PROJECT, steps, "need") == {}


@pytest.mark.parametrize(
    ("stage", "award", "found"),
    [
        ("decided", "b2", {"chosen": "Deux", "amount": "131200.5"}),
        ("decided", None, {}),
        ("locked", "b2", {}),
    ],
)
def test_the_decision_opens_with_whom_a_committee_that_ended_places_first(monkeypatch, stage, award, found):
    bids = (SimpleNamespace(id="b1", name="Un"), SimpleNamespace(id="b2", name="Deux"))
    known = SimpleNamespace(stage=stage, answer={"award": award}, bids=bids, decided_at=dt.date.min)
    monkeypatch.setattr(tested, "evaluation_of", lambda *_: known)
    monkeypatch.setattr(tested, "prices_of", lambda *_: {"b1": "148500", "b2": "131200.5"})
    assert begun(None, PROJECT, {}, "decision") == found
