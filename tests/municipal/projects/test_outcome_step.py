"""What came of it: only what was measured since the decision, and nothing said that no figure shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from municipal.db import reading
from municipal.projects.outcome_step import wrong_of
from municipal.projects.since import effect, follows, since
from tests.municipal.projects.after import OUTCOME, begun, decided

EMPTY = dict.fromkeys(OUTCOME, "")


def seen(kept):
    with reading() as session:
        return since(session, kept.city, kept.steps, "fr"), effect(session, kept.row, kept.steps, kept.log)


def test_the_value_left_empty_is_the_latest_reading_since_the_decision(hamlet, somebody):
    kept = decided(hamlet, somebody)
    own, _found = seen(kept)
    assert [point.period for point in own.after] == ["2024", "2025"]
    assert "20,6" in kept.page("outcome_6")
    assert kept.send("outcome_6", "done", **OUTCOME | {"value": "", "value_on": ""}).status_code == 303
    told = kept.steps["outcome_6"].told
    assert (told["value"], told["value_on"]) == ("20.6", "2025")
    # What somebody types stands.
    assert kept.send("outcome_12", "save", **OUTCOME | {"value": "21,1", "value_on": "2024"}).status_code == 303
    assert kept.steps["outcome_12"].told["value"] == "21.1"


def test_a_reading_before_the_decision_is_never_taken_nor_accepted(hamlet, somebody):
    kept = decided(hamlet, somebody, decided_on="2026-03-02")
    own, found = seen(kept)
    assert own.after == []
    assert own.latest is None
    assert found.effect == "not_measured"
    page = kept.page("outcome_6")
    assert "Rien à montrer encore" in page
    assert kept.send("outcome_6", "save", **EMPTY | {"not_worked": "Rien."}).status_code == 303
    assert kept.steps["outcome_6"].told["value"] == ""
    refused = kept.send("outcome_6", "save", **OUTCOME | {"value_on": "2025"})
    assert refused.status_code == 422
    assert "un relevé d’avant ne compte pas" in refused.text


def test_a_result_without_a_value_can_only_be_that_nobody_knows_yet(hamlet, somebody):
    kept = decided(hamlet, somebody, decided_on="2026-03-02")
    bare = OUTCOME | {"value": "", "value_on": ""}
    refused = kept.send("outcome_6", "done", **bare)
    assert "répondez qu’on ne peut pas encore le dire" in refused.text
    assert not kept.steps.get("outcome_6")
    assert kept.send("outcome_6", "done", **bare | {"result": "unknown"}).status_code == 303
    assert kept.steps["outcome_6"].done_at


def test_what_is_asked_must_be_answered_before_the_step_is_ready(hamlet, somebody):
    kept = decided(hamlet, somebody)
    for name in ("result", "not_worked", "again", "next"):
        refused = kept.send("outcome_6", "done", **OUTCOME | {name: ""})
        assert refused.status_code == 422
        assert f'href="#{name}"' in refused.text


def test_the_effect_is_told_as_the_library_of_cases_tells_it_and_claims_no_cause(hamlet, somebody):
    kept = decided(hamlet, somebody)
    _own, found = seen(kept)
    # 23.7 and 22.7 before, 21.6 and 20.6 after: on log-odds −1.1691, −1.2254 | −1.2893, −1.3493.
    # The means differ by −0.12206, with an error of 0.04115: 0.12206 > 1.2816 · 0.04115 · 4.3027/1.96 says « mieux ».
    assert (found.before, found.after, found.because) == (2, 2, "interval")
    assert found.mean_before == pytest.approx(23.2)
    assert found.mean_after == pytest.approx(21.1)
    assert 1.2816 * 0.04115 * 4.3027 / 1.96 < 0.12206
    assert found.effect == "better"
    assert "Mieux" in kept.page("outcome_6")
    page = kept.page("outcome_6")
    assert "Selon les relevés de la ville : 2 avant le début, 2 après." in page
    assert "D’autres causes ont pu jouer en même temps." in page


def test_what_was_stopped_is_told_as_stopped_unless_somebody_says_otherwise(hamlet, somebody):
    kept = decided(hamlet, somebody)
    kept.send("follow_up", "stop", stop_text="Le coût a doublé.")
    assert kept.send("outcome_6", "done", **OUTCOME | {"next": ""}).status_code == 303
    assert kept.steps["outcome_6"].told["next"] == "stop"
    assert kept.send("outcome_12", "done", **OUTCOME | {"next": "adjust"}).status_code == 303
    assert kept.steps["outcome_12"].told["next"] == "adjust"


def test_a_project_without_an_indicator_says_so(hamlet, somebody):
    kept = begun(hamlet, somebody)
    kept.tell("need", kept.steps["need"].told | {"indicator": "none"})
    assert seen(kept)[0] is None
    assert "Le projet n’a pas d’indicateur." in kept.page("outcome_6")
    assert "Le journal en tient lieu." in kept.page("follow_up")


@pytest.mark.parametrize(("period", "field"), [("mars", "value_on"), ("2026-13", "value_on"), ("2090", "value_on")])
def test_a_period_is_a_year_or_a_month_that_has_begun(period, field):
    errors = wrong_of(EMPTY | {"value_on": period}, "2020-01", "fr", done=False)
    assert [one.field for one in errors] == [field]


@given(st.integers(2015, 2026), st.integers(1, 12), st.integers(2015, 2025), st.integers(0, 12))
def test_a_period_follows_a_decision_when_all_of_it_does(year, month, other, part):
    period = f"{other}-{part:02}" if part else str(other)
    first = other * 12 + (part - 1 if part else 0)
    assert follows(period, f"{year}-{month:02}") == (first >= year * 12 + month - 1)
    told = EMPTY | {"value": "1", "value_on": period}
    found = wrong_of(told, f"{year}-{month:02}", "fr", done=True)
    assert bool(found) != follows(period, f"{year}-{month:02}")
