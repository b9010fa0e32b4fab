"""Where a city stands, and what keeps an indicator of the need out of the comparison."""

import pytest

from municipal.comparison.basis import bases, latest
from municipal.db import reading, writing
from municipal.indicators.queries import Point
from municipal.suppliers.queries import search
from tests.municipal.comparison.measuring import CITY, INDICATOR, NEED, follow, read


def points(**values):
    return [Point(period.replace("_", "-").lstrip("y"), value, "Registre") for period, value in values.items()]


def test_a_yearly_reading_is_told_by_itself():
    assert latest(points(y2023=5, y2025=7, y2024=6))[:2] == (7, "reading")


def test_monthly_readings_are_told_by_the_mean_of_the_last_twelve_months():
    monthly = [Point(f"{2024 + n // 12}-{n % 12 + 1:02}", float(n), "Registre") for n in range(30)]
    value, how, behind = latest(monthly)
    assert (value, how) == (sum(range(18, 30)) / 12, "months")
    assert [behind[0].period, behind[-1].period] == ["2025-07", "2026-06"]


def test_a_missing_month_is_no_month_of_the_year_before():
    value, _, behind = latest([Point("2025-01", 3.0, "R"), Point("2025-06", 9.0, "R"), Point("2026-03", 6.0, "R")])
    assert [one.period for one in behind] == ["2025-06", "2026-03"]
    assert value == 7.5


def test_a_whole_year_that_ends_later_comes_after_its_months():
    assert latest(points(y2025=7, y2025_06=4))[:2] == (7, "reading")


def found(city=CITY, need=NEED):
    with reading() as session:
        return bases(session, city, search(session, need, city=city).detected, "fr")


@pytest.mark.parametrize(
    ("what", "work"),
    [
        ("no_reading", lambda session: read(session, CITY, {})),
        ("no_bounds", lambda session: follow(session, CITY, worst=None)),
        ("no_bounds", lambda session: follow(session, CITY, target=None)),
        ("wrong_bounds", lambda session: follow(session, CITY, worst=12.0, target=40.0)),
        ("wrong_bounds", lambda session: follow(session, CITY, worst=12.0, target=12.0)),
        ("wrong_bounds", lambda session: follow(session, CITY, target=0.0)),
        ("value", lambda session: read(session, CITY, {"2025": 0})),
    ],
)
def test_what_is_missing_is_told(fresh, what, work):
    before = found()
    with writing(public=True) as session:
        work(session)
    after = found()
    assert INDICATOR in [one.id for one in before.compared]
    assert INDICATOR not in [one.id for one in after.compared]
    assert [(one.what, one.own) for one in after.missing if one.id == INDICATOR] == [(what, True)]


def test_what_describes_never_compares_even_where_it_is_followed(fresh):
    with writing(public=True) as session:
        for one in ("rugosite-iri", "indice-condition-chaussee"):
            follow(session, CITY, one, worst=5.0, target=2.0)
            read(session, CITY, {"2025": 4}, one)
    told = found(need="nids-de-poule")
    missing = {one.id: one.what for one in told.missing}
    assert missing["rugosite-iri"] == "context"
    assert missing["indice-condition-chaussee"] == "describes"


def test_an_indicator_of_another_domain_or_another_city_is_not_spoken_of(demo):
    told = found("00002", "fuites d’eau")
    assert [one.id for one in told.compared] == ["pertes-eau-pct", "eau-distribuee-lpd"]
    assert "permis-delai-jours" not in {one.id for one in told.missing}
    assert {one.what for one in told.missing if not one.own} <= {"untracked", "context", "describes"}
