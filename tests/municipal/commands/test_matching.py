"""The command of the contract, to the letter; whatever is given, an answer or a fault, never a traceback."""

import io
import json
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from municipal.__main__ import main
from municipal.settings import Settings
from tests.municipal.commanded import refused

PAIRS = """left,right
MOOV.AI,Les Entreprises Moov AI Ltée
Hydro-Québec,HYDRO QUEBEC
9123-4567 Québec inc.,9123-4576 Québec inc.
"""
LIST = "Hydro-Québec\n\nHYDRO QUEBEC\n9123-4567 Québec inc.\n9123-4576 Québec inc.\nDeloitte inc.\nDeloitte LLP\n"


@pytest.fixture
def ask(command, tmp_path):
    """What the command answers on a file: `ask("--pairs", text)`."""
    world = SimpleNamespace(settings=Settings(data_dir=str(tmp_path / "data")))

    def run(what, document, *options, **more):
        path = tmp_path / "noms.csv"
        path.write_bytes(document if isinstance(document, bytes) else document.encode())
        ran = command(world, "match", what, str(path), *options, **more)
        assert "Traceback" not in ran.err
        return ran

    return run


def test_pairs_are_answered_in_the_order_of_the_file(ask):
    ran = ask("--pairs", PAIRS, "--json")
    assert (ran.status, ran.err) == (0, "")
    assert [list(one) for one in ran.json] == [["left", "right", "score", "band"]] * 3
    assert [(one["left"], one["right"]) for one in ran.json] == [
        ("MOOV.AI", "Les Entreprises Moov AI Ltée"),
        ("Hydro-Québec", "HYDRO QUEBEC"),
        ("9123-4567 Québec inc.", "9123-4576 Québec inc."),
    ]
    assert [one["band"] for one in ran.json] == ["review", "same", "distinct"]
    assert all(0 <= one["score"] <= 1 for one in ran.json)
    assert ran.json[2]["score"] == 0


def test_a_list_is_answered_with_groups_and_doubts_by_line(ask):
    ran = ask("--dedupe", LIST, "--json")
    assert (ran.status, ran.err) == (0, "")
    assert list(ran.json) == ["clusters", "review"]
    assert ran.json["clusters"] == [[1, 3]]
    assert [pair[:2] for pair in ran.json["review"]] == [[6, 7]]
    assert 0 < ran.json["review"][0][2] < 1


def test_nothing_is_answered_with_nothing(ask):
    assert ask("--pairs", "left,right\n", "--json").json == []
    assert ask("--dedupe", "", "--json").json == {"clusters": [], "review": []}


def test_a_list_answers_the_same_whatever_its_order(ask):
    lines = LIST.splitlines()
    turned = ask("--dedupe", "\n".join(lines[::-1]), "--json").json
    told = [sorted(lines[::-1][line - 1] for line in lines_of) for lines_of in turned["clusters"]]
    assert told == [["HYDRO QUEBEC", "Hydro-Québec"]]


def test_without_json_it_speaks_the_language_of_the_person(ask):
    french, english = (ask("--pairs", PAIRS, MUNI_LANG=spoken).out.splitlines() for spoken in ("fr", "en"))
    assert (
        french[2]
        == "0,0000  distinctes  9123-4567 Québec inc. | 9123-4576 Québec inc.  (compagnies à numéros différents)"
    )
    assert english[2].startswith("0.0000  distinct  ")
    assert french[1].startswith("1,0000  même entreprise  Hydro-Québec | HYDRO QUEBEC")
    listed = ask("--dedupe", LIST).out.splitlines()
    assert listed[:3] == ["     1  Hydro-Québec", "     3  HYDRO QUEBEC", ""]
    assert listed[3].endswith("6 | 7  Deloitte inc. | Deloitte LLP")


def test_a_fault_says_where_and_what_to_do_in_both_languages(ask):
    french = refused(ask("--pairs", "left,droite\na,b\n", "--json"), "column", "noms.csv:right")
    english = refused(ask("--pairs", "left,droite\na,b\n", "--json", MUNI_LANG="en"), "column", "noms.csv:right")
    assert french[0]["message"] == "Ajoutez la colonne «\u00a0right\u00a0»\u00a0: noms.csv:right."
    assert english[0]["message"] == "Add the column “right”: noms.csv:right."


@pytest.mark.parametrize(
    ("what", "data", "rule"),
    [
        ("--pairs", b"", "column"),
        ("--pairs", b"left,right\na,b\x00\n", "null"),
        ("--pairs", b"left,right\n\xff,b\n", "encoding"),
        ("--pairs", b'left,right\n"a,b\n', "csv"),
        ("--pairs", b"left,right\na," + b"x" * 10**6 + b"\n", "csv"),
        ("--dedupe", b"x" * 10**6, "length"),
        ("--dedupe", b"a\x00", "null"),
        ("--dedupe", "é".encode("cp1252"), "encoding"),
        ("--dedupe", b"a\n" * 100_001, "rows"),
        ("--dedupe", b"a" * 20_000_001, "size"),
    ],
)
def test_what_is_no_file_of_names_is_refused(ask, what, data, rule):
    refused(ask(what, data, "--json"), rule)


def test_a_file_that_is_not_there_and_a_question_without_a_file_are_refused(command, tmp_path):
    world = SimpleNamespace(settings=Settings(data_dir=str(tmp_path)))
    for path in ("absent.csv", str(tmp_path), "a\0b"):
        refused(command(world, "match", "--pairs", path, "--json"), "file", path)
    refused(command(world, "match", "--json"), "usage")
    refused(command(world, "match", "--pairs", "a", "--dedupe", "b", "--json"), "usage")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("match")


@settings(max_examples=200, deadline=None)
@given(
    data=st.binary(max_size=80)
    | st.text(max_size=60).map(lambda text: ("left,right\n" + text).encode("utf-8", "replace"))
)
def test_anything_at_all_is_answered_or_refused(folder, data):
    path = folder / "any.csv"
    path.write_bytes(data)
    for what in ("--pairs", "--dedupe"):
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            status = main(["match", what, str(path), "--json"])
        found = json.loads(out.getvalue())
        assert status in (0, 2)
        assert ("errors" in found) == (status == 2)


def test_as_a_person_runs_it(tmp_path):
    path = tmp_path / "noms.txt"
    path.write_text(LIST, encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "municipal", "match", "--dedupe", str(path), "--json"], capture_output=True, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert json.loads(ran.stdout)["clusters"] == [[1, 3]]
    assert not (tmp_path / "data").exists()
