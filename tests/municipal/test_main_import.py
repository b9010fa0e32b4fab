"""The command that imports accounts for every line of a file, and stores nothing that it did not tell."""

import csv

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from municipal.db import reading
from municipal.paths import SEED
from municipal.places.tables import Municipality
from tests.municipal.commanded import HEADER, ROW, a_file, refused

# As the files of facts about municipalities come: more columns than we know, in another order.
FACTS = (
    "code,name,designation,region_code,region,mrc,population,population_year,latitude,longitude,mrc_code,"
    "census_division,census_division_code,area_km2,population_census_2021,land_area_km2_2021,coord_source,note"
)


def facts_file(folder, name):
    """The municipalities of a seed file, in the shape of a file of facts."""
    lines = [line for line in (SEED / name).read_text("utf-8").splitlines() if not line.startswith("#")]
    path = folder / "facts.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, FACTS.split(","), extrasaction="ignore", restval="")
        writer.writeheader()
        writer.writerows(csv.DictReader(lines))
    return str(path)


def test_the_municipalities_as_facts_are_all_known_already(fresh_real, command, tmp_path, contents):
    before = contents()
    ran = command(
        fresh_real, "import", facts_file(tmp_path, "municipalities.csv"), "--kind", "municipalities", "--json"
    )
    assert ran.status == 0
    assert ran.json == {
        "read": 1123, "created": 0, "updated": 0, "unchanged": 1123, "rejected": 0, "to_review": 0, "rejects": []
    }  # fmt: skip
    fresh_real.enter()
    assert contents(without=("revision",)) == {name: rows for name, rows in before.items() if name != "revision"}


def test_new_changed_unchanged_and_bad_rows_add_up(fresh, command, tmp_path, contents):
    lines = [
        ROW,
        ROW.replace("00008", "00007").replace("Val-Mirador", "Port-Mélisse").replace("131480", "48000"),
        "00020,Bourg-Neuf,Ville,99,Région fictive,991,Les Rives-Imaginées,300,2026,48.9,-75.1,12.5",
        "9902,Trop-Court,Ville,99,Région fictive,,,1,2026,,,",
        "99021,,Ville,99,Région fictive,,,1,2026,,,",
        "99022,Sans-Nombre,Ville,99,Région fictive,,,mille,2026,,,",
        "99023,Trop-Loin,Ville,99,Région fictive,,,10,2026,12.0,-74.0,",
        "00020,Encore-Une,Ville,99,Région fictive,,,1,2026,,,",
    ]
    path = a_file(tmp_path, *lines)
    done = command(fresh, "import", path, "--kind", "municipalities", "--json").json
    assert (done["read"], done["created"], done["updated"], done["unchanged"], done["rejected"]) == (8, 1, 1, 1, 5)
    assert [(row["line"], row["column"]) for row in done["rejects"]] == [
        (5, "code"),
        (6, "name"),
        (7, "population"),
        (8, "latitude"),
        (9, "code"),
    ]
    assert [row["value"] for row in done["rejects"]] == ["9902", "", "mille", "12.0", "00020"]
    assert all(row["reason"] and row["remedy"] for row in done["rejects"])
    fresh.enter()
    with reading() as session:
        new = session.get_one(Municipality, "00020")
        assert (new.name, new.mrc, new.population, new.area_km2) == ("Bourg-Neuf", "991", 300, 12.5)
        changed = session.get_one(Municipality, "00007")
        assert (changed.population, changed.version) == (48000, 2)
        assert session.get_one(Municipality, "00008").version == 1
    before = contents(without=("revision",))
    again = command(fresh, "import", path, "--kind", "municipalities", "--json").json
    assert (again["read"], again["created"], again["updated"], again["unchanged"], again["rejected"]) == (8, 0, 0, 3, 5)
    fresh.enter()
    assert contents(without=("revision",)) == before


def test_an_import_that_changes_nothing_moves_no_number(fresh, command, tmp_path, contents):
    before = contents()
    command(fresh, "import", a_file(tmp_path, ROW), "--kind", "municipalities", "--json")
    fresh.enter()
    assert contents() == before


def test_a_file_without_the_codes_of_the_mrc_changes_none(fresh, command, tmp_path, contents):
    before = contents()
    header = "code,name,designation,region_code,region,mrc,population"
    line = "00001,Rivière-aux-Moufles,Municipalité,99,Région fictive,Les Rives-Imaginées,617"
    done = command(fresh, "import", a_file(tmp_path, line, header=header), "--kind", "municipalities", "--json").json
    fresh.enter()
    assert (done["updated"], contents()["mrc"]) == (0, before["mrc"])


def test_what_a_file_does_not_say_stays(fresh, command, tmp_path):
    line = "00008,Val-Mirador,Ville,99,Région fictive,,200000"
    path = a_file(tmp_path, line, header="code,name,designation,region_code,region,mrc,population")
    assert command(fresh, "import", path, "--kind", "municipalities", "--json").json["updated"] == 1
    fresh.enter()
    with reading() as session:
        row = session.get_one(Municipality, "00008")
        assert (row.population, row.latitude, row.note) == (200000, 48.8347, "Ville hors MRC")


def test_a_semicolon_file_is_read_too(demo, command, tmp_path):
    path = a_file(tmp_path, ROW.replace(",", ";"), header=HEADER.replace(",", ";"))
    done = command(demo, "import", path, "--kind", "municipalities", "--json", "--dry-run").json
    assert (done["read"], done["unchanged"]) == (1, 1)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_that_says_its_encoding_needs_no_option(demo, command, tmp_path, encoding):
    path = a_file(tmp_path, ROW, encoding=encoding)
    assert command(demo, "import", path, "--kind", "municipalities", "--json", "--dry-run").json["unchanged"] == 1


def test_a_file_in_cp1252_needs_to_say_so(fresh, command, tmp_path, contents):
    path = a_file(tmp_path, ROW, encoding="cp1252")
    before = contents()
    (error,) = refused(command(fresh, "import", path, "--kind", "municipalities", "--json"), "encoding")
    assert "--encoding" in error["message"]
    fresh.enter()
    assert contents() == before
    done = command(fresh, "import", path, "--kind", "municipalities", "--json", "--encoding", "cp1252").json
    assert done["unchanged"] == 1


def test_a_trial_run_says_what_it_would_do_and_stores_nothing(fresh, command, tmp_path, contents):
    path = a_file(tmp_path, ROW.replace("131480", "1"), ROW.replace("00008", "99030"))
    before = contents()
    trial = command(fresh, "import", path, "--kind", "municipalities", "--json", "--dry-run").json
    fresh.enter()
    assert contents() == before
    assert (trial["created"], trial["updated"]) == (1, 1)
    assert command(fresh, "import", path, "--kind", "municipalities", "--json").json == trial


@pytest.mark.parametrize(
    ("rule", "make"),
    [
        ("file", lambda folder: str(folder / "absent.csv")),
        ("file", str),
        ("empty", lambda folder: a_file(folder, header="")),
        ("column", lambda folder: a_file(folder, "00001,X", header="code,name")),
    ],
)
def test_a_file_that_is_none_is_refused(demo, command, tmp_path, contents, rule, make):
    before = contents()
    refused(command(demo, "import", make(tmp_path), "--kind", "municipalities", "--json"), rule)
    demo.enter()
    assert contents() == before


def test_only_the_kinds_that_exist_are_imported(demo_sqlite, command, tmp_path):
    refused(command(demo_sqlite, "import", a_file(tmp_path), "--kind", "planets", "--json"), "usage")
    refused(command(demo_sqlite, "import", a_file(tmp_path), "--json"), "usage")


CELL = st.text(alphabet=st.sampled_from('0123456789ab,;"é\n \x00-.'), max_size=8)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(CELL, max_size=13), max_size=6), good=st.integers(0, 3))
@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
def test_what_is_read_is_created_updated_unchanged_or_rejected(fresh, command, tmp_path, rows, good):
    lines = [ROW.replace("00008", f"9904{n}") for n in range(good)] + [",".join(row) for row in rows]
    path = a_file(tmp_path, *lines)
    ran = command(fresh, "import", path, "--kind", "municipalities", "--json", "--dry-run")
    assert ran.status in (0, 2)
    if ran.status == 0:
        done = ran.json
        assert done["read"] == done["created"] + done["updated"] + done["unchanged"] + done["rejected"]
        assert done["rejected"] == len(done["rejects"])
        assert done["created"] + done["updated"] + done["unchanged"] >= good
