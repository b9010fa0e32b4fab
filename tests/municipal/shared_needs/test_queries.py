"""The needs that cities share, in order, filtered, and where their cities are."""

import csv
from collections import Counter

import pytest

from municipal.db import reading
from municipal.paths import SEED
from municipal.places.queries import who
from municipal.shared_needs.group import needs_of, sums
from municipal.shared_needs.identity import understood
from municipal.shared_needs.queries import members, needs
from municipal.shared_needs.spreading import near, spread

CODES = {f"0000{n}" for n in range(1, 9)}


def rows_of_the_seed():
    lines = (SEED / "demo" / "needs.csv").read_text("utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def test_the_demonstration_has_eight_needs_or_more_and_every_city_has_one(demo):
    counts = Counter(understood(row["need"]).id for row in rows_of_the_seed())
    with reading() as session:
        rows = needs(session, "fr")
    assert {row.id: row.cities for row in rows} == dict(counts)
    assert len(rows) >= 8
    assert {row["city"] for row in rows_of_the_seed()} == CODES


def test_the_real_world_begins_without_a_need(real):
    with reading() as session:
        assert needs(session, "fr") == []


def test_those_of_most_cities_come_first_then_the_latest(demo):
    with reading() as session:
        rows = needs(session, "fr")
        assert [(row.cities, row.latest) for row in rows] == sorted(
            ((row.cities, row.latest) for row in rows), reverse=True
        )
        assert needs(session, "fr", limit=2) == rows[:2]


@pytest.mark.parametrize("q", ["nids-de-poule", "potholes", "chaussées", "pavements"])
def test_a_word_in_either_language_finds_a_need(demo, q):
    with reading() as session:
        assert [row.id for row in needs(session, "fr", q=q)] == ["voirie"]
        assert [row.id for row in needs(session, "fr", q=q, domain="D:eau")] == []


def test_every_city_is_counted_once_by_mrc_region_and_size(demo):
    with reading() as session:
        for row in needs(session, "fr"):
            told = spread(members(session, row.id), "fr")
            for shares in (told.mrcs, told.regions, told.sizes):
                assert sum(one.count for one in shares) == row.cities
        leaks = spread(members(session, "eau-anomalies"), "en")
    # 00002 and 00003 in one MRC, 00007 in another, 00008 in none; 934, 1,846, 47,915 and 131,480 people.
    assert [(one.name, one.count) for one in leaks.mrcs][:2] == [("La Vallée-des-Fables", 2), ("La Côte-des-Songes", 1)]
    assert [one.count for one in leaks.mrcs] == [2, 1, 1]
    assert [one.count for one in leaks.sizes] == [2, 1, 1]


def test_the_others_are_counted_as_seen_from_a_city(demo):
    with reading() as session:
        own = who(session, "00003").place
        apart = who(session, "00008").place
        assert near(members(session, "eau-anomalies"), own, "fr") == [
            "1 de votre MRC",
            "3 de votre région",
            "1 de votre taille",
        ]
        # A city of no MRC shares none with the other cities of no MRC.
        assert near(members(session, "eau-anomalies"), apart, "fr") == ["3 de votre région"]


def test_a_territory_has_the_needs_of_its_own_cities_alone(demo):
    with reading() as session:
        mrc = needs_of(session, "mrc:992", "fr")
        assert {member.city for one in mrc for member in one.members} <= {"00002", "00003", "00005"}
        everyone = needs_of(session, "province", "fr")
        assert sum(len(one.members) for one in everyone) == len(rows_of_the_seed())
        (leaks,) = [one for one in mrc if one.row.id == "eau-anomalies"]
        assert [(one.total, one.unit, one.cities) for one in leaks.sums] == [(34.0, "km de conduites", 2)]
        assert {one.row.id for one in needs_of(session, "00008", "fr")} == {"eau-anomalies", "deneigement-optimisation"}


def test_volumes_of_different_units_are_never_added(demo):
    with reading() as session:
        plows = members(session, "deneigement-optimisation")
    # 118 + 41 + 37 km de chemins, and 1,240 km de rues apart.
    assert [(one.total, one.unit, one.cities) for one in sums(plows)] == [
        (196.0, "km de chemins", 3),
        (1240.0, "km de rues", 1),
    ]
