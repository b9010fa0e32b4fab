"""A project begun: what its need already tells, and which indicators may judge it."""

import pytest

from municipal.db import reading
from municipal.indicators.queries import city_readings
from municipal.projects.opening import baseline, followed, may_be
from tests.municipal.projects.after import CITY, INDICATOR


def test_the_value_today_is_the_latest_reading_of_the_city(hamlet):
    with reading() as session:
        told = baseline(session, CITY, INDICATOR, "fr")
        assert baseline(session, CITY, "none", "fr") == {}
        assert baseline(session, "00001", INDICATOR, "fr") == {}
    with reading() as session:
        last = city_readings(session, CITY, "fr")[INDICATOR][-1]
    assert (float(told["baseline"]), told["baseline_on"]) == (last.value, last.period)


def test_the_indicators_of_the_need_come_first_and_none_but_the_citys(hamlet):
    with reading() as session:
        plainly = followed(session, CITY, "fr")
        water = followed(session, CITY, "fr", "trouver les fuites d’aqueduc")
    assert sorted(water) == sorted(plainly)
    assert water[0][0] == INDICATOR


@pytest.mark.parametrize(("indicator", "may"), [(INDICATOR, True), ("none", True), ("", False), ("nowhere", False)])
def test_a_project_is_judged_by_what_the_city_follows_or_by_nothing(hamlet, indicator, may):
    with reading() as session:
        assert may_be(session, CITY, indicator) is may
