"""A need that found nothing is noted without who wrote it, and reading never writes to the database."""

import hashlib
import json
import re
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from municipal.suppliers import weak_needs
from municipal.suppliers.weak_needs import note, redact
from vendors.needs.detect import Detected

NOTHING = Detected("fr", [], [], {}, [])
BROWSE = [
    "/fr/",
    "/fr/fournisseurs",
    "/fr/fournisseurs?besoin=nids-de-poule",
    "/fr/fournisseurs?besoin=xyzzy",
    "/en/vendors?need=xyzzy&city=00001",
    "/fr/municipalites?q=brume",
    "/fr/indicateurs/cout-voirie-km?ville=00001",
    "/en/resources",
    "/sitemap.xml",
    "/api/v1/fournisseurs?besoin=xyzzy",
    "/nulle-part",
]


@pytest.mark.parametrize(
    ("need", "kept", "gone"),
    [
        ("le chien de Gérard Tremblay jappe", ["chien", "jappe"], ["Gérard", "Tremblay"]),
        ("écrire à jean.tremblay@ville.example vite", ["écrire", "vite"], ["jean", "tremblay", "ville.example"]),
        ("appeler au 418 555-0199 demain", ["appeler", "demain"], ["418", "555", "0199"]),
        ("au 1234, rue des Érables", ["rue"], ["1234", "Érables"]),
        ("voir https://ville.example/dossier?id=7 ici", ["voir", "ici"], ["ville.example", "dossier"]),
        ("code G1R 4S9", ["code"], ["G1R", "4S9", "1", "4", "9"]),
        ("madame Marie-Ève Saint-Onge d’O’Brien", ["madame"], ["Marie", "Ève", "Onge", "Brien"]),
        ("MARTINE GAGNON VEUT UN BAC", [], ["MARTINE", "GAGNON"]),
        ("Ælfric Ørsted Þórr", [], ["lfric", "rsted", "órr"]),
    ],
)
def test_names_numbers_and_addresses_are_left_out(need, kept, gone):
    told = redact(need)
    assert all(word in told for word in kept)
    assert not any(word in told for word in gone), told


@pytest.mark.parametrize("need", ["Nids-de-poule partout", "Traduction", "Aqueduc et Déneigement"])
def test_words_that_the_thesaurus_knows_stay_whatever_their_capital(need):
    assert redact(need) == need


@pytest.mark.parametrize(
    ("need", "name"),
    [
        (normalize("NFD", "le chien d’Émile jappe"), "mile"),
        ("le chien de Šimon jappe", "imon"),
        ("le chien d’Œdipe jappe", "dipe"),
    ],
)
def test_capitals_of_other_alphabets_and_spellings_are_names_too(need, name):
    assert name not in redact(need)


def test_an_address_at_the_cut_is_left_out_too():
    assert "tremblay" not in redact("x" * 285 + " jean.tremblay@ville.example")


@settings(max_examples=50, deadline=None)
@given(need=st.text(max_size=400))
def test_no_digit_and_no_address_is_ever_kept_and_the_line_stays_short(need):
    told = redact(need)
    assert not re.search(r"[0-9]", told)
    assert not re.search(r"\w@\w", told)
    assert "\n" not in told
    assert len(told) < 2000


def lines(folder):
    return [json.loads(line) for line in (folder / "needs.jsonl").read_text("utf-8").splitlines()]


def test_a_need_that_finds_nothing_is_noted_and_one_that_does_is_not(fresh, anew):
    site = anew(fresh)
    for path in BROWSE:
        site.get(path)
    found = lines(fresh.folder)
    assert [line["need"] for line in found] == ["xyzzy", "xyzzy"]
    assert {frozenset(line) for line in found} == {frozenset({"day", "lang", "need", "nodes"})}


def test_reading_changes_nothing_in_the_database(fresh, anew, contents):
    before = contents()
    site = anew(fresh)
    for method in ("GET", "HEAD"):
        for path in BROWSE:
            assert site.request(method, path).status_code < 500
    assert contents() == before


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
def test_reading_changes_no_byte_of_the_database(fresh, anew):
    def bytes_of():
        return {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in fresh.folder.glob("demo.db*")
            if not path.name.endswith("-shm")
        }

    site = anew(fresh)
    site.get("/fr/")
    before = bytes_of()
    for path in BROWSE:
        site.get(path)
    assert bytes_of() == before


def test_a_full_log_makes_room(tmp_path, monkeypatch):
    monkeypatch.setattr(weak_needs, "MOST_BYTES", 500)
    for n in range(60):
        note(tmp_path, f"besoin {'abcdefghij'[n % 10]}", NOTHING)
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) < 1500
    assert lines(tmp_path)[-1]["need"] == "besoin j"


def test_a_disk_that_refuses_stops_nobody(tmp_path):
    (tmp_path / "file").write_text("")
    note(tmp_path / "file", "un besoin", NOTHING)
    (tmp_path / "needs.jsonl").mkdir()
    note(tmp_path, "un besoin", NOTHING)


def test_a_line_is_one_line_whatever_was_typed(tmp_path):
    note(tmp_path, 'un\nbesoin\r\n{"need": "faux"}', NOTHING)
    assert len(lines(tmp_path)) == 1
