"""The steps: what holds each back, on every route; nothing that is done can hold back anything else."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from municipal.paths import SEED
from municipal.projects.own import StepRow
from municipal.projects.steps import due_on, read_steps, standings, the_steps
from municipal.projects.views import following
from vendors.sources.faults import UnusableError

ROUTES = ("", "mutual_agreement", "invitation", "public_call", "group_purchase", "no_purchase")
ORDER = [
    *("need", "people", "route", "market", "comparison", "grid", "documents", "committee", "decision"),
    *("follow_up", "outcome_6", "outcome_12", "case"),
]
STAGES = ("none", "draft", "open", "consensus", "locked", "decided")
TODAY = dt.date(2027, 3, 1)


def row(step, *, done=True, frozen=None, **told):
    return StepRow(step, told, frozen, "somebody", "2027-01-01T00:00:00+00:00", "2027-01-01" if done else None, 1)


def ready(steps):
    """Rows that say that steps are ready: the market fixed, the decision of a day."""
    made = {step: row(step, why="parce que") for step in steps}
    if "market" in made:
        made["market"] = row("market", frozen={"rows": []})
    if "decision" in made:
        made["decision"] = row("decision", decided_on="2026-12-01")
    return made


def states(rows, route="", committee="none"):
    return {one.step.id: one.state for one in standings(rows, route, TODAY, committee=committee)}


def test_there_are_thirteen_steps_in_the_order_of_the_work():
    assert list(the_steps().steps) == ORDER


def test_a_new_project_may_begin_with_its_need_its_people_its_route_or_the_market():
    assert [name for name, state in states({}).items() if state == "none"] == ["need", "people", "route", "market"]
    assert {state for name, state in states({}).items() if name not in ORDER[:4]} == {"blocked"}


@given(st.sampled_from(ROUTES), st.sets(st.sampled_from(ORDER)), st.sampled_from(ORDER), st.sampled_from(STAGES))
def test_making_a_step_ready_never_holds_another_one_back(route, done, more, committee):
    before, after = states(ready(done), route, committee), states(ready(done | {more}), route, committee)
    assert before.keys() == after.keys()
    assert [name for name in before if before[name] != "blocked" and after[name] == "blocked"] == []


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("with_optional", [True, False])
def test_every_route_has_a_way_to_the_end(route, with_optional):
    done, steps = set(), the_steps().steps
    for _ in ORDER:
        found = states(ready(done), route, "decided" if with_optional and "grid" in done else "none")
        free = {name for name, state in found.items() if state in ("none", "begun", "later")}
        done |= {name for name in free if with_optional or not steps[name].optional}
    left = {name for name, state in found.items() if state != "ready"}
    assert all(steps[name].optional for name in left)
    assert left <= ({"committee"} if with_optional else {name for name in ORDER if steps[name].optional})
    assert {"need", "decision", "follow_up", "outcome_6"} <= done


@pytest.mark.parametrize(
    ("route", "missing"), [("no_purchase", {"grid", "committee"}), ("mutual_agreement", {"committee"}), ("", set())]
)
def test_a_route_has_its_own_steps(route, missing):
    assert set(ORDER) - states({}, route).keys() == missing


@given(st.sampled_from(ROUTES), st.sets(st.sampled_from(ORDER)), st.sampled_from(STAGES))
def test_what_is_blocked_says_for_which_steps_it_waits_and_nothing_else_waits(route, done, committee):
    rows = standings(ready(done), route, TODAY, committee=committee)
    here = {one.step.id for one in rows}
    for one in rows:
        assert bool(one.waits_for) == (one.state == "blocked")
        assert {other.id for other in one.waits_for} <= here - {one.step.id}


@pytest.mark.parametrize("stage", STAGES[1:-1])
def test_a_decision_waits_for_a_committee_that_has_begun(stage):
    rows = ready({"need", "people", "route"})
    assert states(rows, "public_call")["decision"] == "none"
    assert states(rows, "public_call", stage)["decision"] == "blocked"
    assert states(rows, "public_call", "decided")["decision"] == "none"


def test_a_comparison_waits_until_the_market_is_fixed():
    assert states({"market": row("market")})["comparison"] == "blocked"
    assert states({"market": row("market", done=False, frozen={"rows": []})})["comparison"] == "none"


@pytest.mark.parametrize(
    ("decided", "six", "twelve"),
    [("2026-08-31", "2027-02-28", "2027-08-31"), ("2026-09-01", "2027-03-01", "2027-09-01")],
)
def test_results_fall_due_six_and_twelve_months_after_the_decision(decided, six, twelve):
    rows = {"decision": row("decision", decided_on=decided)}
    steps = the_steps().steps
    assert (str(due_on(steps["outcome_6"], rows)), str(due_on(steps["outcome_12"], rows))) == (six, twelve)
    found = states(rows)
    assert (found["outcome_6"], found["outcome_12"]) == ("none", "later")
    assert due_on(steps["outcome_6"], {"decision": row("decision", decided_on="")}) is None
    assert due_on(steps["need"], rows) is None


def test_a_file_whose_steps_wait_for_later_ones_or_stand_nowhere_is_refused(tmp_path):
    text = (SEED / "projects" / "steps.toml").read_text("utf-8")
    broken = tmp_path / "steps.toml"
    for before, after in (
        ('after = ["need"]', 'after = ["case"]'),
        ('section = "call"', 'section = "nowhere"'),
        ('id = "people"', 'id = "need"'),
    ):
        assert before in text
        broken.write_text(text.replace(before, after, 1), "utf-8")
        with pytest.raises(UnusableError):
            read_steps(broken)


class Keeping(RuleBasedStateMachine):
    """A project while its steps are told, taken up again and decided, in any order that its page allows."""

    def __init__(self):
        super().__init__()
        self.rows, self.route, self.stage = {}, "", 0

    def standings(self):
        return standings(self.rows, self.route, TODAY, committee=STAGES[self.stage])

    @rule(route=st.sampled_from(ROUTES[1:]))
    def fix_the_route(self, route):
        self.route = route
        self.rows["route"] = row("route", frozen={"route": route})

    @rule(data=st.data())
    def make_ready(self, data):
        free = [one.step.id for one in self.standings() if one.state in ("none", "begun", "later")]
        free = [name for name in free if name not in ("committee", "route")]
        if free:
            self.rows |= ready({data.draw(st.sampled_from(free))})

    @rule(step=st.sampled_from(ORDER))
    def take_up_again(self, step):
        if step in self.rows and step != "route":
            self.rows[step] = row(step, done=False, frozen=self.rows[step].frozen, **self.rows[step].told)

    @rule()
    def convene(self):
        found = {one.step.id: one.state for one in self.standings()}
        if self.stage or found.get("committee") in ("none", "begun"):
            self.stage = min(self.stage + 1, len(STAGES) - 1)

    @invariant()
    def a_step_that_is_ready_stays_so_and_what_is_told_is_never_shown_as_nothing(self):
        found = {one.step.id: one.state for one in self.standings()}
        for name, one in self.rows.items():
            if name in found and name != "committee":
                assert (found[name] == "ready") == bool(one.done_at)
                assert found[name] not in ("none", "later") or not any(one.told.values())

    @invariant()
    def there_is_always_something_to_do_until_all_is_ready(self):
        rows = self.standings()
        following_one = following(rows)
        waits_for_the_committee = 0 < self.stage < len(STAGES) - 1
        assert following_one is None or following_one.state in ("none", "begun")
        if following_one is None and not waits_for_the_committee:
            assert all(one.step.optional or one.state in ("ready", "later") for one in rows)


TestKeeping = Keeping.TestCase
TestKeeping.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
