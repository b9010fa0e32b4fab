"""The commands keep their contract: one JSON document, a status that says how it went, never a traceback."""

import os
import re
import subprocess
import sys

import pytest
from sqlmodel import select

from municipal.__main__ import main
from municipal.db import reading, use
from tests.municipal.commanded import NEED, ROW, a_file, refused
from vendors.registry.tables import Solution

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
