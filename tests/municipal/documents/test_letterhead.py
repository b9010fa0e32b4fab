"""A document poured into a city’s own file: its letterhead stays, our content stands where it says."""

import zipfile
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from municipal.documents.document import Document, Heading, Paragraph
from municipal.documents.letterhead import poured
from tests.municipal.documents.letterheads import bare, letter
from tests.municipal.documents.samples import HOSTILE, sample

PLACES = {"city": "Sainte-Brume", "title": "Énoncé", "date": "22 novembre 2026", "project": "Nids-de-poule"}
# The order of the marks of a table and of a paragraph in the standard (ECMA-376); each of ours must keep it.
ORDER = {
    "tblPr": ["tblStyle", "tblW", "jc", "tblBorders", "tblLayout", "tblLook", "tblCaption", "tblDescription"],
    "pPr": ["pStyle", "keepNext", "numPr", "spacing", "ind", "jc", "outlineLvl", "rPr", "sectPr"],
}


def read(template, document=None, places=None):
    made = poured(template, document or sample(), places or PLACES)
    with zipfile.ZipFile(BytesIO(made)) as parts:
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(parts.read(name))
    return docx.Document(BytesIO(made))


def texts(found):
    return [one.text for one in found.paragraphs]


def test_the_places_are_filled_in_the_text_the_tables_the_header_and_the_footer():
    found = read(letter())
    assert texts(found)[0] == "Objet : Énoncé (suite)"
    assert found.sections[0].header.paragraphs[0].text == "Hôtel de ville de Sainte-Brume"
    assert found.sections[0].footer.paragraphs[0].text == "Nids-de-poule, 22 novembre 2026"
    assert found.tables[0].rows[0].cells[0].text == "Dossier de Sainte-Brume"


def test_the_content_stands_where_the_file_says_and_nowhere_else():
    said = texts(read(letter()))
    assert "{contenu}" not in "".join(said)
    assert said[-1] == "Au plaisir de vous servir."
    assert said.index("Société") < said.index(HOSTILE) < said.index("Repère, fictif") < len(said) - 1


def test_without_a_place_the_content_comes_at_the_end():
    said = texts(read(bare()))
    assert said[0] == "En-tête"
    assert said.index("Ce qu’on peut attendre") < said.index("Société")


@pytest.mark.parametrize("template", [letter(), letter(without_styles=True), bare()])
def test_headings_header_rows_lists_and_language_are_there_whatever_the_file_has(template):
    found = read(template, sample("en"))
    headings = [one.style.name for one in found.paragraphs if one.style.name.startswith("Heading")]
    assert headings[-2:] == ["Heading 2", "Heading 3"]
    table = found.tables[-1]
    assert table.style.name == "Table Grid"
    assert table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
    assert found.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}").get(qn("w:val")) == "en-CA"
    bullets = [one for one in found.paragraphs if one.style.name == "List Bullet"]
    assert [one.text for one in bullets] == ["un", "deux"]
    number = bullets[0].style.element.find(f".//{qn('w:numId')}").get(qn("w:val"))
    numbering = found.part.numbering_part.element
    (real,) = [one for one in numbering.findall(qn("w:num")) if one.get(qn("w:numId")) == number]
    shape = real.find(qn("w:abstractNumId")).get(qn("w:val"))
    assert shape in [one.get(qn("w:abstractNumId")) for one in numbering.findall(qn("w:abstractNum"))]


def test_each_mark_stands_in_the_order_of_the_standard():
    found = read(letter())
    for name, order in ORDER.items():
        for one in found.element.body.iter(qn(f"w:{name}")):
            tags = [etree.QName(child).localname for child in one]
            known = [order.index(tag) for tag in tags if tag in order]
            assert known == sorted(known), tags


def test_a_title_that_the_file_places_is_the_first_heading_and_is_not_said_twice():
    found = read(letter())
    assert "Ce qu’on peut attendre" not in texts(found)
    level = found.paragraphs[0]._p.pPr.find(qn("w:outlineLvl"))
    assert level.get(qn("w:val")) == "0"
    assert found.core_properties.title == "Ce qu’on peut attendre"


def test_what_people_write_is_never_a_place():
    document = Document("T", "fr", [Paragraph("{contenu} {ville} {{ 7*7 }}"), Heading("{titre}")])
    found = read(letter(), document, PLACES | {"project": "{contenu} {ville}"})
    assert "{contenu} {ville} {{ 7*7 }}" in texts(found)
    assert "{titre}" in texts(found)
    assert found.sections[0].footer.paragraphs[0].text == "{contenu} {ville}, 22 novembre 2026"


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=200), st.text(max_size=40))
def test_any_text_can_be_poured(words, place):
    read(letter(), Document(words, "fr", [Paragraph(words), Heading(words)]), dict.fromkeys(PLACES, place))
