"""How many cities are told: of one and the same need, or only of its domain."""

import pytest

from municipal.shared_needs.words import cities, of_the_domain


@pytest.mark.parametrize(
    ("count", "own", "told"),
    [
        (0, False, "Aucune ville n’a encore dit un besoin de ce domaine"),
        (1, False, "1 ville a dit un besoin de ce domaine"),
        (1, True, "Votre ville a dit un besoin de ce domaine"),
        (4, False, "4 villes ont dit un besoin de ce domaine"),
        (4, True, "4 villes, dont la vôtre, ont dit un besoin de ce domaine"),
    ],
)
def test_a_domain_alone_is_not_told_as_one_need(count, own, told):
    assert of_the_domain(count, "fr", own=own) == told
    assert cities(count, "fr") != told
