"""The commands keep their contract: one JSON document, a status that says how it went, never a traceback."""

import csv
import io
import os
import re
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from municipal.__main__ import main
from municipal.db import reading, use
from municipal.paths import SEED
from municipal.places.tables import Municipality
from vendors.registry.tables import Solution

NEED = "suivi des nids-de-poule"
RESULT = {
    *("rank", "solution", "vendor", "fit", "fit_basis"),
    *("reasons", "domains", "capabilities", "assessment", "cases"),
}
HEADER = "code,name,designation,region_code,region,mrc_code,mrc,population,population_year,latitude,longitude,area_km2"
ROW = "00008,Val-Mirador,Ville,99,Région fictive,,,131480,2025,48.8347,-74.219,268.73"
# As the files of facts about municipalities come: more columns than we know, in another order.
FACTS = (
    "code,name,designation,region_code,region,mrc,population,population_year,latitude,longitude,mrc_code,"
    "census_division,census_division_code,area_km2,population_census_2021,land_area_km2_2021,coord_source,note"
)


def a_file(folder, *lines, header=HEADER, encoding="utf-8"):
    path = folder / "villes.csv"
    path.write_bytes(("\n".join([header, *lines]) + "\n").encode(encoding))
    return str(path)


def facts_file(folder, name):
    """The municipalities of a seed file, in the shape of a file of facts."""
    lines = [line for line in (SEED / name).read_text("utf-8").splitlines() if not line.startswith("#")]
    path = folder / "facts.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, FACTS.split(","), extrasaction="ignore", restval="")
        writer.writeheader()
        writer.writerows(csv.DictReader(lines))
    return str(path)


def refused(ran, rule, where=None):
    """Exit status 2, the faults as one JSON document, and a message for each on standard error."""
    assert ran.status == 2
    assert set(ran.json) == {"errors"}
    for error in ran.json["errors"]:
        assert set(error) == {"rule", "where", "message"}
        assert error["message"] in ran.err
    assert [error["rule"] for error in ran.json["errors"]] == [rule] * len(ran.json["errors"])
    assert "Traceback" not in ran.err
    if where is not None:
        assert [error["where"] for error in ran.json["errors"]] == [where]
    return ran.json["errors"]


# init


def test_init_counts_and_the_second_run_changes_nothing(fresh, command, contents):
    before = contents()
    ran = command(fresh, "init", "--json")
    assert ran.status == 0
    assert set(ran.json) == {"created", "updated", "unchanged", "schema"}
    assert (ran.json["created"], ran.json["updated"]) == (0, 0)
    assert ran.json["unchanged"] == len(before["seed_row"])
    fresh.enter()
    assert contents() == before


def test_without_a_database_one_is_made_first(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("MUNI_DATA_DIR", str(tmp_path / "new"))
    assert main(["find", NEED, "--demo", "--json"]) == 0
    assert capsys.readouterr().out.startswith("{")
    assert [path.name for path in (tmp_path / "new").glob("*.db")] == ["demo.db"]


# find


def test_find_answers_as_the_contract_says(demo, command):
    answer = command(demo, "find", NEED, "--json").json
    assert {"need", "lang", "domains", "capabilities", "results", "excluded", "indicators"} <= set(answer)
    assert (answer["need"], answer["lang"]) == (NEED, "fr")
    assert "D:voirie" in answer["domains"]
    assert [row["rank"] for row in answer["results"]] == list(range(1, len(answer["results"]) + 1))
    assert answer["results"]
    for row in answer["results"]:
        assert set(row) == RESULT
        assert set(row["solution"]) == {"id", "name"}
        assert set(row["vendor"]) == {"id", "name", "neq"}
        assert row["fit"] in ("fits", "partly", "unknown")
        assert row["fit_basis"] in ("statement", "description")
        assert all(isinstance(reason, str) and reason for reason in row["reasons"])
        assert row["cases"] >= 0
    for row in answer["excluded"]:
        assert set(row) == {"solution", "reason"}
        assert row["reason"]
    assert all({"id", "tracked"} <= set(row) for row in answer["indicators"])


def test_find_leaves_general_assistants_out_of_a_specialised_need_and_says_why(real, command):
    answer = command(real, "find", NEED, "--json").json
    assert any("copilot" in row["solution"]["name"].lower() for row in answer["excluded"])
    assert not any("copilot" in row["solution"]["name"].lower() for row in answer["results"])


def test_find_reads_one_need_a_line_and_answers_in_order(demo, command, monkeypatch):
    needs = [NEED, "", "answer calls after hours", "xyzzy"]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(needs) + "\n"))
    answers = command(demo, "find", "-", "--json").json
    assert [one["need"] for one in answers] == needs
    assert [one["lang"] for one in answers] == ["fr", "fr", "en", "fr"]
    assert [bool(one["results"]) for one in answers] == [True, False, True, False]
    assert answers[0] == command(demo, "find", NEED, "--json").json


def test_find_without_a_line_answers_an_empty_array(demo, command, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert command(demo, "find", "-", "--json").json == []


def test_find_answers_for_a_city_by_code_or_by_a_name_that_only_it_bears(demo, command):
    by_code = command(demo, "find", NEED, "--json", "--city", "00001").json
    assert by_code == command(demo, "find", NEED, "--json", "--city", "riviere aux moufles").json
    followed = {row["id"] for row in by_code["indicators"] if row["tracked"]}
    assert "cout-voirie-km" in followed
    tracked = [row["tracked"] for row in by_code["indicators"]]
    assert tracked == sorted(tracked, reverse=True)
    assert not any(row["tracked"] for row in command(demo, "find", NEED, "--json").json["indicators"])


def test_find_asks_which_of_two_homonyms_is_meant(demo, command):
    (error,) = refused(command(demo, "find", NEED, "--json", "--city", "Sainte-Brume"), "city", "Sainte-Brume")
    assert "00002" in error["message"]
    assert "00003" in error["message"]


@pytest.mark.parametrize("city", ["12345", "Atlantis-sur-Mer"])
def test_find_refuses_a_city_that_does_not_exist(demo, command, city):
    refused(command(demo, "find", NEED, "--json", "--city", city), "city", city)


def test_find_limits_its_answers_and_never_gives_more_than_thirty(real, command):
    need = "service aux citoyens"
    ten = command(real, "find", need, "--json", "--limit", "10").json["results"]
    assert len(ten) == 10
    many = command(real, "find", need, "--json", "--limit", "500").json["results"]
    assert 10 < len(many) <= 30
    assert many[:10] == ten


@pytest.mark.parametrize("limit", ["0", "-3", "beaucoup"])
def test_find_refuses_a_limit_that_is_none(demo, command, limit):
    assert command(demo, "find", NEED, "--json", "--limit", limit).status == 2


def test_find_speaks_the_language_that_it_is_told(demo, command):
    french = command(demo, "find", NEED, "--json", "--lang", "fr").json
    english = command(demo, "find", NEED, "--json", "--lang", "en").json
    assert (french["lang"], english["lang"]) == ("fr", "en")
    assert command(demo, "find", NEED, "--lang", "de", "--json").status == 2


def test_find_without_json_is_for_people(demo, command):
    ran = command(demo, "find", NEED)
    assert ran.status == 0
    assert NEED in ran.out
    assert not ran.out.startswith("{")
    assert ran.err == ""


def test_the_common_options_may_stand_before_or_after_the_command(demo_sqlite, command):
    assert command(demo_sqlite, "find", NEED, "--json") == command(demo_sqlite, "--json", "find", NEED)


# import


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


# doctor


def test_the_doctor_finds_a_prepared_installation_fit(demo, command):
    ran = command(demo, "doctor", "--json")
    assert ran.status == 0
    assert ran.json["ok"] is True
    assert all(check["ok"] for check in ran.json["checks"])
    assert {"python", "sqlite", "data", "seed", "database", "schema"} <= {check["name"] for check in ran.json["checks"]}


def test_the_doctor_notices_a_database_that_was_never_prepared(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("MUNI_DATA_DIR", str(tmp_path))
    capsys.readouterr()
    assert main(["doctor", "--json"]) == 1
    out = capsys.readouterr().out
    assert '"ok":false' in out
    assert '{"name":"schema","ok":false' in out


def test_the_doctor_notices_a_folder_that_is_none(tmp_path, monkeypatch, capsys):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("MUNI_DATA_DIR", str(tmp_path / "file"))
    assert main(["doctor", "--json"]) == 1
    assert '{"name":"data","ok":false' in capsys.readouterr().out


# what is wrong in the command itself


@pytest.mark.parametrize(
    "arguments",
    [
        ["homologate"],
        ["find"],
        ["find", NEED, "--colour", "red"],
        ["serve", "--port", "eighty"],
        ["init", "extra"],
    ],
)
def test_an_unknown_command_or_option_is_refused(demo_sqlite, command, arguments):
    refused(command(demo_sqlite, *arguments, "--json"), "usage")


def test_an_unknown_setting_is_refused(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("MUNI_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("MUNI_COLOUR", "red")
    assert main(["init", "--json"]) == 2
    ran = capsys.readouterr()
    assert ran.out.count("\n") == 1
    assert '"where":"MUNI_COLOUR"' in ran.out
    assert "MUNI_COLOUR" in ran.err
    assert not list(tmp_path.iterdir())


def test_messages_come_in_english_when_asked(monkeypatch, capsys):
    monkeypatch.setenv("MUNI_LANG", "en")
    assert main(["find", NEED, "--limit", "0"]) == 2
    assert capsys.readouterr() == ("", "Write a limit of at least 1.\n")


def test_without_json_nothing_of_a_fault_goes_to_standard_output(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("MUNI_DATA_DIR", str(tmp_path))
    assert main(["import", "absent.csv", "--kind", "municipalities", "--demo"]) == 2
    ran = capsys.readouterr()
    assert ran.out == ""
    assert len(ran.err.splitlines()) == 1


def test_the_demonstration_is_not_served_beyond_this_machine_unasked(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("MUNI_DATA_DIR", str(tmp_path))
    assert main(["serve", "--demo", "--host", "0.0.0.0", "--json"]) == 2  # noqa: S104 - that is what is refused
    assert '"rule":"host"' in capsys.readouterr().out
    assert not list(tmp_path.iterdir())


def unusable(folder, name):
    """An environment that cannot work."""
    text = folder / "text"
    text.write_text("")
    (folder / "garbage").mkdir()
    (folder / "garbage/municipal.db").write_bytes(b"this is no database" * 400)
    return {
        "a server that is not there": {"MUNI_DATABASE_URL": "postgresql+psycopg://127.0.0.1:1/x"},
        "an address that is none": {"MUNI_DATABASE_URL": "nonsense"},
        "a database that we do not know": {"MUNI_DATABASE_URL": "mysql://127.0.0.1/x"},
        "a folder that is a file": {"MUNI_DATA_DIR": str(text)},
        "a file that is no database": {"MUNI_DATA_DIR": str(folder / "garbage")},
    }[name]


@pytest.mark.parametrize(
    "name",
    [
        "a server that is not there",
        *[
            name
            for name, error in [
                ("an address that is none", "ArgumentError"),
                ("a database that we do not know", "ModuleNotFoundError"),
                ("a folder that is a file", "FileExistsError"),
                ("a file that is no database", "DatabaseError"),
            ]
        ],
    ],
)
def test_a_database_that_cannot_be_opened_is_refused(monkeypatch, capsys, tmp_path, name):
    for setting, value in ({"MUNI_DATA_DIR": str(tmp_path / "d")} | unusable(tmp_path, name)).items():
        monkeypatch.setenv(setting, value)
    assert main(["init", "--json"]) == 2
    ran = capsys.readouterr()
    assert ran.out.startswith('{"errors":[')
    assert ran.err


PLAIN_SPACES = re.compile(r"[^\u00a0]:(?=\s|$)|« | »|\s[;!?]", re.MULTILINE)


def test_what_a_command_says_in_french_follows_french_typography(fresh, command, tmp_path):
    said = [
        command(fresh, "find", NEED).out,
        command(fresh, "find", NEED, "--city", "Sainte-Brume").err,
        command(fresh, "import", a_file(tmp_path, ROW.replace("131480", "mille")), "--kind", "municipalities").err,
        command(fresh, "import", "absent.csv", "--kind", "municipalities").err,
        command(fresh, "doctor").out.replace(": /", "\u00a0: /"),
    ]
    assert all(said)
    assert [PLAIN_SPACES.findall(text) for text in said] == [[]] * len(said)


def test_what_a_command_says_comes_in_english_too(fresh, command, tmp_path, monkeypatch):
    path = a_file(tmp_path, ROW.replace("131480", "mille"))
    french = command(fresh, "import", path, "--kind", "municipalities", "--dry-run")
    english = command(fresh, "import", path, "--kind", "municipalities", "--dry-run", MUNI_LANG="en")
    assert french.err != english.err
    assert french.out != english.out


# as a person runs them


def run(*arguments, stdin=b"", **environment):
    return subprocess.run(
        [sys.executable, "-m", "municipal", *arguments],
        input=stdin,
        capture_output=True,
        check=False,
        env=os.environ | {"PYTHONUTF8": "1"} | environment,
    )


def test_the_program_run_from_a_shell_prints_one_document_and_its_status(demo_sqlite):
    folder = demo_sqlite.settings.data_dir
    ran = run("find", "-", "--json", "--demo", stdin=f"{NEED}\n".encode(), MUNI_DATA_DIR=folder)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout.startswith(b"[{")
    assert ran.stdout.count(b"\n") == 1
    assert NEED.encode() in ran.stdout


def test_bytes_that_are_no_text_end_in_no_traceback(demo_sqlite):
    folder = demo_sqlite.settings.data_dir
    ran = run("find", "-", "--json", "--demo", stdin=b"\xff\xfe nids-de-poule\n", MUNI_DATA_DIR=folder)
    assert b"Traceback" not in ran.stderr
    assert ran.returncode in (0, 2)


# two worlds


def test_a_command_acts_on_one_world_and_leaves_the_other(tmp_path, worlds, monkeypatch, capsys):
    monkeypatch.setenv("MUNI_DATA_DIR", str(tmp_path))
    ids = {}
    for demo in (False, True):
        assert main(["init", "--json", *(["--demo"] if demo else [])]) == 0
        worlds("sqlite", demo=demo).enter()
        with reading() as session:
            ids[demo] = set(session.exec(select(Solution.id)))
        use(None)
    capsys.readouterr()
    assert sorted(path.name for path in tmp_path.glob("*.db")) == ["demo.db", "municipal.db"]
    for demo in (False, True):
        assert main(["find", NEED, "--json", *(["--demo"] if demo else [])]) == 0
        out = capsys.readouterr().out
        assert any(f'"{one}"' in out for one in ids[demo])
        assert not any(f'"id":"{one}"' in out for one in ids[not demo])


def test_the_setting_and_the_option_lead_to_the_same_demonstration(demo_sqlite, monkeypatch, capsys):
    monkeypatch.setenv("MUNI_DATA_DIR", demo_sqlite.settings.data_dir)
    main(["find", NEED, "--json", "--demo"])
    by_option = capsys.readouterr().out
    monkeypatch.setenv("MUNI_DEMO", "1")
    main(["find", NEED, "--json"])
    assert capsys.readouterr().out == by_option


def test_a_database_of_the_other_world_is_refused(demo, monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("MUNI_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("MUNI_DATABASE_URL", demo.database.url.render_as_string(hide_password=False))
    assert main(["find", NEED, "--json"]) == 2
    assert capsys.readouterr().out.startswith('{"errors":[')
