"""In a public call no criterion names a supplier; what only says what is done is no name."""

import pytest

from municipal.db import reading
from municipal.projects.grid_names import hindrances, named_in, supplier_names
from municipal.projects.own import StepRow
from tests.municipal.projects.after import route
from tests.municipal.projects.gridding import told
from vendors.registry.queries import vendors


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Comme Castor et Clapet", "Castor et Clapet inc."),
        ("comme castor et clapet inc.", "Castor et Clapet inc."),
        ("Compatible avec RELEVE TAMIA", "Relevé Tamia"),
        ("Porc-épic Réseau ou l’équivalent", "Porc-Épic Réseau"),
        ("Accueil Mésange", "Accueil Mésange coop"),
        ("Besoin et preuves", ""),
        ("Relevé des rues", ""),
        ("Veille de nuit", ""),
        ("", ""),
    ],
)
def test_names_are_found_as_whole_words_whatever_their_case(demo, text, name):
    with reading() as session:
        assert named_in(session, text) == name


def test_every_supplier_of_the_real_registry_is_found_by_its_own_name(real_sqlite):
    with reading() as session:
        for one in vendors(session):
            assert named_in(session, f"Aussi bien que {one.name}, au moins"), one.name
        for ordinary in ("Gestion des permis", "Approvisionnement", "Prévision des crues", "Sécurité et fiabilité"):
            assert named_in(session, ordinary) == ""


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_error_stands_beside_the_criterion_and_starts_with_the_remedy(demo_sqlite, language):
    made = told(criteria=[("Besoin", "25", ""), ("Comme Relevé Tamia", "25", "")])
    with reading() as session:
        (found,) = supplier_names(session, made, language)
    assert found.field == "criterion_2_name"
    assert "Relevé Tamia" in found.message


@pytest.mark.parametrize(
    ("identity", "procedure", "refused"),
    [
        ("public_call", "public_call", True),
        ("group_purchase", "public_call", True),
        ("invitation", "invitation", False),
        ("mutual_agreement", "mutual_agreement", False),
    ],
)
def test_only_a_public_call_refuses_them_in_a_group_too(demo_sqlite, identity, procedure, refused):
    rows = [("Comme Relevé Tamia", "25", ""), ("B", "25", ""), ("C", "25", ""), ("D", "25", "")]
    frozen = route(identity=identity, procedure=procedure)
    steps = {"route": StepRow("route", {}, frozen, "a", "", "", 1)}
    with reading() as session:
        found = hindrances(session, steps, told(criteria=rows, factor="20"), "fr")
    assert [one.field for one in found] == ["criterion_1_name"] * refused
