"""The attestation on paper: tagged, in its language, with a drawing that leads to the page of the badge."""

import re
from xml.etree import ElementTree as ET

import msgspec
import pytest
import segno

from municipal.badges.attestation import attestation_pdf, qr
from municipal.badges.queries import AttestationRow
from municipal.badges.seed import achievements

ROW = AttestationRow(
    "0123456789abcdef0123", "Odile “l’Ancienne” #Bouleau $x$", "essentials", "fr", "2026-11-22", "2028-11-22", "valid"
)


def printed(language="fr", **changes):
    row = msgspec.structs.replace(ROW, language=language, **changes)
    return attestation_pdf(row, achievements()["essentials"], issuer="Ville *de* Mésange", base="https://a.example")


@pytest.mark.parametrize(("language", "spoken"), [("fr", b"fr-CA"), ("en", b"en-CA")])
def test_it_is_a_tagged_pdf_of_the_universal_accessibility_standard(language, spoken):
    pdf = printed(language)
    assert pdf.startswith(b"%PDF-1.7")
    for mark in (b"/StructTreeRoot", b"/MarkInfo", b"<pdfuaid:part>1<", b"/DisplayDocTitle true"):
        assert mark in pdf
    assert re.search(rb"/Lang ?\(%s\)" % spoken, pdf)


def test_the_drawing_has_a_text_and_the_title_stands_in_the_document():
    pdf = printed()
    assert b"/Alt" in pdf
    assert b"dc:title" in pdf


def test_what_people_write_is_text_never_markup():
    """A name with the signs of the typesetter compiles, and another name makes another file."""
    assert printed() != printed(name="Rose")
    assert printed(name='"); #panic("') != printed(name="Rose")


@pytest.mark.parametrize("name", ["日本語", "Odile 😀", "Odile\tBouleau", "Odile\0Bouleau"])
def test_a_name_whose_signs_no_font_has_is_printed_all_the_same(name):
    assert printed(name=name).startswith(b"%PDF")


def test_a_state_that_changed_is_printed():
    assert len({printed(state=state, revoked_on="2026-12-01") for state in ("valid", "expired", "revoked")}) == 3


def test_the_drawing_is_a_plain_qr_code_of_the_address():
    address = "https://a.example/v/0123456789abcdef0123"
    root = ET.fromstring(qr(address))  # noqa: S314 - our own drawing
    side = len(segno.make_qr(address, error="m").matrix) + 8
    assert root.get("viewBox") == f"0 0 {side} {side}"
    assert "style" not in qr(address)
    assert qr(address) != qr(f"{address}0")
