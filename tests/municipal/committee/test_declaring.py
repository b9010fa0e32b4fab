"""Interests: asked for each bidder; a yes leaves a bid out, a late yes sets its scores aside for good."""

from sqlmodel import col, select

from municipal.committee.queries import answers_of, standing
from municipal.db import reading
from municipal.traces.tables import Audit

FULL = {bid: ["20", "20", "20", "5"] for bid in ("b1", "b2", "b3")}


def told(here, member="m1"):
    with reading() as session:
        return [
            (row.bid, row.number, row.declared)
            for row in answers_of(session, here.city, here.project)
            if row.member == member
        ]


def test_a_yes_leaves_the_bid_out_of_the_sheet(meeting):
    here = meeting().opened()
    me = here.members[0]
    assert me.declares("b2").status_code == 303
    page = me.page("notes").text
    assert 'name="points_b1_1"' in page
    assert 'name="points_b2_1"' not in page
    me.keeps(FULL)
    assert me.seals().status_code == 303
    for one in here.members[1:]:
        one.declares()
        one.keeps(FULL)
        one.seals()
    assert "Moins de trois membres" in here.secretary.page().text
    assert here.secretary.does("compare").status_code == 303
    page = here.secretary.page().text
    section = page.split('id="b2-1"')[1].split("</section>")[0]
    assert "Aude Aulne" not in section
    assert "Basile Bouleau" in section


def test_answers_stand_beside_each_other_and_the_last_one_counts(meeting):
    here = meeting().opened()
    me = here.members[0]
    me.declares("b1")
    me.declares()
    me.declares()
    assert told(here) == [("b1", 1, True), ("b1", 2, False), ("b2", 1, False), ("b3", 1, False)]
    assert 'name="points_b1_1"' in me.page("notes").text


def test_a_late_yes_sets_the_scores_of_that_bid_aside_for_good(meeting):
    here = meeting().sealed()
    me = here.members[0]
    assert me.declares("b1").status_code == 303
    assert me.declares().status_code == 409
    with reading() as session:
        rows = session.exec(select(Audit.action).where(col(Audit.object_id).startswith(here.project))).all()
        assert rows.count("committee.voided") == 1
        assert standing(answers_of(session, here.city, here.project))["m1", "b1"].declared
    assert here.secretary.does("compare").status_code == 303
    page = here.secretary.page().text
    section = page.split('id="b1-1"')[1].split("</section>")[0]
    assert "écartée, intérêt déclaré" in section
    # 20 and 30 remain: what was set aside does not widen nor narrow the spread.
    assert "Écart\u00a0: 10" in section


def test_a_bid_that_nobody_may_score_keeps_the_consensus_shut(meeting):
    here = meeting().opened()
    for one in here.members:
        one.declares("b3")
        one.keeps(FULL)
        one.seals()
    answer = here.secretary.does("compare")
    assert answer.status_code == 409
    assert "Cirrus ltée" in answer.text


def test_the_precision_is_for_the_report(meeting):
    here = meeting().opened()
    fields = {f"interest_b{n}": "no" for n in (1, 2)} | {"interest_b3": "yes", "statement_b3": "Ma sœur y travaille."}
    assert here.members[0].does("declare", "notes", **fields).status_code == 303
    assert "Ma sœur" not in here.secretary.page().text
    assert "Ma sœur" not in here.members[1].page().text
    assert here.members[0].does("declare", "notes", **fields | {"statement_b3": "s" * 301}).status_code == 422
