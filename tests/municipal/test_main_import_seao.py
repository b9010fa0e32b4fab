"""The command that imports SEAO’s open data answers to the letter of the contract, and a killed one leaves no trace."""

import json
import os
import signal
import subprocess
import sys

import pytest

from municipal.bench.releases import write_month
from municipal.db import current
from tests.municipal.commanded import refused
from tests.vendors.notices.made import WRONG, a_file, award, party, release, written

KIND = ("--kind", "seao", "--json")
MONTH = 900
# A command that dies by itself at a moment: before it keeps the first batch, between two, once all is kept.
DYING = """
import os, signal, sys
from municipal.commands import keeping
from municipal.__main__ import main
from vendors.notices.keeping import Keeper
moment, seen = int(sys.argv[1]), []
def die():
    os.kill(os.getpid(), signal.SIGKILL)
def keep(self, batch, counts, kept=Keeper.keep):
    seen.append(1)
    if len(seen) == moment:
        die()
    kept(self, batch, counts)
Keeper.keep = keep
keeping.touch = lambda session: die()
main(sys.argv[2:])
"""


@pytest.fixture
def month(tmp_path):
    path = tmp_path / "mois.json"
    write_month(path, MONTH, 3)
    return str(path)


def test_new_changed_unchanged_and_bad_releases_add_up_and_twice_changes_nothing(fresh, command, tmp_path, contents):
    newer = release(
        1, "2", "2026-06-02", awards=[award(suppliers=("FO-7",))], parties=[party("FO-7", details={"neq": WRONG})]
    )
    path = str(
        a_file(tmp_path, [release(1), newer, release(1), release(2, title="x" * 10_001), {"ocid": "a"}, release(3)])
    )
    ran = command(fresh, "import", path, *KIND)
    assert ran.status == 0
    assert {name: ran.json[name] for name in ran.json if name != "rejects"} == {
        "read": 6, "created": 2, "updated": 1, "unchanged": 1, "rejected": 2, "to_review": 1
    }  # fmt: skip
    assert ran.json["rejects"] == [
        {
            "line": 4, "column": "tender.title", "value": "x" * 80,
            "reason": "texte trop long", "remedy": "Écrivez au plus 10000 caractères",
        },
        {"line": 5, "column": "id", "value": "", "reason": "ce champ manque", "remedy": "Ajoutez ce champ"},
    ]  # fmt: skip
    assert "ligne 4, tender.title\u00a0: Écrivez au plus" in ran.err
    fresh.enter()
    before = contents()
    again = command(fresh, "import", path, *KIND).json
    assert (again["read"], again["created"], again["updated"], again["unchanged"], again["to_review"]) == (
        6,
        0,
        0,
        4,
        0,
    )
    fresh.enter()
    assert contents() == before


def test_what_visitors_see_moves_with_an_import_and_not_without(fresh, command, tmp_path):
    old, new = release(1), release(1, "2", "2026-06-02")
    number = current().version()
    assert command(fresh, "import", str(a_file(tmp_path, [new])), *KIND, "--dry-run").json["created"] == 1
    fresh.enter()
    assert current().version() == number
    for releases, moved in (([new], 1), ([new, old], 0), ([release(1, "3", "2026-06-03")], 1)):
        command(fresh, "import", str(a_file(tmp_path, releases)), *KIND)
        fresh.enter()
        number += moved
        assert current().version() == number


def test_a_trial_run_says_what_it_would_do_and_stores_nothing(fresh, command, month, contents):
    before = contents()
    trial = command(fresh, "import", month, *KIND, "--dry-run").json
    fresh.enter()
    assert contents() == before
    assert command(fresh, "import", month, *KIND).json == trial


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("json", written([release(n) for n in range(600)])[:-3]),
        ("json", b"PK\x03\x04"),
        ("json", b""),
        ("missing", b"{}"),
        ("type", b'{"releases":{}}'),
        ("depth", b'{"releases":[' + b"[" * 100_000),
        ("encoding", written([release(title="Égout")], ensure_ascii=False).decode().encode("cp1252")),
    ],
    ids=("truncated", "zip", "empty", "missing", "type", "depth", "cp1252"),
)
def test_a_file_that_is_none_is_refused_and_nothing_is_stored(fresh, command, tmp_path, contents, rule, text):
    before = contents()
    path = tmp_path / "mois.json"
    path.write_bytes(text)
    refused(command(fresh, "import", str(path), *KIND), rule)
    fresh.enter()
    assert contents() == before


def test_other_options_are_told(demo_sqlite, command, tmp_path):
    path = str(a_file(tmp_path, [release()]))
    refused(command(demo_sqlite, "import", path, *KIND, "--city", "00003"), "usage", "--city")
    refused(command(demo_sqlite, "import", path, *KIND, "--encoding", "klingon"), "encoding", "mois.json")
    refused(command(demo_sqlite, "import", str(tmp_path / "absent"), *KIND), "file", "absent")
    text = written([release(title="Égout")], ensure_ascii=False).decode()
    (tmp_path / "mois.json").write_bytes(text.encode("cp1252"))
    assert command(demo_sqlite, "import", path, *KIND, "--encoding", "cp1252", "--dry-run").json["created"] == 1
    said = command(demo_sqlite, "import", str(a_file(tmp_path, [{}])), *KIND, "--dry-run", MUNI_LANG="en")
    assert said.json["rejects"][0]["remedy"] == "Add this field"
    assert "line 1, ocid: Add this field" in said.err


@pytest.mark.parametrize("moment", [1, 3, 99], ids=("first", "middle", "last"))
def test_a_killed_import_and_a_second_run_end_in_the_same_state(fresh, command, month, contents, moment):
    chosen = fresh.settings
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MUNI_")}
    environment |= {"MUNI_DATA_DIR": chosen.data_dir, "MUNI_DEMO_DATABASE_URL": chosen.demo_database_url}
    before = contents()
    arguments = [str(moment), "import", month, *KIND, "--demo"]
    done = subprocess.run([sys.executable, "-c", DYING, *arguments], env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (-signal.SIGKILL, b"")
    assert contents() == before
    told = command(fresh, "import", month, *KIND).json
    assert told["read"] == told["created"] + told["updated"] == MONTH
    fresh.enter()
    after = contents(without=("revision",))
    assert json.loads(command(fresh, "import", month, *KIND).out)["unchanged"] == MONTH
    fresh.enter()
    assert contents(without=("revision",)) == after
