"""The Word files of a city: brought, used, removed; a hostile one is refused with its remedy."""

from io import BytesIO

import docx
import pytest
from sqlmodel import col, select

from municipal.db import reading
from municipal.project_documents.letterheads import templates_of
from municipal.traces.tables import Audit
from tests.municipal.documents.letterheads import letter, parts, relation, zipped
from tests.municipal.project_documents.town import CITY, TEMPLATES, browser, keeper

HOSTILE = {
    "links": (zipped(parts(relations=relation("hyperlink", "https://x.example"))), "Retirez les liens"),
    "macros": (zipped(parts() | {"word/vbaProject.bin": b"x"}), "sans macros"),
    "pdf": (b"%PDF-1.7", "Enregistrez de nouveau"),
    "empty": (b"", "Choisissez un fichier Word"),
    "large": (b"x" * 2_000_001, "Allégez le fichier"),
}


def bring(one, raw, kind="all", **more):
    files = {"file": ("Papier à en-tête.docx", raw, "application/octet-stream")}
    return one.browser.post(TEMPLATES, data={"act": "keep", "kind": kind} | more, files=files)


def stored():
    with reading() as session:
        return templates_of(session, CITY)


def acts():
    with reading() as session:
        query = select(Audit.action).where(Audit.body == CITY, col(Audit.action).like("template.%"))
        return list(session.exec(query.order_by(col(Audit.seq))))


def test_a_file_of_the_city_replaces_our_layout_until_it_is_removed(hamlet, somebody):
    one = keeper(hamlet, somebody)
    before = len(acts())
    raw = letter()
    kept = bring(one, raw)
    assert kept.status_code == 303, kept.text
    assert "Le modèle est gardé" in one.browser.get(kept.headers["location"]).text
    read = docx.Document(BytesIO(one.file("need").content))
    assert read.sections[0].header.paragraphs[0].text.startswith("Hôtel de ville de ")
    assert read.paragraphs[0].text == "Objet : Énoncé du besoin (suite)"
    assert read.paragraphs[-1].text == "Au plaisir de vous servir."
    assert one.browser.get(TEMPLATES, params={"file": "all"}).content == raw
    gone = one.browser.post(TEMPLATES, data={"act": "remove", "kind": "all"})
    assert gone.status_code == 303
    assert stored() == {}
    assert docx.Document(BytesIO(one.file("need").content)).sections[0].header.paragraphs[0].text == ""
    assert acts()[before:] == ["template.changed", "template.removed"]


def test_the_file_of_a_kind_goes_before_that_of_all(hamlet, somebody):
    one = keeper(hamlet, somebody)
    assert bring(one, letter()).status_code == 303
    own = docx.Document()
    own.sections[0].header.paragraphs[0].text = "Le greffe"
    held = BytesIO()
    own.save(held)
    assert bring(one, held.getvalue(), kind="resolution").status_code == 303
    heads = [docx.Document(BytesIO(one.file(kind).content)).sections[0].header for kind in ("resolution", "need")]
    assert [head.paragraphs[0].text[:9] for head in heads] == ["Le greffe", "Hôtel de "]
    for kind in ("all", "resolution"):
        assert one.browser.post(TEMPLATES, data={"act": "remove", "kind": kind}).status_code == 303


@pytest.mark.parametrize(("raw", "remedy"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_shown_its_remedy_and_nothing_is_kept(hamlet, somebody, raw, remedy):
    one = keeper(hamlet, somebody)
    refused = bring(one, raw)
    assert refused.status_code == 422
    assert remedy in refused.text
    assert stored() == {}


def test_only_what_exists_may_be_brought_removed_or_downloaded(hamlet, somebody):
    one = keeper(hamlet, somebody)
    assert bring(one, letter(), kind="nothing").status_code == 404
    assert one.browser.post(TEMPLATES, data={"act": "remove", "kind": "need"}).status_code == 404
    assert one.browser.post(TEMPLATES, data={"act": "nothing"}).status_code == 404
    assert one.browser.get(TEMPLATES, params={"file": "need"}).status_code == 404


def test_the_model_to_start_from_may_itself_be_brought(hamlet, somebody):
    one = keeper(hamlet, somebody)
    model = one.browser.get(TEMPLATES, params={"file": "model"}).content
    assert bring(one, model).status_code == 303
    said = [line.text for line in docx.Document(BytesIO(one.file("need").content)).paragraphs]
    assert said[0] == "Énoncé du besoin"
    assert said.count("Énoncé du besoin") == 1
    assert one.browser.post(TEMPLATES, data={"act": "remove", "kind": "all"}).status_code == 303


def test_who_may_not_manage_them_sees_none(hamlet, somebody):
    reader = browser(hamlet, somebody("validator", body=CITY, level=2).cookie)
    assert reader.get(TEMPLATES).status_code in (403, 404)
    assert reader.post(TEMPLATES, data={"act": "remove", "kind": "all"}).status_code in (403, 404)


def test_the_name_of_a_file_holds_no_character_that_a_text_may_not(hamlet, somebody):
    one = keeper(hamlet, somebody)
    head = "Content-Disposition: form-data; name="
    told = {"act": "keep", "kind": "all"}
    fields = "".join(f'--x\r\n{head}"{name}"\r\n\r\n{value}\r\n' for name, value in told.items())
    file = f'--x\r\n{head}"file"; filename="en\x00-t\x1b[31mete.docx"\r\n\r\n'
    body = (fields + file).encode() + letter() + b"\r\n--x--\r\n"
    sent = one.browser.post(TEMPLATES, content=body, headers={"content-type": "multipart/form-data; boundary=x"})
    assert sent.status_code == 303, sent.text
    assert stored()["all"].name == "en-t[31mete.docx"
    assert one.browser.post(TEMPLATES, data={"act": "remove", "kind": "all"}).status_code == 303
