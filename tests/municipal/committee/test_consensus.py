"""The consensus: opened by one of fifty at once; spreads first; agreed one by one, with both sides of two edits."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from litestar.testing import TestClient
from sqlalchemy import update
from sqlmodel import col, select

from municipal.committee.tables import CommitteeMember, ScoreSheet
from municipal.db import reading, write
from municipal.keys import seal
from municipal.traces.tables import Audit
from tests.municipal.committee.conftest import AGREED
from tests.municipal.committee.meeting import stage_of
from tests.municipal.visiting import holding


def test_asvs_2_3_4_of_fifty_who_open_the_consensus_at_once_one_succeeds(meeting, hamlet):
    here = meeting().sealed()
    cookie = here.secretary.browser.cookies.get("sid")

    def visitor() -> TestClient:
        made = TestClient(hamlet.app, base_url="http://127.0.0.1:8000")
        made.follow_redirects = False
        return holding(made, cookie)

    crowd = [here.secretary._replace(browser=visitor()) for _ in range(50)]
    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda one: one.does("compare"), crowd))
    assert sorted(one.status_code for one in answers) == [303] + [409] * 49
    refused = next(one for one in answers if one.status_code == 409)
    assert "Poursuivez le consensus" in refused.text
    with reading() as session:
        made = session.exec(select(Audit).where(Audit.object_id == here.project, Audit.action == "committee.compared"))
        assert len(made.all()) == 1


def test_it_opens_only_when_every_sheet_is_in_or_excused_and_three_score(meeting):
    here = meeting().opened()
    for one in here.members[:2]:
        one.declares()
        one.keeps({bid: ["20", "20", "20", "5"] for bid in ("b1", "b2", "b3")})
        one.seals()
    answer = here.secretary.does("compare")
    assert answer.status_code == 409
    assert "Chloé Cèdre" in answer.text
    assert here.secretary.does("excuse", member="m3", reason="ok").status_code == 422
    assert here.secretary.does("excuse", member="m3", reason="Absente ce mois-ci.").status_code == 303
    answer = here.secretary.does("compare")
    assert answer.status_code == 409
    assert "(R5)" in answer.text
    assert here.secretary.does("seat", person=here.outsider.id, council="no").status_code == 303
    fourth = here.outsider
    fourth.declares()
    fourth.keeps({bid: ["20", "20", "20", "5"] for bid in ("b1", "b2", "b3")})
    assert fourth.seals().status_code == 303
    assert here.secretary.does("compare").status_code == 303
    # Who is excused sees nothing of it.
    assert "Aude Aulne" not in here.members[2].page().text


def test_the_widest_spread_comes_first_and_no_average_is_proposed(meeting):
    here = meeting().compared()
    page = here.secretary.page().text
    order = re.findall(r'<section class="panel section" id="(b\d-\d)"', page)
    spreads = [float(one.replace(",", ".")) for one in re.findall(r"Écart\xa0: ([\d,]+)", page)]
    assert spreads == sorted(spreads, reverse=True)
    assert order[0] == "b1-1"  # 20 to 30: ten apart
    assert spreads[0] == 10
    assert re.findall(r'name="points"[^>]*value="([^"]*)"', page) == [""] * 12
    assert "Basile Bouleau" in here.members[0].page().text


def test_a_sheet_that_was_changed_by_one_byte_keeps_the_consensus_shut(meeting):
    here = meeting().sealed()
    with reading() as session:
        mine = (ScoreSheet.city == here.city, ScoreSheet.project == here.project)
        sheets = {row.member: row.sheet for row in session.exec(select(ScoreSheet).where(*mine))}
    # Another member’s sheet, sealed with the right key, is not this member’s.
    change = update(ScoreSheet).where(*mine, col(ScoreSheet.member) == "m1")
    write(lambda session: session.execute(change.values(sheet=sheets["m2"])))
    answer = here.secretary.does("compare")
    assert answer.status_code == 409
    assert "n’est plus celle qui a été scellée" in answer.text
    assert stage_of(here.project) == "open"
    # Nor is one that the key does not open, or that holds no sheet.
    for text in ("x" + sheets["m1"][1:], seal("{")):
        write(lambda session, text=text: session.execute(change.values(sheet=text)))
        answer = here.secretary.does("compare")
        assert (answer.status_code, "n’est plus celle qui a été scellée" in answer.text) == (409, True)
    write(lambda session: session.execute(change.values(sheet=sheets["m1"])))
    other = update(CommitteeMember).where(
        col(CommitteeMember.city) == here.city, col(CommitteeMember.project) == here.project
    )
    write(lambda session: session.execute(other.where(col(CommitteeMember.id) == "m1").values(commitment="0" * 64)))
    assert here.secretary.does("compare").status_code == 409
    assert stage_of(here.project) == "open"


def test_it_locks_only_when_everything_has_points_and_a_reason(meeting):
    here = meeting().compared()
    assert here.secretary.does("lock").status_code == 409
    here.agree({bid: AGREED[bid] for bid in ("b1", "b2")})
    answer = here.secretary.does("lock")
    assert answer.status_code == 409
    assert "sans justification\xa0: 4." in answer.text
    here.agree({"b3": AGREED["b3"]})
    told = {"bid": "b3", "criterion": "1", "version": "1"}
    assert here.secretary.does("agree", points="20", justification="", **told).status_code == 303
    assert here.secretary.does("lock").status_code == 409
    assert (
        here.secretary.does("agree", points="31", justification="Trop.", **told | {"version": "2"}).status_code == 422
    )
    assert (
        here.secretary.does("agree", points="20", justification="Assez bien.", **told | {"version": "2"}).status_code
        == 303
    )
    assert here.secretary.does("lock").status_code == 303


@pytest.mark.parametrize("partial", [True, False])
def test_two_edits_of_one_agreed_score_are_shown_side_by_side(meeting, partial):
    here = meeting().compared()
    told = {"bid": "b1", "criterion": "1"}
    first = here.secretary.does("agree", points="25", justification="La première raison.", version="0", **told)
    assert first.status_code == 303
    answer = here.secretary.does(
        "agree", points="24", justification="La seconde raison.", version="0", partial=partial, **told
    )
    assert answer.status_code == 409
    if partial:
        assert "Rechargez la page" in answer.text
        assert "<html" not in answer.text
        return
    assert "La première raison." in answer.text
    assert "La seconde raison." in answer.text
    joined = {"choice_points": "theirs", "theirs_points": "25", "mine_points": "24", "points": "24"}
    joined |= {"choice_justification": "own", "theirs_justification": "x", "mine_justification": "y"}
    done = here.secretary.does("agree", version="1", justification="Les deux raisons.", **told, **joined)
    assert done.status_code == 303
    page = here.secretary.page().text
    assert "Les deux raisons." in page


def test_what_keeps_itself_gives_the_form_its_next_version(meeting):
    here = meeting().compared()
    told = {"bid": "b1", "criterion": "1", "justification": ""}
    for version, points in ((0, "2"), (1, "25"), (2, "25")):
        answer = here.secretary.does("agree", points=points, version=str(version), partial=True, **told)
        assert answer.status_code == 200
        assert "<html" not in answer.text
        assert f'name="version" value="{min(version + 1, 2)}"' in answer.text
