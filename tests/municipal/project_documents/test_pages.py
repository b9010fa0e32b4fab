"""The documents of a project in the browser: the list with what is missing, each file, and who may take them."""

import csv
import hashlib
import io
import json
import re
from io import BytesIO

import docx
import pytest
from python_calamine import CalamineWorkbook

from municipal.committee.tables import Evaluation
from municipal.db import write
from municipal.project_documents.catalogue import the_documents
from municipal.traces.chain import now
from tests.municipal.project_documents.filing import grid
from tests.municipal.project_documents.town import CITY, LIST, browser, keeper

EVERY = [
    (kind.id, one, language)
    for kind in the_documents().kinds.values()
    for one in kind.formats
    for language in ("fr", "en")
]


@pytest.fixture(scope="module")
def kept():
    """The project of this file, made once on each database."""
    return {}


@pytest.fixture
def mine(hamlet, somebody, kept):
    if hamlet not in kept:
        kept[hamlet] = keeper(hamlet, somebody)
    return kept[hamlet]


def test_each_document_opens_in_each_format_and_language(mine):
    for kind, one, language in EVERY:
        answer = mine.file(kind, one, lang=language)
        assert answer.status_code == 200, (kind, one, answer.text)
        assert answer.headers["content-language"] == f"{language}-CA"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["content-disposition"].endswith(f'-{language}.{one}"')
        if one == "docx":
            read = docx.Document(BytesIO(answer.content))
            assert read.paragraphs
            assert read.core_properties.language == f"{language}-CA"
        elif one == "pdf":
            assert b"pdfuaid" in answer.content
        elif one == "xlsx":
            assert CalamineWorkbook.from_object(BytesIO(answer.content)).sheet_names
        elif one == "csv":
            assert len(list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))) == 4


def test_the_digest_of_the_list_is_that_of_the_file_that_is_downloaded(mine):
    raw = mine.file("market", "json").content
    told = "\n".join(one.text for one in docx.Document(BytesIO(mine.file("market").content)).paragraphs)
    assert json.loads(raw)["compared"] == ["pinson-courriels"]
    assert hashlib.sha256(raw).hexdigest() in told


def test_the_list_says_what_is_ready_and_leads_to_what_is_missing(mine):
    text = mine.list().text
    for group in ("Avant de publier", "Pour décider", "Pour la suite"):
        assert group in text
    need = text.split('id="need"')[1].split("</li>")[0]
    assert ">prêt<" in need
    assert need.index("Word") < need.index("PDF")
    missing = text.split('id="grid"')[1].split("</li>")[0]
    assert f"/fr/ma-ville/{CITY}/projets/grille?projet={mine.project}" in missing
    assert re.search(r"\d+ lignes restent à compléter", text.split('id="efvp"')[1].split("</li>")[0])
    english = mine.list(f"/en/my-city/{CITY}/projects/documents").text
    assert "Statement of need" in english


def test_without_a_purchase_the_list_asks_nothing_of_bidders(hamlet, somebody):
    one = keeper(hamlet, somebody, route="no_purchase")
    text = one.list().text
    assert 'id="need"' in text
    assert not [kind for kind in ("grid", "questions", "clauses", "rejection", "committee") if f'id="{kind}"' in text]
    assert one.file("rejection").status_code == 404


@pytest.mark.parametrize("asked", [("nothing", "docx"), ("need", "xlsx"), ("committee", "docx")])
def test_what_does_not_exist_is_not_found(mine, asked):
    assert mine.file(*asked).status_code == 404
    assert mine.file("need", bid="b1").status_code == 404


def test_an_unknown_format_is_refused(mine):
    assert mine.file("need", "exe").status_code == 400


def test_other_cities_and_strangers_take_nothing(hamlet, somebody, mine):
    other = browser(hamlet, somebody("editor", body="00003", level=2).cookie)
    for path in (f"{LIST}?projet={mine.project}", f"/fr/ma-ville/{CITY}/projets/document?document=need"):
        assert other.get(path).status_code in (403, 404)
        assert browser(hamlet).get(path).status_code in (303, 401, 403)
    theirs = "/fr/ma-ville/00003/projets/document"
    assert other.get(theirs, params={"projet": mine.project, "document": "need"}).status_code == 404


def test_in_a_public_call_a_name_of_the_registry_is_taken_out_and_it_is_said(hamlet, somebody):
    named = "Nous voulons Pinson Courriels, de Guichet Pinson inc., et rien d’autre."
    one = keeper(hamlet, somebody, need={"problem": named}, documents={"performance": named, "exit": named})
    for kind in ("need", "questions", "performance", "clauses", "grid"):
        read = docx.Document(BytesIO(one.file(kind).content))
        said = "\n".join([*(line.text for line in read.paragraphs), *cells(read)])
        assert "Pinson" not in said, kind
        if kind in ("need", "performance", "clauses"):
            assert "[nom retiré]" in said
            assert "un appel public n’en nomme aucun" in said
    by_hand = keeper(hamlet, somebody, route="mutual_agreement", need={"problem": named})
    assert named in [line.text for line in docx.Document(BytesIO(by_hand.file("need").content)).paragraphs]


def cells(read):
    return [cell.text for table in read.tables for line in table.rows for cell in line.cells]


def decided(one, **more):
    """The committee of a project has decided: A is chosen, C goes back unopened."""
    bids = [{"id": "b1", "name": "Alpha inc."}, {"id": "b2", "name": "Bêta coop"}, {"id": "b3", "name": "Gamma enr."}]
    rows = [{"id": "b1", "admissible": True, "final": "10.3553", "rank": 1}]
    rows += [{"id": "b2", "admissible": True, "final": "9.9107", "rank": 2}]
    rows += [{"id": "b3", "admissible": False, "final": None, "rank": None}]
    values = {"grid": grid(), "stage": "decided", "answer": {"status": "awarded", "award": "b1", "bids": rows}} | more

    def work(session):
        session.add(
            Evaluation(city=CITY, project=one.project, bids=bids, secretary=one.person, created_at=now(), **values)
        )

    write(work)


def test_each_bidder_who_is_not_chosen_has_a_letter_that_tells_nothing_of_the_others(hamlet, somebody):
    one = keeper(hamlet, somebody)
    decided(one)
    page = one.list().text
    assert "Lettre à Bêta coop" in page
    assert "Lettre à Gamma enr." in page
    assert "Lettre à Alpha inc." not in page
    letter = docx.Document(BytesIO(one.file("rejection", bid="b2").content))
    said = "\n".join(line.text for line in letter.paragraphs)
    assert "À\u00a0: Bêta coop" in said
    assert not [other for other in ("Alpha", "Gamma", "10.35", "10,35", "9.91", "9,91", "500") if other in said]
    assert one.file("rejection", bid="b1").status_code == 404


def test_before_the_committee_decided_nobody_is_named(hamlet, somebody):
    one = keeper(hamlet, somebody)
    decided(one, stage="locked", answer=None)
    assert "Bêta" not in one.list().text
    assert one.file("rejection", bid="b2").status_code == 404
    assert "À\u00a0: ______" in [line.text for line in docx.Document(BytesIO(one.file("rejection").content)).paragraphs]
