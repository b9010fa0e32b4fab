"""Whatever anybody tries in whatever order, the committee stands where a reference model says."""

import secrets
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from municipal.committee.comparing import sealed_scores
from municipal.committee.consensus import Moved, agree, compare, lock
from municipal.committee.declaring import Told, declare
from municipal.committee.preparing import open_scoring
from municipal.committee.pricing import decide, price
from municipal.committee.queries import agreed_of, evaluation_of, members_of, prices_of
from municipal.committee.refused import RefusedError
from municipal.committee.scoring import keep, seal_sheet, sheet_of
from municipal.committee.sealing import Cell
from municipal.committee.seating import excuse
from municipal.db import reading, write
from tests.municipal.committee.alone import BIDS, GRID, LINES, PROJECT, WHO, permit, world
from tests.municipal.committee.meeting import CITY

MEMBER, BID = st.sampled_from(WHO), st.sampled_from(BIDS)
POINTS = st.sampled_from(["", "0", "7", "29,5", "30", "31", "x"])
GOOD = {"0", "7", "29,5", "30"}


def tried(work):
    """Whether an act was done; what was refused left nothing."""
    try:
        write(work)
    except RefusedError:
        return False
    return True


class Committee(RuleBasedStateMachine):
    """The model: the stage, and of each member what was answered, kept and sealed."""

    folder: Any = None

    def __init__(self) -> None:
        super().__init__()
        place = self.folder / secrets.token_hex(4)
        place.mkdir()
        self.world = world(place)
        self.world.__enter__()
        self.stage = "draft"
        self.answers = {who: {} for who in WHO}
        self.kept = dict.fromkeys(WHO)
        self.sealed, self.excused = {}, set()
        self.agreed, self.prices = {}, {}

    def teardown(self) -> None:
        self.world.__exit__(None, None, None)

    def scores_now(self, who):
        return self.stage == "open" and who not in self.excused and who not in self.sealed

    @rule()
    def opens(self):
        done = tried(lambda session: open_scoring(session, permit("s"), CITY, PROJECT, GRID))
        assert done is (self.stage == "draft")
        self.stage = "open" if done else self.stage

    @rule(who=MEMBER, yes=st.sets(BID))
    def declares(self, who, yes):
        told = {bid: Told(bid in yes) for bid in BIDS}
        back = who in self.sealed and any(self.answers[who][bid] and bid not in yes for bid in BIDS)
        done = tried(lambda session: declare(session, permit(who), CITY, PROJECT, who, told))
        assert done is (self.stage == "open" and who not in self.excused and not back)
        if done:
            self.answers[who] = {bid: bid in yes for bid in BIDS}

    @rule(who=MEMBER, points=st.lists(POINTS, min_size=4, max_size=4))
    def keeps(self, who, points):
        each = iter(points)
        told = {bid: {one.id: Cell(next(each)) for one in LINES} for bid in BIDS}
        done = tried(lambda session: keep(session, permit(who), CITY, PROJECT, who, told))
        assert done is bool(self.scores_now(who) and self.answers[who])
        if done:
            self.kept[who] = {bid: told[bid] for bid in BIDS if not self.answers[who][bid]}

    @rule(who=MEMBER)
    def seals(self, who):
        with reading() as session:
            own = sheet_of(session, CITY, PROJECT, who)
        version = own.version if own else 0
        done = tried(lambda session: seal_sheet(session, permit(who), CITY, PROJECT, who, version=version))
        kept = self.kept[who] if self.kept[who] is not None else None
        mine = [bid for bid in BIDS if not self.answers[who].get(bid)]
        full = kept is not None and all(
            kept.get(bid, {}).get(one.id, Cell()).points in GOOD for bid in mine for one in LINES
        )
        assert done is bool(self.scores_now(who) and self.answers[who] and full)
        if done:
            self.sealed[who] = {
                bid: {one.id: kept[bid][one.id].points.replace(",", ".") for one in LINES} for bid in mine
            }

    @rule(who=MEMBER)
    def excuses(self, who):
        done = tried(lambda session: excuse(session, permit("s"), CITY, PROJECT, who, reason="Absente."))
        assert done is self.scores_now(who)
        self.excused |= {who} if done else set()

    @rule()
    def compares(self):
        done = tried(lambda session: compare(session, permit("s"), CITY, PROJECT))
        scored = all(any(not self.answers[who].get(bid) for who in self.sealed) for bid in BIDS)
        assert done is (self.stage == "open" and len(self.sealed) == len(WHO) and scored)
        self.stage = "consensus" if done else self.stage

    @rule(bid=BID, key=st.sampled_from(["1", "2"]), points=POINTS, why=st.sampled_from(["", "Parce que."]))
    def agrees(self, bid, key, points, why):
        with reading() as session:
            row = agreed_of(session, CITY, PROJECT).get((bid, f"c{key}"))
        words = {"told": points, "justification": why, "version": row.version if row else 0}
        made = []
        done = tried(lambda session: made.append(agree(session, permit("s"), CITY, PROJECT, bid, key, **words)))
        assert done is (self.stage == "consensus" and points in GOOD | {""})
        if done:
            assert not isinstance(made[-1], Moved)
            self.agreed[bid, key] = (points, why)

    @rule()
    def agrees_on_all(self):
        for bid in BIDS:
            for one in LINES:
                self.agrees(bid, one.key, "29,5", "Parce que.")

    @rule()
    def locks(self):
        done = tried(lambda session: lock(session, permit("s"), CITY, PROJECT))
        full = [self.agreed.get((bid, one.key), ("", "")) for bid in BIDS for one in LINES]
        assert done is (self.stage == "consensus" and all(points in GOOD and why for points, why in full))
        self.stage = "locked" if done else self.stage

    @rule(bid=st.sampled_from([*BIDS, "b9"]), amount=st.sampled_from(["1000", "0", "x", "99,5"]))
    def prices_one(self, bid, amount):
        done = tried(lambda session: price(session, permit("s"), CITY, PROJECT, {bid: amount}, "fr"))
        assert done is (self.stage == "locked" and bid in BIDS and amount in ("1000", "99,5"))
        if done:
            self.prices[bid] = amount.replace(",", ".")

    @rule()
    def decides(self):
        done = tried(lambda session: decide(session, permit("s"), CITY, PROJECT))
        assert done is (self.stage == "locked" and set(self.prices) == set(BIDS))
        self.stage = "decided" if done else self.stage

    @rule(who=MEMBER)
    def everybody_hurries(self, who):
        """The way to the end, that chance alone rarely takes."""
        if self.stage == "open" and not self.excused:
            if who not in self.sealed:
                self.declares(who, set())
                self.keeps(who, ["29,5"] * 4)
                self.seals(who)
            if len(self.sealed) == len(WHO):
                self.compares()

    @invariant()
    def stands_where_the_model_says(self):
        with reading() as session:
            row = evaluation_of(session, CITY, PROJECT)
            members = {one.id: one for one in members_of(session, CITY, PROJECT)}
            assert row.stage == self.stage
            assert {one for one, told in members.items() if told.sealed_at} == set(self.sealed)
            assert {one for one, told in members.items() if told.excused_at} == self.excused
            assert prices_of(session, CITY, PROJECT) == self.prices
            if self.stage in ("draft", "open"):
                with pytest.raises(ValueError, match="not open"):
                    sealed_scores(session, row)
                return
            found = sealed_scores(session, row)
        told = {
            who: {bid: {one: cell.points for one, cell in cells.items()} for bid, cells in scores.items()}
            for who, scores in found.items()
        }
        assert told == self.sealed


def test_the_reference_model_is_never_left(tmp_path):
    chosen = settings(max_examples=25, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(type("Here", (Committee,), {"folder": tmp_path}), settings=chosen)
