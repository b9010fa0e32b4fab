"""Which words of a need name a product or a supplier of the registry."""

import pytest

from municipal.db import reading, write
from municipal.projects.naming import folded, named
from vendors.registry.queries import solutions, vendors
from vendors.registry.tables import Solution


def found(text):
    with reading() as session:
        return named(session, text)


@pytest.fixture
def known(hamlet):
    """Solutions under names of a test's own."""
    names = ("Poséidon", "Œil d’aigle (OA)", "SAS", "Nid 360 inc.")

    def work(session):
        rows = [session.get(Solution, one.id) for one in solutions(session)[: len(names)]]
        for row, name in zip(rows, names, strict=True):
            row.name = name
            session.add(row)

    write(work, public=True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Avec Poséidon, on verrait.", ["Poséidon"]),
        ("POSEIDON ou rien", ["POSEIDON"]),
        ("le dieu poséidon", []),
        ("un œil d'aigle sur les rues", ["œil d'aigle"]),
        ("Un sas à l’entrée", []),
        ("Le SAS de la voisine", ["SAS"]),
        ("Le nid 360 et le Nid 360", ["nid 360", "Nid 360"]),
        ("Le nid de poule, 360 fois", []),
        ("", []),
        ("…!? « » -- '", []),
    ],
)
def test_names_are_found_as_people_write_them(known, text, words):
    assert found(text) == words


def test_every_name_of_the_registry_is_found_in_a_sentence(hamlet):
    with reading() as session:
        names = [one.name for one in (*solutions(session), *vendors(session))]
        missed = [
            name
            for name in names
            if len(folded(name).split()) <= 5 and folded(name) and not named(session, f"Il faudrait {name} ici.")
        ]
    assert missed == []
