"""The catalogue, what a city follows, and by which indicators a need is judged."""

import pytest
from sqlmodel import select

from municipal.db import reading, writing
from municipal.indicators.queries import (
    DIMENSIONS,
    Point,
    for_need,
    indicator,
    indicators,
    readings,
    tracked_by,
    tracked_ids,
    trackers,
    yearly,
)
from municipal.indicators.tables import Indicator, Reading
from vendors.needs.words import stems


def rank(session, need, *domains):
    """The ids of the indicators that a French need is judged by."""
    return [one for one, _ in for_need(session, list(domains), stems(need, "fr"), "fr", spoken="fr")]


@pytest.mark.parametrize(("language", "column"), [("fr", "name_fr"), ("en", "name_en")])
def test_the_catalogue_is_whole_and_ordered_in_each_language(demo, language, column):
    with reading() as session:
        names = set(session.exec(select(getattr(Indicator, column))))
        found = [row.name for row in indicators(session, language)]
    assert set(found) == names
    assert len(found) == 83
    bare = [name.lower().replace("é", "e").replace("à", "a").replace("î", "i") for name in found]
    assert [name[0] for name in bare] == sorted(name[0] for name in bare)


def test_filters_keep_a_dimension_or_a_domain_and_together_both(demo):
    with reading() as session:
        every = indicators(session, "fr")
        by_dimension = {name: indicators(session, "fr", dimension=name) for name in DIMENSIONS}
        assert sum(len(rows) for rows in by_dimension.values()) == len(every)
        water = indicators(session, "fr", domain="D:eau")
        assert water
        assert [row.id for row in water] == [row.id for row in every if "D:eau" in row.domains]
        both = indicators(session, "fr", domain="D:eau", dimension="environment")
        assert [row.id for row in both] == [row.id for row in water if row.dimension == "environment"]
        assert indicators(session, "fr", domain="D:nothing") == []


def test_each_row_counts_the_cities_that_follow_it(demo, real_sqlite):
    demo.enter()
    with reading() as session:
        for row in indicators(session, "fr"):
            assert row.cities == len(trackers(session, row.id, "fr"))
        assert sum(row.cities for row in indicators(session, "fr")) == 72
    real_sqlite.enter()
    with reading() as session:
        assert {row.cities for row in indicators(session, "fr")} == {0}


def test_what_a_city_follows_comes_with_its_latest_reading(demo):
    with reading() as session:
        rows = {row.indicator: row for row in tracked_by(session, "00001", "fr")}
        english = {row.indicator: row for row in tracked_by(session, "00001", "en")}
        assert set(rows) == set(english) == tracked_ids(session, "00001")
        row = rows["charges-nettes-hab"]
        assert (row.since, row.worst, row.target) == (2018, 2600, 1900)
        assert (row.latest, row.latest_period) == (2261, "2025")
        assert row.source == "Rapport financier fictif"
        assert english["charges-nettes-hab"].source == "Fictitious financial report"
        assert tracked_by(session, "00000", "fr") == []
        assert tracked_ids(session, "00000") == set()


def test_an_indicator_that_was_never_read_has_no_latest_reading(fresh):
    with writing(public=True) as session:
        for row in session.exec(select(Reading).where(Reading.city == "00001")):
            session.delete(row)
    with reading() as session:
        rows = tracked_by(session, "00001", "fr")
        assert rows
        assert {(row.latest, row.latest_period) for row in rows} == {(None, None)}


def test_readings_come_oldest_first_by_city(demo):
    with reading() as session:
        found = readings(session, "charges-nettes-hab", "fr")
        assert set(found) == {row.city for row in trackers(session, "charges-nettes-hab", "fr")}
        assert [(point.period, point.value) for point in found["00001"]] == [
            ("2021", 1994),
            ("2022", 2039),
            ("2023", 2096),
            ("2024", 2191),
            ("2025", 2261),
        ]
        assert readings(session, "nothing", "fr") == {}


def test_an_indicator_is_read_in_the_language_asked_and_an_unknown_one_is_none(demo):
    with reading() as session:
        french, english = (indicator(session, "cout-voirie-km", language) for language in ("fr", "en"))
        assert (french.name, english.name) == (
            "Coût de la voirie par kilomètre de voie",
            "Road cost per kilometre of lane",
        )
        assert (french.polarity, french.scale, french.dimension) == ("less", "lr", "good_governance")
        assert indicator(session, "nothing", "fr") is None


def test_a_need_is_judged_by_the_indicators_of_its_domains_and_words(demo):
    with reading() as session:
        assert rank(session, "réduire les fuites et les bris d’aqueduc", "D:eau")[0] == "bris-aqueduc-100km"
        roads = rank(session, "suivi des nids-de-poule", "D:voirie")
        known = {row.id: row for row in indicators(session, "fr")}
        assert roads
        assert all("D:voirie" in known[one].domains for one in roads)
        assert rank(session, "rien") == []
        assert len(rank(session, "eau", *{node for row in known.values() for node in row.domains})) == 8


def test_where_no_word_tells_what_a_service_moves_most_comes_first(demo):
    with reading() as session:
        lever = {row.id: row.lever for row in indicators(session, "fr")}
        order = [lever[one] for one in rank(session, "xyzzy", "D:citoyens")]
        assert order == sorted(order, key="HML".index)


def test_both_languages_judge_a_need_by_the_same_indicators(demo):
    with reading() as session:
        french = for_need(session, ["D:eau"], [], "fr", spoken="fr")
        english = for_need(session, ["D:eau"], [], "fr", spoken="en")
        assert [one for one, _ in french] == [one for one, _ in english]
        names = {row.id: row.name for row in indicators(session, "en")}
        assert all(names[one] == name for one, name in english)


def test_a_reading_says_what_was_counted_and_whether_the_counting_changed(demo):
    with reading() as session:
        points = readings(session, "nids-poule-signales-100km", "fr")["00005"]
        months = readings(session, "nids-poule-delai", "fr")["00005"]
    assert [(point.period, point.counted, point.method_changed) for point in points[-2:]] == [
        ("2024", 295, False),
        ("2025", 304, True),
    ]
    assert (months[0].period, months[-1].period, len(months)) == ("2022-01", "2026-06", 54)
    assert {(point.counted, point.method_changed) for point in months} == {(None, False)}


def test_a_year_is_its_own_reading_or_the_mean_of_its_twelve_months():
    year = Point("2021", 4.0, "Bilan 2021", 7)
    months = [Point(f"2022-{n:02}", float(n), f"Mois {n}", n, method_changed=n == 3) for n in range(1, 13)]
    begun = [Point(f"2023-{n:02}", 1.0, "x") for n in range(1, 12)]
    assert yearly([year, *months, *begun]) == [year, Point("2022", 6.5, "Mois 12", 78, method_changed=True)]
    uncounted = [*months[:11], Point("2022-12", 12.0, "Mois 12")]
    assert yearly(uncounted)[0].counted is None
    assert yearly([]) == []
