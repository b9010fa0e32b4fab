"""The cities beside one's own: nearest first, told apart, and no median where too few of them measured."""

from math import log10

import pytest
from sqlmodel import delete

from municipal.db import reading, write
from municipal.indicators.cities import MOST_ALIKE, alike, between, cities_of, method_events, observed, years_of
from municipal.indicators.tables import Observation, Reading
from municipal.tenancy.guard import everything

ONE = "nids-poule-delai"
TWINS = "pertes-eau-pct"


def found(city="", indicator=ONE, language="fr"):
    with reading() as session:
        return cities_of(session, indicator, language, city)


def test_ones_own_comes_first_then_the_nearest_in_population(demo):
    own, *others = found("00005")
    assert own.own
    assert own.place.code == "00005"
    apart = [abs(log10(one.place.population + 1) - log10(own.place.population + 1)) for one in others]
    assert apart == sorted(apart)
    assert alike([own, *others]) == others[:MOST_ALIKE]


def test_of_a_city_that_does_not_follow_it_only_the_nearest_are_shown(demo):
    codes = [one.place.code for one in found("00005")]
    outside = next(code for code in (f"{n:05}" for n in range(1, 9)) if code not in codes)
    cities = found(outside)
    assert not any(one.own for one in cities)
    assert {one.place.code for one in cities} == set(codes)


def test_homonyms_are_told_apart_by_one_word_on_a_drawing(demo):
    shorts = {one.place.code: one.short for one in found("", TWINS)}
    assert shorts["00002"] == "Sainte-Brume (Paroisse)"
    assert shorts["00003"] == "Sainte-Brume (Village)"
    assert len(set(shorts.values())) == len(shorts)


def test_a_median_needs_three_cities_each_year(demo):
    cities = found()
    years = years_of(cities)
    for year, value in between(cities, years).items():
        values = sorted(one.years[year].value for one in cities if year in one.years)
        if len(values) < 3:
            assert value is None
        else:
            assert values[0] <= value <= values[-1]
            assert sum(one < value for one in values) <= len(values) / 2 >= sum(one > value for one in values)
    assert set(between(cities[:2], years).values()) == {None}


@pytest.mark.parametrize(("count", "few"), [(2, True), (3, False)])
def test_under_three_readings_a_city_has_too_few(fresh, count, few):
    def work(session):
        session.execute(delete(Reading).where(Reading.city == "00005", Reading.indicator == ONE))
        for n in range(count):
            session.add(
                Reading(city="00005", indicator=ONE, period=str(2023 + n), value=5.0 + n, source_fr="s", source_en="s")
            )

    write(work, public=True)
    assert found("00005")[0].few is few


def test_another_way_of_counting_is_an_event_of_the_drawing(fresh):
    def work(session):
        session.add(
            Reading(
                city="00004",
                indicator="cout-voirie-km",
                period="2026",
                value=9000.0,
                method_changed=True,
                source_fr="s",
                source_en="s",
            )
        )

    write(work, public=True)
    own = found("00004", "cout-voirie-km")[0]
    assert method_events(own, "fr") == {"2026": "nouvelle façon de compter"}
    assert method_events(None, "fr") == {}


def test_only_published_observations_show(fresh):
    def seen(identity, published_at):
        return Observation(
            city="00005",
            id=identity,
            indicator=ONE,
            period="2026",
            text=f"Vu {identity}",
            language="fr",
            author="ana",
            written_at="2026-01-01T00:00:00+00:00",
            published_at=published_at,
        )

    def work(session):
        session.add(seen("a", None))
        session.add(seen("b", "2026-02-01T00:00:00+00:00"))

    with everything("a test writes observations"):
        write(work, public=True)
    with reading() as session:
        assert [one.text for one in observed(session, ONE)] == ["Vu b"]
        assert observed(session, TWINS) == []
