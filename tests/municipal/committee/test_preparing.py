"""Before the scoring: the frozen grid first, bids in order, at least three members, none of the council."""

import pytest

from municipal.committee.queries import evaluation_of
from municipal.db import reading
from tests.municipal.committee.meeting import Person, grid, project, stage_of


def test_without_a_frozen_grid_the_page_says_what_to_do_first(meeting):
    here = meeting()
    bare = here.secretary._replace(project=project())
    page = bare.page()
    assert page.status_code == 200
    assert f"/fr/ma-ville/{here.city}/projets/grille?projet={bare.project}" in page.text
    assert bare.does("bids", bids="A\r\nB", version="0").status_code == 409
    assert stage_of(bare.project) == "none"


def test_a_list_of_bidders_that_is_not_one_is_refused(meeting):
    here = meeting()
    many = "\r\n".join(f"V{n}" for n in range(31))
    for text in ("", "A\r\nA", "A\r\na", "Alpha 98 500 $", "x" * 121, many):
        assert here.secretary.does("bids", bids=text, version="0").status_code == 422, text
    assert stage_of(here.project) == "none"


def test_two_who_write_the_list_at_once_see_both(meeting):
    here = meeting()
    assert here.secretary.does("bids", bids="Alpha\r\nBoréal", version="0").status_code == 303
    answer = here.secretary.does("bids", bids="Alpha\r\nCirrus", version="0")
    assert answer.status_code == 409
    assert "Boréal" in answer.text
    assert "Cirrus" in answer.text


def test_fewer_than_three_members_do_not_open(meeting):
    here = meeting()
    here.secretary.does("bids", bids="Alpha\r\nBoréal", version="0")
    for one in here.members:
        answer = here.secretary.does("open")
        assert answer.status_code == 422
        assert "(R5)" in answer.text
        assert stage_of(here.project) == "draft"
        here.secretary.does("seat", person=one.id, council="no")
    assert here.secretary.does("open").status_code == 303


def test_a_council_member_does_not_sit(meeting):
    here = meeting()
    here.secretary.does("bids", bids="Alpha", version="0")
    answer = here.secretary.does("seat", name="Mairesse", council="yes")
    assert answer.status_code == 422
    assert "(R5)" in answer.text
    assert here.secretary.does("seat", name="Mairesse").status_code == 422
    assert "Mairesse</strong>" not in here.secretary.page().text


def test_who_keeps_the_committee_and_who_is_no_evaluator_cannot_be_named(meeting):
    here = meeting()
    here.secretary.does("bids", bids="Alpha", version="0")
    for one in (here.secretary.id, "nobody"):
        assert here.secretary.does("seat", person=one, council="no").status_code == 422
    assert here.secretary.does("seat", person=here.members[0].id, council="no").status_code == 303
    assert here.secretary.does("seat", person=here.members[0].id, council="no").status_code == 422
    assert here.secretary.does("unseat", member="m1").status_code == 303
    assert here.members[0].page().status_code == 404


@pytest.mark.parametrize(
    ("rule", "more"),
    [
        ("R1", {"criteria": grid()["criteria"][:3]}),
        ("R2", {"criteria": [row | {"max": "31"} for row in grid()["criteria"]]}),
        ("R3", {"criteria": [row | {"min": "99"} for row in grid()["criteria"]]}),
        ("R4", {"factor": "51"}),
    ],
)
def test_a_grid_that_breaks_a_rule_does_not_open_and_says_which(meeting, rule, more):
    here = meeting(**more).prepared()
    answer = here.secretary.does("open")
    assert answer.status_code == 422
    assert f"({rule})" in answer.text


def test_once_open_neither_grid_nor_bids_change(meeting):
    here = meeting().opened()
    with reading() as session:
        before = evaluation_of(session, here.city, here.project)
    assert here.secretary.does("bids", bids="Autre", version=str(before.version)).status_code == 409
    with reading() as session:
        assert evaluation_of(session, here.city, here.project) == before
    assert [(one.id, one.name) for one in before.bids] == [
        ("b1", "Alpha inc."),
        ("b2", "Boréal coop."),
        ("b3", "Cirrus ltée"),
    ]


def test_at_the_lowest_price_nobody_scores_and_conformity_is_recorded(meeting):
    here = meeting("lowest_price", factor=None, criteria=[])
    me: Person = here.secretary
    assert me.does("bids", bids="Alpha\r\nBoréal\r\nCirrus", version="0").status_code == 303
    assert me.does("open").status_code == 303
    assert stage_of(here.project) == "consensus"
    for bid, conforms in (("b1", "1"), ("b2", "0"), ("b3", "1")):
        told = {"bid": bid, "criterion": "1", "points": conforms, "version": "0"}
        assert me.does("agree", justification="Tous les documents y sont, ou non.", **told).status_code == 303
    assert me.does("lock").status_code == 303
    assert me.does("price", price_b2="10").status_code == 409
    assert me.does("price", price_b1="20000", price_b3="19999,99").status_code == 303
    assert me.does("decide").status_code == 303
    report = me.page("rapport").text
    assert "Le calcul place Cirrus au premier rang." in report
    assert "Non conforme" in report


def test_one_person_does_not_sit_twice_by_a_name_written_otherwise(meeting):
    here = meeting()
    here.secretary.does("bids", bids="Alpha\r\nBoréal", version="0")
    assert here.secretary.does("seat", name="Zoé Bouleau", council="no").status_code == 303
    again = here.secretary.does("seat", name="zoe  BOULEAU", council="no")
    assert again.status_code == 422
    assert "ce nom est déjà au comité" in again.text
