"""On paper: blank sheets to print, entered by the secretary under the same seal; and the report, for whom it is."""

from io import BytesIO

import docx
from sqlmodel import select

from municipal.db import reading
from municipal.traces.tables import Audit
from tests.municipal.committee.meeting import BIDS, somebody, stage_of

FULL = {bid: ["20", "20", "20", "5"] for bid in ("b1", "b2", "b3")}


def test_a_sheet_that_came_on_paper_is_entered_and_sealed_like_the_others(meeting, contents):
    here = meeting()
    me = here.secretary
    me.does("bids", bids="\r\n".join(BIDS), version="0")
    for name in ("Pia Papier", "Rose Roseau", "Théo Thuya"):
        assert me.does("seat", name=name, council="no").status_code == 303
    assert me.does("open").status_code == 303
    for n in (1, 2, 3):
        assert me.declares("b2" if n == 1 else "", member=f"m{n}").status_code == 303
        assert me.keeps(FULL, member=f"m{n}", note_b1_1="zébulon").status_code == 303
        assert "zébulon" in me.page("notes", membre=f"m{n}").text
        assert me.seals(member=f"m{n}").status_code == 303
        # Once sealed it is not read again before the consensus, not even by whoever entered it.
        assert "zébulon" not in me.page("notes", membre=f"m{n}").text
        assert me.keeps(FULL, member=f"m{n}").status_code == 409
    assert "zébulon" not in repr(contents())
    assert me.does("compare").status_code == 303
    assert stage_of(here.project) == "consensus"
    assert "zébulon" in me.page().text


def test_the_secretary_enters_nothing_for_a_member_with_an_account(meeting):
    here = meeting().opened()
    for act in (here.secretary.declares(member="m1"), here.secretary.keeps(FULL, member="m1")):
        assert act.status_code == 404


def test_blank_sheets_hold_every_bid_criterion_and_maximum_and_one_prints_ones_own(meeting):
    here = meeting().opened()
    page = here.secretary.page("feuilles").text
    assert [
        page.count(f'<h2 id="feuille-m{n}">Feuille\xa0: {name}')
        for n, name in enumerate(("Aude Aulne", "Basile Bouleau", "Chloé Cèdre"), 1)
    ] == [1] * 3
    mine = here.members[0].page("feuilles").text
    assert "Basile Bouleau" not in mine
    for text in (*BIDS, "Critère need", "sur 30", "minimum 10"):
        assert text in mine
    word = docx.Document(BytesIO(here.secretary.page("feuilles", format="docx").content))
    assert sum(paragraph.text.startswith("Feuille\xa0:") for paragraph in word.paragraphs) == 3
    cells = {cell.text for table in word.tables for row in table.rows for cell in row.cells}
    assert {"Critère delivery", "sur 10", "sur 30, minimum 10", *BIDS} <= cells
    assert here.secretary.page("feuilles", format="pdf").content.startswith(b"%PDF-")


def test_the_report_is_for_its_people_until_it_is_decided_then_for_who_reads_projects(meeting, hamlet):
    here = meeting().locked()
    mark = here.project[:8]
    roles = ("editor", "buyer", "validator", "administrator")
    readers = [somebody(hamlet.app, f"{mark}{role[:8]}", "Léa", role, on=here.project) for role in roles]
    learner = somebody(hamlet.app, f"{mark}learner", "Max", "learner", on=here.project)
    here.secretary.does("price", price_b1="98500", price_b2="112000")
    for who in (*readers, learner, here.members[0], here.secretary):
        assert who.page("rapport").status_code == 404
    assert [one.page().status_code for one in readers] == [403] * 4
    assert here.secretary.does("decide").status_code == 303
    assert all("Aude Aulne" in one.page("rapport").text for one in readers)
    assert here.members[0].page("rapport").status_code == 200
    assert learner.page("rapport").status_code == 404
    assert here.outsider.page("rapport").status_code == 404
    elsewhere = somebody(hamlet.app, f"{mark}else", "Zoé", "editor", city="00005", on=here.project)
    assert elsewhere.page("rapport").status_code == 404
    assert elsewhere._replace(city="00005").page("rapport").status_code == 404
    assert elsewhere._replace(city=here.city).page("rapport").status_code == 404


def test_the_report_tells_everything_and_prints_its_fingerprint_as_the_trace_holds_it(meeting):
    here = meeting().sealed()
    here.members[1].declares("b1")
    here.secretary.does("compare")
    here.agree({"b1": ["25", "25", "25", "7"], "b2": ["28", "27", "28", "8"], "b3": ["20", "21.5", "21", "7"]})
    here.secretary.does("lock")
    here.secretary.does("price", price_b1="98500", price_b2="112000")
    here.secretary.does("decide")
    page = here.secretary.page("rapport").text
    for text in (
        "Aude Aulne",
        "écartée, intérêt déclaré",
        "27,5",
        "Parce que b3 4.",
        "69,5",
        "98\xa0500\xa0$",
        "555/56",
    ):
        assert text in page, text
    with reading() as session:
        made = select(Audit.after).where(Audit.object_id == here.project, Audit.action == "committee.decided")
        assert session.exec(made).one() in page
    word = docx.Document(BytesIO(here.secretary.page("rapport", format="docx").content))
    cells = {cell.text for table in word.tables for row in table.rows for cell in row.cells}
    assert {"Enveloppe retournée sans être ouverte", "10,3553", "2040/197", "Parce que b1 1."} <= cells
    english = here.secretary.browser.get(f"/en/my-city/{here.city}/projects/report?project={here.project}")
    assert english.status_code == 200
    assert "$98,500" in english.text


def test_without_a_project_every_page_leads_somewhere(meeting):
    here = meeting().opened()
    for who, name in ((here.secretary, "rapport"), (here.secretary, "notes"), (here.members[0], "feuilles")):
        assert who.browser.get(f"/fr/ma-ville/{here.city}/projets/{name}").is_redirect
    assert "Répondre aux citoyens" in here.members[0].browser.get(f"/fr/ma-ville/{here.city}/projets/comite").text
    assert "Aucun comité ne vous attend" in here.outsider.browser.get(f"/fr/ma-ville/{here.city}/projets/comite").text
