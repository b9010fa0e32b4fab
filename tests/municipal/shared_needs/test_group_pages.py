"""The needs of a territory for who prepares a joint purchase, on the page and as files."""

import csv
import io
import re
from html import unescape

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from municipal.web.addresses import address

MRC, CITY, PROVINCE = "/fr/ma-ville/mrc:992/besoins", "/fr/ma-ville/00003/besoins", "/fr/ma-ville/province/besoins"


def words(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_an_mrc_sees_the_cities_of_its_territory_with_volumes_added_up(become):
    text = words(become("editor", "00003", mrc=True).get(MRC).text)
    assert "34 km de conduites" in text
    assert "Écoute sans travaux. Rapport en français." in text
    assert "Villes du territoire : 2, sur 4 en tout." in text
    assert not [name for name in ("Fablerive", "Port-Mélisse", "Val-Mirador") if name in text]


def test_the_province_sees_all_and_a_city_its_own(become):
    text = words(become("curator").get(PROVINCE).text)
    assert all(name in text for name in ("Fablerive", "Port-Mélisse", "Val-Mirador", "Sainte-Brume"))
    own = words(become("learner", "00003").get(CITY).text)
    assert "5 villes l’ont, la vôtre comprise." in own
    assert "Votre ville est la seule pour l’instant." in own
    assert "Télécharger" not in own
    assert "Saint-Pivert" not in own


@pytest.mark.parametrize(
    ("role", "city", "mrc", "path", "status"),
    [
        ("editor", "00003", False, MRC, 404),
        ("editor", "00003", True, "/fr/ma-ville/mrc:991/besoins", 404),
        ("editor", "00003", True, CITY, 404),
        ("learner", "00003", True, MRC, 403),
        ("editor", "00003", True, PROVINCE, 404),
        ("curator", None, False, MRC, 404),
        ("learner", "00003", False, f"{CITY}/fichier", 403),
        ("editor", "00002", False, f"{CITY}/fichier", 404),
    ],
)
def test_nobody_else_reads_them(become, role, city, mrc, path, status):
    assert become(role, city, mrc=mrc).get(path).status_code == status


def test_a_city_out_of_the_territory_stays_out_of_the_file(become):
    me = become("administrator", "00003", mrc=True)
    text = me.get(f"{MRC}/fichier?format=csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert {row[2] for row in rows[1:]} == {"00002", "00003", "00005"}
    assert {row[3] for row in rows[1:]} == {"La Vallée-des-Fables"}
    assert all("fictifs" in row[-1] for row in rows[1:])


def test_a_file_runs_nothing_of_what_people_wrote(become):
    me = become("editor", "00003")
    form = {"act": "detail", "city": "00003", "version": "1", "volume": "7", "unit": "@km"}
    assert (
        me.post("/fr/besoins/voirie", data=form | {"conditions": '=HYPERLINK("http://a.example")'}).status_code == 200
    )
    text = me.get(f"{CITY}/fichier?format=csv").content.decode("utf-8-sig")
    (row,) = [row for row in csv.reader(io.StringIO(text)) if row[4:5] == ["nids-de-poule signalés trop tard"]]
    assert row[5:9] == ["7.0", "'@km", "", '\'=HYPERLINK("http://a.example")']
    book = CalamineWorkbook.from_filelike(io.BytesIO(me.get(f"{CITY}/fichier?format=xlsx").content))
    cells = [cell for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row]
    assert '=HYPERLINK("http://a.example")' in cells
    assert 7.0 in cells


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_workbook_has_a_sheet_for_each_need_after_a_summary(become, language):
    me = become("editor", "00003", mrc=True)
    answer = me.get(address("city_needs_file", language, id="mrc:992", format="xlsx"))
    assert answer.headers["content-disposition"].startswith("attachment; filename=")
    assert answer.headers["cache-control"] == "no-store"
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    needs = book.get_sheet_by_index(0).to_python()[1:-1]
    assert len(book.sheet_names) == 1 + len(needs)
    leaks = next(row for row in needs if row[0] == "détecter les fuites d’eau")
    assert leaks[2] == 2
    assert "34 km de conduites" in leaks[3]
    assert leaks[4] == 2


def test_a_word_file_holds_each_need_with_a_table_and_says_what_is_fictitious(become):
    me = become("curation_lead")
    made = Document(io.BytesIO(me.get(f"{PROVINCE}/fichier?format=docx").content))
    texts = [paragraph.text for paragraph in made.paragraphs]
    assert any("fictifs" in text for text in texts)
    assert "détecter les fuites d’eau" in texts
    # A summary, and a table for each of the nine needs.
    assert len(made.tables) == 10
    assert me.get(f"{PROVINCE}/fichier?format=exe").status_code == 400
