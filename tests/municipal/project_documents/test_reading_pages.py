"""A document read by the sharing address of its project: as long as the address works, and never what stays inside."""

from io import BytesIO

import docx
import pytest

from municipal.db import write
from municipal.project_documents.catalogue import the_documents
from municipal.project_documents.making import readable
from municipal.projects.sharing import end_share, share, shares_of
from municipal.traces.chain import By
from tests.municipal.project_documents.town import CITY, browser, keeper


def shared(one):
    def work(session):
        return share(session, lambda *_a, **_m: By(one.person), CITY, one.project, language="fr", days=30)

    return write(work)


def end(one):
    def work(session):
        (row,) = shares_of(session, CITY, one.project)
        end_share(session, lambda *_a, **_m: By(one.person), CITY, one.project, row.id)

    write(work)


def test_letters_the_committee_and_what_holds_the_expected_amount_stay_inside():
    kept = {one for one in the_documents().kinds if not readable(one)}
    assert kept == {"rejection", "committee", "decision", "resolution"}
    assert not readable("nothing")


@pytest.mark.parametrize("place", ["/fr/projets/lecture/{}/document", "/en/projects/reading/{}/document"])
def test_a_document_is_read_by_the_address_until_it_ends(hamlet, somebody, place):
    one = keeper(hamlet, somebody)
    code = shared(one)
    path, reader = place.format(code), browser(hamlet)
    answer = reader.get(path, params={"document": "need", "format": "docx"})
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-robots-tag"] == "noindex"
    said = docx.Document(BytesIO(answer.content))
    whole = "".join(line.text for line in said.paragraphs) + said.sections[0].footer.paragraphs[0].text
    assert code not in whole
    assert one.person not in whole
    assert "Odile" not in whole
    for kind in ("rejection", "committee", "decision", "resolution", "nothing"):
        assert reader.get(path, params={"document": kind}).status_code == 404
    end(one)
    assert reader.get(path, params={"document": "need"}).status_code == 404
    assert reader.get(place.format("x" * 43), params={"document": "need"}).status_code == 404
