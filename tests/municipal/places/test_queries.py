"""What is known of a municipality, and which others are like it."""

from math import log

import pytest

from municipal.db import reading, writing
from municipal.places.queries import municipality, places, similar, who
from municipal.places.tables import Municipality


def test_every_municipality_is_there_by_name(real):
    with reading() as session:
        found = places(session)
    assert len(found) == 1123
    assert len({place.region for place in found}) == 17
    by_name = [place.name for place in found]
    assert by_name.index("L'Ancienne-Lorette") < by_name.index("La Tuque") < by_name.index("Lévis")
    assert by_name.index("Esprit-Saint") < by_name.index("Estérel") < by_name.index("Farnham")


def test_accents_and_capitals_change_no_order(demo):
    with reading() as session:
        assert [place.name for place in places(session)] == [
            "Fablerive",
            "Havre-aux-Merles",
            "Port-Mélisse",
            "Rivière-aux-Moufles",
            "Saint-Pivert-du-Lac",
            "Sainte-Brume",
            "Sainte-Brume",
            "Val-Mirador",
        ]


@pytest.mark.parametrize(
    ("code", "name", "designation", "region", "mrc"),
    [
        ("66023", "Montréal", "Ville", "Montréal", None),
        ("23027", "Québec", "Ville", "Capitale-Nationale", None),
        ("01023", "Les Îles-de-la-Madeleine", "Municipalité", "Gaspésie–Îles-de-la-Madeleine", None),
        ("75017", "Saint-Jérôme", "Ville", "Laurentides", "La Rivière-du-Nord"),
    ],
)
def test_a_municipality_is_known_by_its_code(real, code, name, designation, region, mrc):
    with reading() as session:
        row = municipality(session, code)
    assert (row.code, row.name, row.designation, row.region, row.mrc) == (code, name, designation, region, mrc)
    assert row.population > 10_000
    assert 44 < row.latitude < 63
    assert -80 < row.longitude < -57
    assert row.source


def test_a_code_that_nobody_has_is_none(demo):
    with reading() as session:
        assert municipality(session, "00000") is None
        assert municipality(session, "") is None


def test_former_names_come_with_the_place(real):
    with reading() as session:
        gatineau = who(session, "Hull").place
    assert gatineau.name == "Gatineau"
    assert "Hull" in gatineau.aliases


def test_the_most_alike_have_the_nearest_population_in_proportion(demo):
    with reading() as session:
        everyone = places(session)
        codes = {place.code for place in everyone}
        for own in everyone:
            found = similar(session, own.code, codes, most=4)
            distance = [abs(log((place.population + 1) / (own.population + 1))) for place in found]
            others = [place for place in everyone if place not in found and place.code != own.code]
            assert len(found) == 4
            assert own not in found
            assert distance == sorted(distance)
            assert all(abs(log((one.population + 1) / (own.population + 1))) >= distance[-1] for one in others)


def test_only_those_asked_about_are_compared(demo):
    with reading() as session:
        assert [place.code for place in similar(session, "00001", {"00001", "00008", "00003"})] == ["00003", "00008"]
        assert similar(session, "00001", {"00000", "00001"}) == []
        assert similar(session, "00000", {"00001"}) == []


def test_a_municipality_renamed_is_found_under_its_new_name_at_once(fresh):
    with reading() as session:
        assert who(session, "Fablerive").place.code == "00004"
    with writing(public=True) as session:
        session.get_one(Municipality, "00004").name = "Contes-sur-Rive"
    with reading() as session:
        assert who(session, "contes sur rive").place.code == "00004"
        assert who(session, "Fablerive").place is None
