"""The command that imports readings answers to the letter of the contract, and stores nothing that it did not tell."""

import pytest
import xlsxwriter
from sqlmodel import select

from municipal.db import current, reading
from municipal.indicators.measures import find, measures
from municipal.traces.tables import Audit
from tests.municipal.commanded import a_file, refused

HEADER = "municipalite,indicateur,periode,valeur,source"
KIND = ("--kind", "readings", "--json")
GOOD = (
    "00003,pertes-eau-pct,2026-07,19.5,",
    "00003,pertes-eau-pct,2026-06,18,Bilan corrigé",
    "00008,pertes-eau-pct,2025,18.2,Bilan fictif de l’eau potable 2025",
)
BAD = (
    "00003,pertes-eau-pct,2026-08,-1,",
    "00003,attente-311-s,2025,80,",
    '00003,"pertes-eau-pct,2025,1,',
)


def written(folder, *lines, header=HEADER, **more):
    return a_file(folder, *lines, header=header, **more)


def held(city):
    with reading() as session:
        return measures(session, city)


def test_new_changed_unchanged_and_bad_rows_add_up_and_twice_changes_nothing(fresh, command, tmp_path, contents):
    path = written(tmp_path, *GOOD, *BAD)
    ran = command(fresh, "import", path, *KIND)
    assert ran.status == 0
    assert {name: ran.json[name] for name in ran.json if name != "rejects"} == {
        "read": 6, "created": 1, "updated": 1, "unchanged": 1, "rejected": 3, "to_review": 0
    }  # fmt: skip
    assert [(row["line"], row["column"], row["value"]) for row in ran.json["rejects"]] == [
        (5, "valeur", "-1"),
        (6, "indicateur", "attente-311-s"),
        (7, "", BAD[2]),
    ]
    assert all(set(row) == {"line", "column", "value", "reason", "remedy"} for row in ran.json["rejects"])
    assert ran.json["rejects"][1]["remedy"] == "Déclarez d’abord que la ville suit cet indicateur"
    assert "ligne 5, valeur\u00a0: Écrivez un pourcentage" in ran.err
    fresh.enter()
    kept = held("00003")
    assert (kept["pertes-eau-pct", "2026-07"].value, kept["pertes-eau-pct", "2026-06"].value) == (19.5, 18)
    with reading() as session:
        rows = session.exec(select(Audit).where(Audit.action == "readings.imported")).all()
    assert [(row.body, row.actor) for row in rows] == [("00003", "operator")]
    before = contents()
    again = command(fresh, "import", path, *KIND).json
    assert (again["read"], again["created"], again["updated"], again["unchanged"], again["rejected"]) == (6, 0, 0, 3, 3)
    fresh.enter()
    assert contents() == before


def test_a_trial_run_says_what_it_would_do_and_stores_nothing(fresh, command, tmp_path, contents):
    path, before = written(tmp_path, *GOOD, *BAD), contents()
    trial = command(fresh, "import", path, *KIND, "--dry-run").json
    fresh.enter()
    assert contents() == before
    assert command(fresh, "import", path, *KIND).json == trial


def test_what_visitors_see_moves_with_an_import_and_not_without(fresh, command, tmp_path):
    number = current().version()
    command(fresh, "import", written(tmp_path, GOOD[2]), *KIND)
    fresh.enter()
    assert current().version() == number
    command(fresh, "import", written(tmp_path, GOOD[0]), *KIND)
    fresh.enter()
    assert current().version() == number + 1


def test_one_city_may_be_meant_where_the_file_names_none(fresh, command, tmp_path):
    path = written(tmp_path, "pertes-eau-pct;2026-07;19,5", header="indicateur;periode;valeur")
    refused(command(fresh, "import", path, *KIND), "column", "villes.csv:municipalite")
    assert command(fresh, "import", path, *KIND, "--city", "00003").json["created"] == 1
    fresh.enter()
    with reading() as session:
        assert find(session, "00003", "pertes-eau-pct", "2026-07").measure.value == 19.5
    refused(command(fresh, "import", path, *KIND, "--city", "99999"), "city", "99999")
    refused(command(fresh, "import", path, "--kind", "municipalities", "--json", "--city", "00003"), "usage")


def test_a_workbook_and_english_names_are_read(fresh, command, tmp_path):
    path = tmp_path / "readings.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["municipality", "indicator", "period", "value", "counted", "method_changed"])
    sheet.write_row(1, 0, ["00003", "Water losses (share of volume)", "2026-07", 19.5, 120, "yes"])
    sheet.write_row(2, 0, ["00003", "pertes-eau-pct", "2026-08", "much"])
    book.close()
    ran = command(fresh, "import", str(path), *KIND, MUNI_LANG="en")
    assert (ran.json["created"], ran.json["rejected"]) == (1, 1)
    assert [(row["line"], row["column"], row["remedy"]) for row in ran.json["rejects"]] == [
        (3, "value", "Write a number, such as 12.5")
    ]
    assert "line 3, value: Write a number" in ran.err


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_that_says_its_encoding_needs_no_option(demo, command, tmp_path, encoding):
    path = written(tmp_path, *GOOD, encoding=encoding)
    assert command(demo, "import", path, *KIND, "--dry-run").json["created"] == 1


def test_a_file_in_cp1252_needs_to_say_so(fresh, command, tmp_path, contents):
    path, before = written(tmp_path, *GOOD, encoding="cp1252"), contents()
    (error,) = refused(command(fresh, "import", path, *KIND), "encoding")
    assert "--encoding" in error["message"]
    fresh.enter()
    assert contents() == before
    assert command(fresh, "import", path, *KIND, "--encoding", "cp1252").json["created"] == 1


@pytest.mark.parametrize(
    ("rule", "make"),
    [
        ("file", lambda folder: str(folder / "absent.csv")),
        ("empty", lambda folder: written(folder, header="")),
        ("column", lambda folder: written(folder, "00001,x", header="municipalite,indicateur")),
        ("workbook", lambda folder: written(folder, header="PK\x03\x04")),
    ],
)
def test_a_file_that_is_none_is_refused_and_nothing_is_stored(demo, command, tmp_path, contents, rule, make):
    before = contents()
    refused(command(demo, "import", make(tmp_path), *KIND), rule)
    demo.enter()
    assert contents() == before
