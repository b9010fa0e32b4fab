"""The effect of a case follows from readings: worked examples by hand, each side, and what may not count."""

import math

import pytest

from municipal.cases.case_form import case_form
from municipal.cases.effect import derived, judged
from municipal.cases.text import written
from municipal.db import reading, write
from municipal.evidence import the_constants
from municipal.indicators.queries import Wanted
from municipal.indicators.tables import Reading as Stored
from municipal.indicators.tables import Tracked
from tests.municipal.cases.telling import CITY, values
from vendors.evidence.readings import Reading

LESS, MORE = Wanted("less", "lr"), Wanted("more", "lr")


def years(*values, first=2018):
    return [Reading(str(first + n), value) for n, value in enumerate(values)]


def told(readings, began="2022", sought=LESS, **more):
    return judged(readings, began, sought, the_constants(), case_form(), **more)


def test_the_worked_example():
    # ln 10, ln 11, ln 10, ln 11 before (2018–2021), 2022 is the start, ln 5, ln 5.5 after.
    before, after = [10, 11, 10, 11], [5, 5.5]
    logs = [[math.log(v) for v in side] for side in (before, after)]
    means = [sum(side) / len(side) for side in logs]
    squares = sum((v - m) ** 2 for side, m in zip(logs, means, strict=True) for v in side)
    se = math.sqrt(squares / 4 * (1 / 4 + 1 / 2)) * 2.7764451 / 1.9599640  # t and z at 0.975, 4 degrees
    y = means[1] - means[0]
    assert y + 1.2815516 * se < 0  # z at 0.9
    found = told(years(*before, 8, *after))
    assert (found.effect, found.because, found.before, found.after) == ("better", "interval", 4, 2)
    assert (found.mean_before, found.mean_after) == (10.5, 5.25)


@pytest.mark.parametrize(
    ("after", "sought", "effect"),
    [
        ((5, 5.2), LESS, "better"),
        ((5, 5.2), MORE, "worse"),
        ((20, 21), LESS, "worse"),
        ((20, 21), MORE, "better"),
        ((10.4, 10.6), LESS, "same"),
        ((9.0, 12.0), MORE, "same"),
    ],
)
def test_better_is_on_the_side_that_the_city_wants(after, sought, effect):
    assert told(years(10, 11, 10, 11, 8, *after), sought=sought).effect == effect


@pytest.mark.parametrize(
    ("after", "effect"), [(9.5, "same"), (9.4, "better"), (10.5, "same"), (10.6, "worse"), (10, "same")]
)
def test_of_one_reading_on_each_side_the_means_decide_beyond_five_percent(after, effect):
    found = told([Reading("2021", 10), Reading("2023", after)])
    assert (found.effect, found.because, found.before, found.after) == (effect, "means", 1, 1)


def test_without_readings_on_both_sides_nothing_is_measured():
    for readings in ([], years(10, 9, 8), years(5, 4, first=2023), [Reading("2022-06", 3)]):
        assert (told(readings).effect, told(readings).because) == ("not_measured", "one_sided")


def test_a_zero_has_no_logarithm_and_the_means_decide():
    found = told(years(10, 11, 10, 12, 9, 0, 0))
    assert (found.effect, found.because) == ("better", "means")


def test_where_a_value_is_aimed_at_nearer_is_better():
    aimed = Wanted("target", "lr", 3.0)
    assert told(years(1.0, 1.0, 1.0, 1.0, 2, 2.5, 2.6), sought=aimed).effect == "better"
    assert told(years(2.5, 2.5, 2.5, 2.5, 2, 6, 6), sought=aimed).effect == "worse"
    unknown = told(years(1.0, 1.0, 2.0, 2.5, 2, 2.5), sought=Wanted("target", "lr"))
    assert (unknown.effect, unknown.because) == ("not_measured", "no_direction")


def test_what_changed_at_a_like_city_is_taken_off():
    mine, theirs = years(10, 11, 10, 11, 8, 7, 7.1), years(20, 22, 20, 22, 16, 14, 14.2)
    assert told(mine).effect == "better"
    with_control = told(mine, control=theirs)
    assert (with_control.effect, with_control.compared) == ("same", True)


INDICATOR = "bris-aqueduc-100km"


@pytest.fixture
def village_of(town):
    """What a village measured each year from 2018 on, and since when it declares that it follows it."""

    def made(*values, since=2015, changed=""):
        def work(session):
            tracked = session.get(Tracked, (CITY, INDICATOR))
            tracked.since = since
            for n, value in enumerate(values):
                key = {"city": CITY, "indicator": INDICATOR, "period": str(2018 + n)}
                row = session.get(Stored, tuple(key.values())) or Stored(**key, value=0, source_fr="S", source_en="S")
                row.value, row.method_changed = value, row.period == changed
                session.add(row)
            session.add(tracked)

        write(work, public=True)

    return made


def of_village(**more):
    text, wrong = written(values(indicator=INDICATOR, started="2022", **more))
    assert wrong == {}
    with reading() as session:
        return derived(session, CITY, text)


def test_an_indicator_counts_only_when_it_was_followed_before_the_start(village_of):
    village_of(10, 11, 10, 11, 8, 5, 5.2, 5.1)
    assert (of_village().effect, of_village().because) == ("better", "interval")
    village_of(10, 11, 10, 11, 8, 5, 5.2, 5.1, since=2022)
    late = of_village()
    assert (late.effect, late.because, late.before, late.after) == ("not_measured", "late", 4, 3)


def test_what_is_counted_otherwise_since_the_start_does_not_compare(village_of):
    village_of(10, 11, 10, 11, 8, 5, 5.2, 5.1, changed="2023")
    assert of_village().because == "method_changed"
    village_of(10, 11, 10, 11, 8, 5, 5.2, 5.1, changed="2019")
    assert of_village().effect == "better"


def test_an_idea_and_a_case_without_an_indicator_measure_nothing(town):
    assert of_village(state="idea").because == "idea"
    text, _ = written(values())
    with reading() as session:
        assert derived(session, CITY, text).because == "no_indicator"
        other, _ = written(values(indicator="canopee-pct"))
        assert derived(session, CITY, other).because == "untracked"
