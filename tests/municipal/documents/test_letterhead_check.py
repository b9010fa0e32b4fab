"""A file that runs, fetches, embeds or exhausts is refused with its reason; a letterhead is taken."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from municipal.documents.letterhead_check import MOST_BYTES, refusal
from municipal.documents.sheet import xlsx
from municipal.documents.word import word
from tests.municipal.documents.letterheads import MAIN, W, bare, code, letter, parts, relation, text, zipped
from tests.municipal.documents.samples import TABLE, sample

ENTITY = f'<!DOCTYPE w [<!ENTITY a "{"a" * 50}">]>' + text("<w:r><w:t>&a;</w:t></w:r>")
OUTSIDE = f'<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document {W}><w:body><w:p/></w:body></w:document>'
MACRO = MAIN.replace("openxmlformats-officedocument.wordprocessingml", "ms-word").replace("main", "macroEnabled.main")
SIMPLE = text('<w:fldSimple w:instr=" INCLUDETEXT file "/>')
ORPHAN = text('<w:r><w:instrText>DDEAUTO c "x"</w:instrText></w:r>')

VML = '<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape {}/></w:pict></w:r>'
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink"><image x:href="{}"/></svg>'


def bomb():
    return zipped(parts() | {"word/media/a.png": b"\x00" * 45_000_000})


def lying():
    """A part that gives more than it declared."""
    raw = bytearray(zipped(parts() | {"word/media/a.xml": "<a>" + " " * 100_000 + "</a>"}))
    at = raw.rfind(b"PK\x01\x02", 0, raw.rfind(b"word/media/a.xml"))
    raw[at + 24 : at + 28] = (10).to_bytes(4, "little")
    return bytes(raw)


def encrypted():
    raw = bytearray(letter())
    at = raw.rfind(b"PK\x01\x02")
    raw[at + 8] |= 1
    return bytes(raw)


def twice():
    kept = BytesIO(letter())
    with zipfile.ZipFile(kept, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("word/document.xml", text(""))
    return kept.getvalue()


HOSTILE = {
    "not a zip": (b"%PDF-1.7", "damaged"),
    "empty": (b"", "damaged"),
    "cut": (letter()[:-300], "damaged"),
    "too large": (b"x" * (MOST_BYTES + 1), "size"),
    "a bomb": (bomb(), "size"),
    "a part that lies": (lying(), "damaged"),
    "many parts": (zipped(parts() | {f"word/media/{n}.png": "" for n in range(600)}), "size"),
    "a zip of anything": (zipped({"a.xml": "<a/>"}), "kind"),
    "a shape that leads outside": (zipped(parts(text(VML.format('href="https://x.example/"')))), "links"),
    "a picture of a share": (zipped(parts(text(VML.format('src="\\\\x.example\\a.png"')))), "links"),
    "a drawing that fetches": (zipped(parts() | {"word/media/a.svg": SVG.format("//x.example/a.png")}), "links"),
    "a workbook": (xlsx([TABLE], title="x", language="fr"), "kind"),
    "encrypted": (encrypted(), "damaged"),
    "a part twice": (twice(), "damaged"),
    "a part outside": (zipped(parts() | {"../x.xml": "<a/>"}), "damaged"),
    "macros": (zipped(parts() | {"word/vbaProject.bin": b"x"}), "macros"),
    "a macro type": (zipped(parts(types=f'<Override PartName="/x.xml" ContentType="{MACRO}"/>')), "macros"),
    "an embedded file": (zipped(parts() | {"word/embeddings/a.xml": "<a/>"}), "objects"),
    "a program": (zipped(parts() | {"word/a.exe": b"MZ"}), "objects"),
    "an altChunk": (zipped(parts(text("<w:altChunk/>"))), "objects"),
    "an object": (zipped(parts(text("<w:object/>"))), "objects"),
    "an OLE relation": (zipped(parts(relations=relation("oleObject", "x.xml", external=False))), "objects"),
    "a link": (zipped(parts(relations=relation("hyperlink", "https://x.example"))), "links"),
    "a linked picture": (zipped(parts(relations=relation("image", "https://x.example/a.png"))), "links"),
    "a joined template": (zipped(parts(relations=relation("attachedTemplate", "file:///t.dotm"))), "links"),
    "a link said to be inside": (zipped(parts(relations=relation("image", "file:///a", external=False))), "links"),
    "a share": (zipped(parts(relations=relation("image", r"\\x\a", external=False))), "links"),
    "a mailing": (zipped(parts() | {"word/settings.xml": f"<w:settings {W}><w:mailMerge/></w:settings>"}), "links"),
    "a field that fetches": (zipped(parts(code(' INCLUDEPICTURE "http://x" '))), "fields"),
    "a field in pieces": (zipped(parts(code("DD", 'EAUTO c "x"'))), "fields"),
    "a simple field": (zipped(parts(SIMPLE)), "fields"),
    "a field without a beginning": (zipped(parts(ORPHAN)), "fields"),
    "entities": (zipped(parts(ENTITY)), "markup"),
    "entities from outside": (zipped(parts(OUTSIDE)), "markup"),
    "another alphabet": (zipped(parts() | {"word/a.xml": "<a/>".encode("utf-16")}), "damaged"),
    "deep": (zipped(parts(text("<w:r>" * 400 + "</w:r>" * 400))), "size"),
    "not well-formed": (zipped(parts("<w:document>")), "damaged"),
    "no body": (zipped(parts(f"<w:document {W}/>")), "damaged"),
    "no relations": (zipped({n: t for n, t in parts().items() if n != "_rels/.rels"}), "damaged"),
}


@pytest.mark.parametrize(("raw", "fault"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_refused_with_its_reason(raw, fault):
    assert refusal(raw) == fault


@pytest.mark.parametrize("raw", [letter(), letter(without_styles=True), bare(), word(sample())])
def test_a_letterhead_is_taken(raw):
    assert refusal(raw) is None


@pytest.mark.parametrize("told", [" PAGE ", ' DATE \\@ "d MMMM yyyy" ', "NUMPAGES"])
def test_the_number_of_a_page_and_the_date_may_stay(told):
    assert refusal(zipped(parts(code(told)))) is None


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_no_damage_to_a_file_breaks_the_check(data):
    raw = bytearray(bare())
    for _n in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    assert refusal(bytes(raw)) in (None, "size", "kind", "macros", "links", "objects", "fields", "markup", "damaged")
