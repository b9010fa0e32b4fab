"""The council note: whom a city stands beside, before and after a case, and nothing said of too little."""

from statistics import fmean

import msgspec
import pytest
from sqlmodel import delete

from municipal.cases.queries import library
from municipal.db import reading, write
from municipal.indicators.note import THREATS, note
from municipal.indicators.note_words import said_of_case, said_of_neighbours, said_of_sides, said_of_sources
from municipal.indicators.queries import indicator, readings
from municipal.indicators.tables import Reading
from municipal.places.queries import who

ONE = "nids-poule-delai"


def made(city="00005", case="", *, one=ONE, language="fr"):
    with reading() as session:
        place = who(session, city).place
        return note(session, indicator(session, one, language), place, case, language, demo=True)


def cases():
    with reading() as session:
        return [one for one in library(session, "fr", demo=True) if one.indicator == ONE]


def test_ones_own_comes_first_beside_at_most_five(demo):
    told = made()
    assert told.follows
    assert told.rows[0].own
    assert 0 < told.beside == len(told.rows) - 1 <= 5
    assert len(told.years) <= 5
    assert all(len(row.values) == len(told.years) for row in told.rows)
    assert str(told.beside) in said_of_neighbours(told, "fr") or told.beside in (1, 5)


def test_a_case_is_told_with_the_readings_of_its_city(demo):
    told = made("00006", "saint-pivert-nids-de-poule").case
    with reading() as session:
        points = readings(session, ONE, "fr")["00005"]
    before = [point.value for point in points if point.period < "2025-03"]
    after = [point.value for point in points if point.period >= "2025-03"]
    assert (told.before.count, told.after.count) == (len(before), len(after))
    assert told.before.mean == pytest.approx(fmean(before))
    assert told.after.mean == pytest.approx(fmean(after))
    assert [event.label for event in made("00006", "saint-pivert-nids-de-poule").drawing.events] == [
        "Début à Saint-Pivert-du-Lac"
    ]
    words = said_of_case(told, "fr")
    assert "Ce qui n’a pas fonctionné" in words
    assert "Fiche de démonstration" in words
    assert "non vérifié par la ville" in words


def test_without_a_case_named_one_is_proposed_and_none_may_be_wanted(demo):
    assert made().case.id in {one.id for one in cases()}
    assert made(case="none").case is None
    assert made(case="nothing").case.id == made().case.id
    assert {key for key, _ in made().choices} == {one.id for one in cases()}


def test_under_three_readings_there_is_no_mean(fresh):
    def work(session):
        session.execute(delete(Reading).where(Reading.city == "00005", Reading.indicator == ONE))
        for year, value in (("2022", 9.0), ("2023", 9.5), ("2024", 9.1), ("2026", 5.5)):
            session.add(Reading(city="00005", indicator=ONE, period=year, value=value, source_fr="s", source_en="s"))

    write(work, public=True)
    told = made("00006", "saint-pivert-nids-de-poule").case
    assert told.before.mean == pytest.approx(9.2)
    assert told.after.mean is None
    assert told.after.few == [("2026", 5.5)]
    before, after = said_of_sides(told, "fr")
    assert "moyenne 9,2" in before
    assert "Données insuffisantes, aucune moyenne" in after
    assert "5,5 (2026)" in after


def test_under_three_cities_there_is_no_median_and_it_is_said(demo):
    alone = made("00007", one="attente-311-s")
    assert alone.beside < 3
    assert set(alone.median) == {None}
    assert "données insuffisantes" in said_of_sources(alone, "fr")


def test_a_city_that_does_not_follow_it_is_told_so(demo):
    told = made("00001")
    assert not told.follows
    assert said_of_neighbours(told, "fr").startswith("Rivière-aux-Moufles ne déclare pas suivre cet indicateur.")


def test_the_four_threats_are_told_in_both_languages(demo):
    told = made()
    assert tuple(one.id for one in told.threats) == THREATS
    assert all(one.text("text", "fr") != one.text("text", "en") for one in told.threats)


def test_a_long_text_is_cut_at_a_word(demo):
    told = made("00006", "saint-pivert-nids-de-poule").case
    long = msgspec.structs.replace(told, done="mot " * 200, not_worked="")
    words = said_of_case(long, "fr", longest=50)
    assert "mot…" in words
    assert len(words) < len(said_of_case(long, "fr"))
    assert "La source ne dit pas ce qui n’a pas fonctionné." in words
