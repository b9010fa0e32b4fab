"""The command that imports a list of suppliers answers to the letter of the contract; a killed one leaves no trace."""

import json
import os
import signal
import subprocess
import sys

import pytest
from sqlmodel import select

from municipal.db import current, reading
from municipal.imports.tables import ImportFile
from tests.municipal.commanded import refused
from tests.vendors.lists.made import neq, suppliers, written
from vendors.registry.tables import Vendor, VendorChange

KIND = ("--kind", "vendors", "--json")
NAMES = {"read", "created", "updated", "unchanged", "rejected", "to_review", "rejects"}
WRONG = neq(1)[:-1] + str((int(neq(1)[-1]) + 1) % 10)
# A command that dies by itself: before anything is written, once new rows are, once all is kept.
DYING = """
import os, signal, sys
from municipal.commands import keeping, lists
from municipal.__main__ import main
from vendors.lists import applying
moment = sys.argv[1]
def die():
    os.kill(os.getpid(), signal.SIGKILL)
def create_many(*given, made=applying.create_many):
    if moment == "first":
        die()
    made(*given)
    if moment == "middle":
        die()
applying.create_many = create_many
keeping.touch = lambda session: die()
main(sys.argv[2:])
"""


def a_list(folder, rows, name="liste.csv", **more):
    path = folder / name
    path.write_bytes(written(rows, **more))
    return str(path)


@pytest.fixture
def month(tmp_path):
    return a_list(tmp_path, [*suppliers(80, 7), *suppliers(20, 7, spelled=0.5)])


def test_every_row_is_counted_once_and_twice_changes_nothing(fresh, command, tmp_path, contents):
    path = a_list(
        tmp_path,
        [
            ["Zorquin et fils inc.", neq(1), "loutre.example", "Amos", "Repère les nids-de-poule."],
            ["Zorquin & Fils", neq(1), "", "", ""],
            ["Qwyxo", WRONG, "", "", ""],
            ["", "", "", "Amos", ""],
            ["Douze", "12", "", "", ""],
            ["Zorquin et fils inc.", "", "", "", ""],
        ],
        delimiter=";",
    )
    ran = command(fresh, "import", path, *KIND)
    assert (ran.status, set(ran.json)) == (0, NAMES)
    assert {name: ran.json[name] for name in NAMES - {"rejects"}} == {
        "read": 6, "created": 2, "updated": 1, "unchanged": 1, "rejected": 2, "to_review": 1
    }  # fmt: skip
    assert ran.json["rejects"] == [
        {
            "line": 5, "column": "nom", "value": "", "reason": "nom manquant",
            "remedy": "Écrivez le nom de l’entreprise, ou retirez la ligne",
        },
        {
            "line": 6, "column": "neq", "value": "12", "reason": "le NEQ n’a pas dix chiffres",
            "remedy": "Écrivez les dix chiffres du NEQ, ou videz la case",
        },
    ]  # fmt: skip
    assert f"ligne 4\u00a0: vérifiez le NEQ {WRONG}" in ran.err
    fresh.enter()
    before = contents()
    again = command(fresh, "import", path, *KIND).json
    assert {name: again[name] for name in NAMES - {"rejects"}} == {
        "read": 6, "created": 0, "updated": 0, "unchanged": 4, "rejected": 2, "to_review": 0
    }  # fmt: skip
    fresh.enter()
    assert contents() == before


def test_an_import_is_kept_as_one_that_can_be_taken_back(fresh, command, month):
    number = current().version()
    counts = command(fresh, "import", month, *KIND).json
    fresh.enter()
    assert current().version() == number + 1
    with reading() as session:
        (kept,) = session.exec(select(ImportFile).where(ImportFile.kind == "vendors")).all()
        origins = set(session.exec(select(VendorChange.origin).where(VendorChange.act == "imported")).all())
        made = session.exec(select(Vendor).where(Vendor.origin == kept.id)).all()
    assert (kept.state, kept.name, kept.raw, origins) == ("done", "liste.csv", None, {kept.id})
    assert kept.report["counts"]["created"] == counts["created"] == len(made) >= 80
    assert command(fresh, "import", month, *KIND).json["created"] == 0
    fresh.enter()
    assert current().version() == number + 1


def test_a_trial_run_says_what_it_would_do_and_stores_nothing(fresh, command, month, contents):
    before = contents()
    trial = command(fresh, "import", month, *KIND, "--dry-run").json
    fresh.enter()
    assert contents() == before
    assert command(fresh, "import", month, *KIND).json == trial


def test_a_description_that_was_imported_is_found_by_a_need(fresh, command, tmp_path):
    path = a_list(tmp_path, [["Zorquin inc.", "", "", "", "Repère les nids-de-poule sur les images de la rue."]])
    command(fresh, "import", path, *KIND)
    found = command(fresh, "find", "suivi des nids-de-poule", "--json", "--limit", "100").json
    assert "zorquin-inc-offre" in json.dumps(found)


def test_a_file_that_is_no_list_is_refused_and_nothing_is_stored(fresh, command, tmp_path, contents):
    before = contents()
    row = [["Élan", "", "", "", ""]]
    short = a_list(tmp_path, [["Un", "Amos"]], "court.csv", header=("nom", "ville"))
    errors = refused(command(fresh, "import", short, *KIND), "column")
    assert [one["where"] for one in errors] == [f"court.csv:{name}" for name in ("neq", "site_web", "description")]
    windows = a_list(tmp_path, row, encoding="cp1252")
    (error,) = refused(command(fresh, "import", windows, *KIND), "encoding", "liste.csv")
    assert "--encoding" in error["message"]
    refused(command(fresh, "import", windows, *KIND, "--encoding", "klingon"), "encoding")
    refused(command(fresh, "import", windows, *KIND, "--city", "00003"), "usage", "--city")
    refused(command(fresh, "import", str(tmp_path / "absent"), *KIND), "file", "absent")
    for name, raw, rule in (
        ("vieux.xls", b"\xd0\xcf\x11\xe0" + bytes(600), "format"),
        ("vide.csv", b"", "empty"),
        ("zip.xlsx", b"PK\x03\x04" + bytes(600), "workbook"),
    ):
        (tmp_path / name).write_bytes(raw)
        refused(command(fresh, "import", str(tmp_path / name), *KIND), rule, name)
    fresh.enter()
    assert contents() == before
    assert command(fresh, "import", windows, *KIND, "--encoding", "cp1252", "--dry-run").json["created"] == 1


def test_english_columns_and_answers(fresh, command, tmp_path):
    path = a_list(tmp_path, [["", "", "", "", "x"]], header=("name", "neq", "website", "city", "description"))
    said = command(fresh, "import", path, "--kind", "vendors", MUNI_LANG="en")
    assert "line 2, name: Write the name of the enterprise" in said.err
    assert said.out == "1 read, 0 created, 0 updated, 0 unchanged, 1 rejected\n"


@pytest.mark.parametrize("moment", ["first", "middle", "last"])
def test_a_killed_import_and_a_second_run_end_in_the_same_state(fresh, command, month, contents, moment):
    chosen = fresh.settings
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MUNI_")}
    environment |= {"MUNI_DATA_DIR": chosen.data_dir, "MUNI_DEMO_DATABASE_URL": chosen.demo_database_url}
    before = contents()
    arguments = [moment, "import", month, *KIND, "--demo"]
    done = subprocess.run([sys.executable, "-c", DYING, *arguments], env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (-signal.SIGKILL, b"")
    assert contents() == before
    told = command(fresh, "import", month, *KIND).json
    assert told["read"] == told["created"] + told["updated"] + told["unchanged"] == 100
    fresh.enter()
    after = contents(without=("revision",))
    assert json.loads(command(fresh, "import", month, *KIND).out)["unchanged"] == 100
    fresh.enter()
    assert contents(without=("revision",)) == after
