"""What a city measured: recorded, changed as it was read, removed; each with its trace, each within its bounds."""

import datetime as dt

import pytest
from sqlmodel import select

from municipal.db import reading, write
from municipal.indicators.measures import Measure, find, measures, readings_of
from municipal.indicators.readings import (
    Followed,
    change_reading,
    faults,
    followed,
    mixed,
    period_fault,
    record_reading,
    remove_reading,
)
from municipal.traces.chain import By
from municipal.traces.tables import Audit
from municipal.web.format import today

ANA = By("ana", "editor")
CITY, ONE = "00001", "cout-deneigement-km"
TOLD = Measure(5000.5, "Bilan 2026", "2026 report", 12, method_changed=True)


def held(period, city=CITY, indicator=ONE):
    with reading() as session:
        return find(session, city, indicator, period)


def traces():
    with reading() as session:
        rows = session.exec(select(Audit).where(Audit.body == CITY).order_by(Audit.seq)).all()
        return [(row.action, row.object_id, bool(row.before), bool(row.after)) for row in rows]


def test_a_reading_is_recorded_changed_and_removed_each_with_its_trace(fresh):
    assert write(lambda session: record_reading(session, ANA, CITY, ONE, "2026", TOLD))
    first = held("2026")
    assert (first.measure, bool(first.recorded_at)) == (TOLD, True)
    assert not write(lambda session: record_reading(session, ANA, CITY, ONE, "2026", TOLD))
    other = Measure(4900.0, "Bilan corrigé", "Corrected report")
    change = lambda session: change_reading(session, ANA, CITY, ONE, "2026", other, stamp=first.stamp)  # noqa: E731
    assert write(change) is None
    assert held("2026").measure == other
    stale = write(change)
    assert stale.theirs.measure == other
    assert write(lambda session: remove_reading(session, ANA, CITY, ONE, "2026", stamp=first.stamp)).theirs
    stands = held("2026").stamp
    assert write(lambda session: remove_reading(session, ANA, CITY, ONE, "2026", stamp=stands)) is None
    assert held("2026") is None
    assert write(lambda session: remove_reading(session, ANA, CITY, ONE, "2026", stamp=stands)).theirs is None
    gone = write(lambda session: change_reading(session, ANA, CITY, ONE, "2026", other, stamp=stands))
    assert gone.theirs is None
    name = f"{ONE}/2026"
    assert traces() == [
        ("reading.recorded", name, False, True),
        ("reading.recorded", name, True, True),
        ("reading.removed", name, True, False),
    ]


def test_a_change_to_the_same_leaves_no_trace(fresh):
    stands = held("2025")
    same = stands.measure
    assert write(lambda session: change_reading(session, ANA, CITY, ONE, "2025", same, stamp=stands.stamp)) is None
    assert (held("2025"), traces()) == (stands, [])


def test_one_city_touches_no_other(fresh):
    with reading() as session:
        before = {city: measures(session, city) for city in ("00002", "00003", "00008")}
    write(lambda session: record_reading(session, ANA, CITY, ONE, "2026", TOLD))
    stamp = held("2026").stamp
    write(lambda session: remove_reading(session, ANA, CITY, ONE, "2026", stamp=stamp))
    with reading() as session:
        assert {city: measures(session, city) for city in before} == before


def test_the_latest_reading_comes_first(demo):
    with reading() as session:
        periods = [row.period for row in readings_of(session, "00005", "nids-poule-delai")]
    assert periods == sorted(periods, reverse=True)
    assert periods[0] == "2026-06"


def test_a_stamp_tells_every_state_apart(demo):
    with reading() as session:
        rows = readings_of(session, "00005", "nids-poule-delai")
    assert len({(row.period, row.stamp) for row in rows}) == len(rows)


@pytest.mark.parametrize(
    ("period", "fault"),
    [
        ("2025", ""),
        ("1999", ""),
        ("2025-01", ""),
        ("2025-12", ""),
        ("2025-13", "form"),
        ("2025-00", "form"),
        ("2025-1", "form"),
        ("25", "form"),
        ("1850", "form"),
        ("2025-01-01", "form"),
        ("2025 ", "form"),
        ("\u0662\u0660\u0662\u0665", "form"),
        ("", "form"),
        ("2099", "future"),
        ("2099-01", "future"),
    ],
)
def test_a_period_is_a_year_or_a_month_that_has_begun(period, fault):
    assert period_fault(period) == fault


def test_the_present_month_is_no_future_and_the_next_one_is():
    now = today()
    following = (now.replace(day=1) + dt.timedelta(days=32)).isoformat()[:7]
    assert period_fault(now.isoformat()[:7]) == period_fault(str(now.year)) == ""
    assert period_fault(following) == "future"


def test_a_year_is_measured_whole_or_by_its_months():
    assert mixed("2025", {"2025-03"})
    assert mixed("2025-03", {"2025", "2024-01"})
    assert not mixed("2025", {"2025", "2024-01"})
    assert not mixed("2025-03", {"2025-03", "2025-04", "2024"})


PLAIN = Followed("x", percent=False, source_fr="Bilan", source_en="Report")
COUNT = Followed("z", percent=False, source_fr="Bilan", source_en="Report", positive=True)
SHARE = Followed("y", percent=True, source_fr="Bilan", source_en="Report")


@pytest.mark.parametrize(
    ("told", "one", "wrong"),
    [
        (Measure(0.0, "Bilan", "Report"), PLAIN, {}),
        (Measure(-5.0, "Bilan", "Report"), PLAIN, {}),
        (Measure(-5.0, "Bilan", "Report"), COUNT, {"value": "negative"}),
        (Measure(0.0, "Bilan", "Report"), COUNT, {}),
        (Measure(float("nan"), "Bilan", "Report"), PLAIN, {"value": "number"}),
        (Measure(float("inf"), "Bilan", "Report"), PLAIN, {"value": "number"}),
        (Measure(1e13, "Bilan", "Report"), PLAIN, {"value": "number"}),
        (Measure(0.0, "Bilan", "Report"), SHARE, {}),
        (Measure(100.0, "Bilan", "Report"), SHARE, {}),
        (Measure(100.01, "Bilan", "Report"), SHARE, {"value": "percent"}),
        (Measure(-0.1, "Bilan", "Report"), SHARE, {"value": "percent"}),
        (Measure(1.0, "ab", "Report"), PLAIN, {"source": "length"}),
        (Measure(1.0, "Bilan", "x" * 301), PLAIN, {"source": "length"}),
        (Measure(1.0, "Bilan", "Report", 0), PLAIN, {}),
        (Measure(1.0, "Bilan", "Report", -1), PLAIN, {"counted": "number"}),
        (Measure(1.0, "Bilan", "Report", 2_000_000_001), PLAIN, {"counted": "number"}),
    ],
)
def test_a_measure_keeps_within_its_bounds(told, one, wrong):
    assert faults(told, one) == wrong


def test_the_largest_count_fits_in_both_databases(fresh):
    told = Measure(1.0, "Bilan", "Report", 2_000_000_000)
    assert write(lambda session: record_reading(session, ANA, CITY, ONE, "2026", told))
    assert held("2026").measure.counted == 2_000_000_000


def test_a_source_is_the_declared_one_unless_another_is_said():
    assert PLAIN.sources("") == ("Bilan", "Report")
    assert PLAIN.sources("Report") == ("Bilan", "Report")
    assert PLAIN.sources("Autre") == ("Autre", "Autre")
    assert PLAIN.sources("Autre", ("Autre", "Other")) == ("Autre", "Other")
    assert PLAIN.sources("", ("Autre", "Other")) == ("Autre", "Other")


def test_only_what_a_city_declares_is_followed(demo):
    with reading() as session:
        one = followed(session, "00003", "pertes-eau-pct")
        assert (one.percent, one.source_fr) == (True, "Bilan fictif de l’eau potable")
        assert not followed(session, CITY, ONE).percent
        assert followed(session, CITY, "pertes-eau-pct") is None
        assert followed(session, CITY, "rien") is None
