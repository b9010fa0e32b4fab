"""A committee’s way through its pages, from the bidders to the report; who sees what; what is refused."""

import json

import pytest

from tests.municipal.committee.meeting import stage_of


def test_a_committee_goes_all_the_way_and_leaves_a_report(meeting):
    here = meeting().locked()
    page = here.secretary.page().text
    assert "à retourner sans l’ouvrir" in page  # Cirrus has 69.5
    assert here.secretary.does("price", price_b1="98 500,00", price_b2="112000").status_code == 303
    assert here.secretary.does("decide").status_code == 303
    assert stage_of(here.project) == "decided"
    report = here.secretary.page("rapport")
    assert report.status_code == 200
    # (82 + 20) × 10 000 / 98 500 = 2040/197, by hand (docs/tenders.md).
    assert "10,3553" in report.text
    assert "2040/197" in report.text
    assert "Alpha inc." in report.text
    assert "Enveloppe retournée sans être ouverte" in report.text
    for kind in ("pdf", "docx", "xlsx"):
        file = here.secretary.page("rapport", format=kind)
        assert file.status_code == 200
        assert len(file.content) > 3000
    tender = json.loads(here.secretary.page("rapport", format="json").text)
    assert [one["price"] for one in tender["bids"]] == ["98500.00", "112000", None]
    for who in here.members:
        for name in ("comite", "notes", "rapport"):
            assert who.page(name).status_code == 200


def test_every_stage_has_its_page_for_the_secretary_and_for_a_member(meeting):
    here = meeting()
    assert here.secretary.page().status_code == 200
    assert here.members[0].page().status_code == 404  # nobody is seated yet
    here.prepared()
    assert "Le comité se prépare" in here.members[0].page().text
    assert here.secretary.does("open").status_code == 303
    assert "Ouvrir votre feuille" in here.members[0].page().text
    assert here.members[0].page("notes").status_code == 200
    assert here.members[0].page("feuilles").status_code == 200
    for kind in ("pdf", "docx"):
        assert here.secretary.page("feuilles", format=kind).status_code == 200
    assert here.members[0].declares().status_code == 303
    assert "Points, de 0 à 30" in here.members[0].page("notes").text


@pytest.mark.parametrize("name", ["comite", "notes", "feuilles", "rapport"])
def test_an_evaluator_without_a_seat_finds_nothing(meeting, name):
    here = meeting().opened()
    assert here.outsider.page(name).status_code == 404
    assert here.outsider.does("declare", "notes").status_code == 404
    assert here.outsider.does("open").status_code == 404
