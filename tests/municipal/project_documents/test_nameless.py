"""Names of the registry are taken out of what a public call publishes; our own words hold none."""

import pytest

from municipal.db import reading
from municipal.documents.document import Bullets, Document, Heading, Paragraph, Table
from municipal.project_documents.catalogue import the_documents
from municipal.project_documents.drawing import drawn
from municipal.project_documents.nameless import names_in, without_names
from tests.municipal.project_documents.filing import dossier, drawn_text

NAMELESS = [one for one in the_documents().kinds.values() if one.nameless and one.id != "grid"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_our_own_words_name_nobody_in_either_world(demo, language):
    with reading() as session:
        for kind in NAMELESS:
            assert names_in(session, drawn(dossier(language=language), kind)) == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_our_own_words_name_nobody_of_the_real_registry(real_sqlite, language):
    with reading() as session:
        for kind in NAMELESS:
            assert names_in(session, drawn(dossier(language=language), kind)) == []


def test_a_name_goes_from_every_place_and_the_notice_says_so(demo_sqlite):
    name = "Pinson Courriels"
    parts = [Heading(name), Paragraph(f"Avec {name}."), Bullets([name]), Table(name, [name, "b"], [[name, 1]])]
    with reading() as session:
        made = without_names(session, Document("T", "fr", parts, notice="Ébauche."))
        same = Document("T", "fr", [Paragraph("Des nids-de-poule.")])
        assert without_names(session, same) is same
    assert name not in drawn_text(made)
    assert drawn_text(made).count("[nom retiré]") == 6
    assert made.notice.startswith("Ébauche. Un nom")
    assert made.parts[3].rows[0][1] == 1
