"""How much two municipalities are alike, held against Gower’s coefficient by hand."""

import math

import pytest
from sqlmodel import select

from municipal.db import reading, writing
from municipal.indicators.tables import Reading
from municipal.paths import SEED
from municipal.places.likeness import VITALITY, alike
from municipal.places.tables import Municipality
from vendors.evidence.constants import read_constants

CONSTANTS = read_constants(SEED / "evidence.toml")


def rows(session):
    return list(session.exec(select(Municipality)))


def test_likeness_is_one_minus_the_mean_distance_over_population_density_and_region(demo):
    with reading() as session:
        everyone = {row.code: row for row in rows(session)}
        people = [math.log(row.population) for row in everyone.values()]
        dense = [math.log(row.population / row.area_km2) for row in everyone.values()]
        one, other = everyone["00006"], everyone["00005"]
        far = [
            abs(math.log(one.population / other.population)) / (max(people) - min(people)),
            abs(math.log(one.population / one.area_km2 / (other.population / other.area_km2)))
            / (max(dense) - min(dense)),
            float(one.region != other.region),
        ]
        found = alike(session, "00006", "00005", CONSTANTS)
    assert found.share == pytest.approx(1 - sum(far) / 3)
    assert found.distances == pytest.approx(dict(zip(("population", "density", "region"), far, strict=True)))


def test_a_city_is_wholly_like_itself_and_a_stranger_is_unknown(demo):
    with reading() as session:
        assert alike(session, "00006", "00006", CONSTANTS).share == 1
        assert alike(session, "00006", "99999", CONSTANTS).share is None


def test_without_an_area_two_features_are_too_few(fresh):
    with writing(public=True) as session:
        session.get_one(Municipality, "00005").area_km2 = None
    with reading() as session:
        found = alike(session, "00006", "00005", CONSTANTS)
    assert found.share is None
    assert set(found.distances) == {"population", "region"}


def test_vitality_counts_where_both_have_a_reading(fresh):
    with writing(public=True) as session:
        for code, value in (("00005", 1.0), ("00006", 3.0), ("00007", 5.0)):
            session.add(
                Reading(city=code, indicator=VITALITY, period="2024", value=value, source_fr="I", source_en="I")
            )
    with reading() as session:
        assert alike(session, "00006", "00005", CONSTANTS).distances["vitality"] == pytest.approx(0.5)
        assert "vitality" not in alike(session, "00006", "00004", CONSTANTS).distances
