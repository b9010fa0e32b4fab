"""A newer list of municipalities brings what it says, and nothing else."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from municipal.db import reading, writing
from municipal.places.imports import REQUIRED, import_municipalities
from municipal.places.tables import Mrc, Municipality, Region
from vendors.sources.faults import UnusableError

HEADER = [*REQUIRED, "mrc_code", "population_year", "latitude", "longitude", "area_km2", "note"]
GOOD = {
    "code": "99040",
    "name": "Bourg-Neuf",
    "designation": "Ville",
    "region_code": "99",
    "region": "Région fictive",
    "mrc": "Les Rives-Imaginées",
    "mrc_code": "991",
    "population": "1200",
    "population_year": "2026",
    "latitude": "48,95",
    "longitude": "-75.1",
    "area_km2": "",
    "note": "",
}


def write(folder, *rows, header=HEADER):
    path = folder / "list.csv"
    lines = [";".join(header), *(";".join(row.get(name, "") for name in header) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def bring(path):
    with writing(public=True) as session:
        return import_municipalities(session, path)


def stored(code):
    with reading() as session:
        return session.get(Municipality, code)


def test_a_new_municipality_is_stored_as_it_is_written(fresh, tmp_path):
    done = bring(write(tmp_path, GOOD | {"name": "  Bourg-Neuf d’En-Haut "}))
    assert (done.read, done.created, done.rejected, done.to_review) == (1, 1, 0, 0)
    row = stored("99040")
    assert (row.name, row.sort_key, row.region, row.mrc) == (
        "Bourg-Neuf d’En-Haut",
        "bourg neuf d en haut",
        "99",
        "991",
    )
    assert (row.population, row.population_year, row.latitude, row.longitude) == (1200, 2026, 48.95, -75.1)
    assert (row.area_km2, row.note) == (None, None)
    assert row.source


def test_a_new_region_and_a_new_mrc_come_with_their_first_municipality(fresh, tmp_path):
    bring(write(tmp_path, GOOD | {"region_code": "98", "region": "Ailleurs", "mrc_code": "981", "mrc": "Au Loin"}))
    with reading() as session:
        assert session.get_one(Region, "98").name == "Ailleurs"
        assert (session.get_one(Mrc, "981").name, session.get_one(Mrc, "981").region) == ("Au Loin", "98")


def test_those_that_a_file_does_not_name_stay(fresh, tmp_path):
    with reading() as session:
        before = {row.code: row.version for row in session.exec(select(Municipality))}
    bring(write(tmp_path, GOOD))
    with reading() as session:
        after = {row.code: row.version for row in session.exec(select(Municipality))}
    assert after == before | {"99040": 1}


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("code", ""),
        ("code", "9904"),
        ("code", "990401"),
        ("code", "9904a"),
        ("name", ""),
        ("designation", ""),
        ("region_code", ""),
        ("region", ""),
        ("population", ""),
        ("population", "-1"),
        ("population", "12 000"),
        ("population", "1e3"),
        ("population", "99999999999"),
        ("population_year", "26"),
        ("latitude", "nord"),
        ("latitude", "nan"),
        ("latitude", "75.1"),
        ("longitude", "75.1"),
        ("longitude", "inf"),
        ("area_km2", "-5"),
    ],
)
def test_a_row_that_cannot_be_is_rejected_with_its_column_and_remedy(demo, tmp_path, column, value):
    with writing() as session:
        done = import_municipalities(session, write(tmp_path, GOOD | {column: value}, GOOD | {"code": "99041"}))
        session.rollback()
    assert (done.read, done.created, done.rejected) == (2, 1, 1)
    (reject,) = done.rejects
    assert (reject.line, reject.column, reject.value) == (2, column, value)
    assert reject.reason
    assert reject.remedy


def test_a_code_is_made_of_our_own_digits(demo_sqlite, tmp_path):
    with writing() as session:
        done = import_municipalities(session, write(tmp_path, GOOD | {"code": "٩٩٠٤٠"}))
        session.rollback()
    assert done.rejected == 1


def test_a_code_given_twice_keeps_the_first(fresh, tmp_path):
    done = bring(write(tmp_path, GOOD, GOOD | {"name": "Un-Autre"}))
    assert (done.created, done.rejected) == (1, 1)
    assert stored("99040").name == "Bourg-Neuf"
    assert "2" in done.rejects[0].reason


@pytest.mark.parametrize("name", REQUIRED)
def test_a_file_without_a_column_that_is_needed_is_refused_with_its_name(demo_sqlite, tmp_path, name):
    path = write(tmp_path, GOOD, header=[one for one in HEADER if one != name])
    with pytest.raises(UnusableError) as refused, writing() as session:
        import_municipalities(session, path)
    assert [fault.where for fault in refused.value.faults] == [f"list.csv:{name}"]


CELL = st.sampled_from(["", "99040", "00008", "Ville", "99", "12", "-3", "1.5", "x" * 20, "é", "2026", "48.9", "\x00"])
ROWS = st.lists(
    st.one_of(
        st.fixed_dictionaries(dict.fromkeys(HEADER, CELL)),
        st.integers(99000, 99090).map(lambda code: GOOD | {"code": str(code)}),
    ),
    max_size=8,
)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS)
def test_a_second_time_changes_nothing_and_counts_add_up(demo_sqlite, tmp_path, rows):
    path = write(tmp_path, *rows)
    with writing() as session:
        first = import_municipalities(session, path)
        second = import_municipalities(session, path)
        session.rollback()
    for done in (first, second):
        assert done.read == done.created + done.updated + done.unchanged + done.rejected == len(rows)
        assert done.rejected == len(done.rejects)
        assert [reject.line for reject in done.rejects] == sorted(reject.line for reject in done.rejects)
    assert (second.created, second.updated) == (0, 0)
    assert second.rejects == first.rejects
