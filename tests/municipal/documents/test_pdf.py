"""A PDF by the standard for everybody (PDF/UA-1)."""

import re
import zlib

import pytest

from municipal.documents.document import Document, Paragraph, Picture
from municipal.documents.pdf import pdf
from tests.municipal.documents.samples import DRAWING, sample


def told(made):
    """The bytes of a PDF with its packed parts unpacked."""
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", made, re.DOTALL)
    found = [made]
    for one in packed:
        try:
            found.append(zlib.decompress(one))
        except zlib.error:
            continue
    return b"\n".join(found)


@pytest.mark.parametrize(("language", "tag"), [("fr", b"fr-CA"), ("en", b"en-CA")])
def test_it_is_tagged_names_its_language_and_declares_the_standard(language, tag):
    text = told(pdf(sample(language)))
    for sign in (b"pdfuaid:part", b"/StructTreeRoot", b"/Marked true", b"/TH", b"/H1", b"/H2", b"/Figure"):
        assert sign in text, sign
    assert re.search(rb"/Lang\s*\(" + tag, text)


def test_a_name_in_a_script_without_a_font_still_prints():
    assert pdf(Document("Titre", "fr", [Paragraph("ᐃᓄᒃᑎᑐᑦ 漢字")])).startswith(b"%PDF-")


def test_what_people_write_is_never_obeyed():
    made = pdf(Document('#panic("x")', "fr", [Paragraph('#read("/etc/passwd")'), Picture(DRAWING, "#1+1")]))
    assert made.startswith(b"%PDF-")
    assert b"root:x:0" not in told(made)
