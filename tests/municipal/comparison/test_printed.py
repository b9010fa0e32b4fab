"""The document says what the page says."""

import pytest

from municipal.comparison.answer import answer
from municipal.comparison.printed import document
from municipal.db import reading
from municipal.documents.document import Bullets, Heading, Paragraph, Table
from municipal.places.queries import who


@pytest.fixture
def made(demo):
    with reading() as session:
        return answer(session, "00006", "nids-de-poule", [], {}, "fr", demo=True), who(session, "00006").place


def text(parts):
    found = []
    for one in parts:
        match one:
            case Heading() | Paragraph():
                found.append(one.text)
            case Bullets():
                found += one.items
            case Table():
                found += [one.caption, *one.header, *(str(cell) for row in one.rows for cell in row)]
    return "\n".join(found)


def test_the_document_has_verdicts_figures_what_threatens_them_and_the_annex(made):
    told = document(*made, "nids-de-poule", "fr", demo=True)
    said = text(told.parts)
    for expected in ("Preuve insuffisante", "Ne rien changer", "Attendu", "Saint-Pivert-du-Lac", "L’hiver", "Regret"):
        assert expected in said
    assert "fictifs" in told.notice
    assert "recommandation" in told.notice
    assert "fictifs" not in document(*made, "nids-de-poule", "fr", demo=False).notice


def test_every_table_is_as_wide_as_its_header(made):
    answered, place = made
    parts = document(answered, place, "nids-de-poule", "en", demo=True).parts
    for table in (one for one in parts if isinstance(one, Table)):
        assert all(len(row) == len(table.header) for row in table.rows), table.caption


def test_without_figures_the_document_says_so(demo):
    with reading() as session:
        told = answer(session, "00001", "fuites d’eau", [], {}, "fr", demo=True)
        place = who(session, "00001").place
    assert "Aucun indicateur suivi ne permet encore de comparer." in text(
        document(told, place, "fuites d’eau", "fr", demo=True).parts
    )
