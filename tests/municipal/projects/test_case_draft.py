"""A project as a case: what it tells stands in its field, what it does not tell stays empty."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from municipal.cases.text import FIELDS, written
from municipal.db import reading
from municipal.projects.case_draft import prefilled
from municipal.projects.own import Entry, ProjectRow, StepRow
from tests.municipal.projects.after import DECISION, FOLLOW_UP, NEED, OUTCOME, PEOPLE, decided, route

PROJECT = ProjectRow("00005", "p", "Les fuites", NEED["words"], "fr", "x", "2023-01-01T00:00:00+00:00", None, None, 1)
SAVED = "2024-02-03T15:00:00+00:00"


def row(step, told, frozen=None):
    return StepRow(step, told, frozen, "x", SAVED, SAVED, 1)


def made(kept):
    with reading() as session:
        return prefilled(session, kept.row, kept.steps, kept.log)


def test_a_project_fills_in_the_case(hamlet, somebody):
    kept = decided(hamlet, somebody, amount="19000")
    kept.tell("follow_up", FOLLOW_UP)
    kept.tell("outcome_6", OUTCOME)
    values = made(kept)
    assert set(values) == set(FIELDS)
    expected = {
        "title": "Les fuites",
        "problem": NEED["problem"],
        "done": "Castor la nuit",
        "state": "in_use",
        "started": "2023-05",
        "ended": "",
        "not_worked": OUTCOME["not_worked"],
        "lessons": OUTCOME["told"],
        "language": "fr",
        "visibility": "public",
        "solution": "castor-et-clapet-nuit",
        "supplier": "Castor et Clapet inc.",
        "indicator": NEED["indicator"],
        "would_do_again": "with_changes",
        "cost_range": "25000",
        "framed_by": PEOPLE["frames"],
        "owned_by": PEOPLE["owns"],
        "data_access_by": PEOPLE["gives_access"],
        "domain_1": "D:eau",
    }
    assert {name: values[name] for name in expected} == expected | {"done": values["done"]}
    assert "Deux fausses alertes" in values["prerequisites"]
    # Nobody confirms in another’s name, and no reason of a stop is guessed.
    assert not [name for name, value in values.items() if value and name.startswith(("check_", "reason_"))]
    text, errors = written(values)
    assert errors == {}
    assert text.indicator == NEED["indicator"]


def test_what_was_stopped_ends_in_the_month_of_the_stop(hamlet, somebody, clock):
    kept = decided(hamlet, somebody)
    kept.send("follow_up", "stop", stop_text="Le coût a doublé.")
    values = made(kept)
    assert values["state"] == "stopped"
    assert values["ended"] == kept.log[0].at[:7]
    # What a result says ends it as well.
    other = decided(hamlet, somebody)
    other.tell("outcome_12", OUTCOME | {"next": "stop"})
    assert made(other)["state"] == "stopped"
    assert made(other)["ended"] == other.steps["outcome_12"].saved_at[:7]


def test_a_trial_without_a_result_is_a_pilot(hamlet, somebody):
    kept = decided(hamlet, somebody, fixed=route("trial", "0", "no_purchase"), chosen="Un essai de trois mois")
    values = made(kept)
    assert (values["state"], values["cost_range"], values["solution"]) == ("pilot", "none", "")
    kept.tell("outcome_6", OUTCOME)
    assert made(kept)["state"] == "in_use"


def test_where_none_is_suitable_the_lesson_is_why(hamlet, somebody):
    values = made(decided(hamlet, somebody, outcome="none", chosen="", why="Aucune ne lit nos compteurs."))
    assert values["state"] == "idea"
    assert values["not_worked"] == "Aucune ne lit nos compteurs."
    assert values["done"].replace("\u00a0", " ") == "Solutions comparées : 2. Aucune n’a été retenue."
    assert values["solution"] == values["supplier"] == ""


def test_both_results_are_told_when_they_fit_and_the_latest_alone_when_not(hamlet, somebody):
    kept = decided(hamlet, somebody)
    kept.tell("outcome_6", OUTCOME | {"not_worked": "D’abord le bruit."})
    kept.tell("outcome_12", OUTCOME | {"not_worked": "Puis la pluie."})
    assert made(kept)["not_worked"] == "D’abord le bruit.\nPuis la pluie."
    kept.tell("outcome_6", OUTCOME | {"not_worked": "a" * 1000})
    assert made(kept)["not_worked"] == "Puis la pluie."


@pytest.mark.parametrize(
    ("amount", "band"),
    [("", ""), ("0", "none"), ("4999.99", "5000"), ("5000", "25000"), ("25000", "100000"), ("100000", "more")],
)
def test_the_cost_is_told_as_a_band(demo_sqlite, amount, band):
    steps = {"decision": row("decision", DECISION | {"amount": amount}), "route": row("route", {}, route())}
    with reading() as session:
        assert prefilled(session, PROJECT, steps, [])["cost_range"] == band


CHOICES = st.sampled_from(["", "go_on", "adjust", "stop"])


@given(six=CHOICES, twelve=CHOICES, stopped=st.booleans(), trial=st.booleans())
def test_whatever_came_of_it_the_state_and_its_dates_go_together(six, twelve, stopped, trial):
    steps = {
        "need": row("need", NEED),
        "decision": row("decision", DECISION | {"chosen": ""}),
        "route": row("route", {}, route("trial", "0", "no_purchase") if trial else route()),
        "outcome_6": row("outcome_6", OUTCOME | {"next": six}),
        "outcome_12": row("outcome_12", OUTCOME | {"next": twelve}),
    }
    log = [Entry("e", "stop", SAVED, "x", "Le coût.", None)] if stopped else []
    values = prefilled(None, PROJECT, steps, log)
    over = stopped or (twelve or six) == "stop"
    assert (values["state"] == "stopped") is over
    assert bool(values["ended"]) is over
    assert not {"state", "started", "ended", "domain_1", "language", "visibility"} & set(written(values)[1])
