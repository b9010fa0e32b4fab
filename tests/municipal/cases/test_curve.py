"""The indicator before and after: the means by hand, the like city beside, nothing of an anonymous one."""

import csv
from statistics import fmean

import msgspec
import pytest

from municipal.cases.curve import curve
from municipal.cases.queries import library
from municipal.db import reading
from municipal.paths import SEED
from municipal.web.addresses import address

CASE, CITY, CONTROL, INDICATOR = "sainte-brume-village-veille-de-nuit", "00003", "00002", "pertes-eau-pct"


def of_seed(city):
    with (SEED / "demo" / "readings.csv").open(encoding="utf-8") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return {
            row["period"]: float(row["value"]) for row in rows if (row["city"], row["indicator"]) == (city, INDICATOR)
        }


@pytest.fixture
def row(demo):
    with reading() as session:
        return next(one for one in library(session, "fr", demo=True) if one.id == CASE)


def test_the_means_are_those_of_the_readings_before_and_from_the_month_of_the_start_on(row):
    with reading() as session:
        drawn = curve(session, row, "fr", CONTROL)
    for side, city in zip(drawn.sides, (CITY, CONTROL), strict=True):
        told = of_seed(city)
        before = [value for period, value in told.items() if period < "2023-12"]
        after = [value for period, value in told.items() if period >= "2023-12"]
        assert (side.before, side.after) == (len(before), len(after))
        assert side.mean_before == pytest.approx(fmean(before))
        assert side.mean_after == pytest.approx(fmean(after))
    assert [side.own for side in drawn.sides] == [True, False]
    assert [event.label for event in drawn.drawing.events] == ["début"]


def test_the_table_beside_the_drawing_says_the_same(client):
    for language in ("fr", "en"):
        text = client.get(address("case", language, id=CASE)).text
        assert "<svg" in text.split('id="limites"')[0]
        assert 'scope="row">Sainte-Brume' in text


def test_a_case_without_an_indicator_or_a_city_draws_nothing(row):
    for name in ("indicator", "municipality", "started"):
        with reading() as session:
            assert curve(session, msgspec.structs.replace(row, **{name: None}), "fr") is None
