"""A Word file that opens without repair and that a screen reader can tell."""

import zipfile
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from municipal.documents.document import Document, Paragraph
from municipal.documents.word import word
from tests.municipal.documents.samples import HOSTILE, sample


@pytest.fixture(scope="module")
def made():
    return word(sample())


def test_every_part_of_it_is_well_formed(made):
    read = 0
    with zipfile.ZipFile(BytesIO(made)) as parts:
        assert parts.testzip() is None
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(parts.read(name))
                read += 1
    assert read > 10


def test_it_reads_back_with_its_headings_its_words_and_its_numbers(made):
    read = docx.Document(BytesIO(made))
    headings = [(one.style.name, one.text) for one in read.paragraphs if one.style.name.startswith("Heading")]
    assert headings == [("Heading 1", "Ce qu’on peut attendre"), ("Heading 2", "Société"), ("Heading 3", "Détail")]
    assert HOSTILE in [one.text for one in read.paragraphs]
    (table,) = read.tables
    assert [cell.text for cell in table.rows[1].cells] == ["Sainte-Brume", "9,1", "5,7", HOSTILE]
    assert [cell.text for cell in table.rows[2].cells][1:3] == ["–", "1\u00a0234\u00a0567,5"]
    assert read.sections[0].footer.paragraphs[0].text == "Repère, fictif"


@pytest.mark.parametrize(("language", "tag"), [("fr", "fr-CA"), ("en", "en-CA")])
def test_it_says_its_language_its_header_row_and_what_the_drawing_shows(language, tag):
    read = docx.Document(BytesIO(word(sample(language))))
    spoken = read.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")
    assert spoken.get(qn("w:val")) == tag
    (table,) = read.tables
    repeated = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
    assert repeated == [True, False, False]
    (drawing,) = read.inline_shapes
    assert drawing._inline.docPr.get("descr") == "Une courbe qui descend"


def test_signs_that_no_xml_has_are_left_out():
    read = docx.Document(BytesIO(word(Document("Titre", "fr", [Paragraph("a\x00b\x0bc\tд\ud7ff")]))))
    assert read.paragraphs[-1].text == "abc\tд\ud7ff"
