"""Enterprises are found by their name as somebody writes it, and leafed through by letter; each of them once."""

import re
from html import unescape

import pytest
from litestar.testing import TestClient

from municipal.db import reading, write
from municipal.suppliers.enterprises import MOST_FOUND, directory
from municipal.web.addresses import address
from vendors.registry import merging
from vendors.registry.changing import Cause, create
from vendors.registry.queries import vendors

CAUSE = Cause(act="edited", at="2026-11-20T15:00:00+00:00", origin="e1")


def ids(text):
    return re.findall(r'href="/(?:fr/fournisseurs|en/vendors)/([a-z0-9-]+)"', text)


@pytest.mark.parametrize(
    "slip", ["bousole routire", "BOUSSOLE  ROUTIERE", "routière boussole", "Boussole Routière Ltée"]
)
def test_a_name_with_mistakes_finds_its_enterprise_first(client, slip):
    for language in ("fr", "en"):
        text = client.get(address("enterprises", language, name=slip)).text
        assert ids(text)[0] == "boussole-routiere"


def test_every_enterprise_is_found_by_its_own_name_first(client):
    with reading() as session:
        known = directory(session)
        assert {known.find(row.name)[0].id == row.id for row in known.rows} == {True}
        assert all(len(known.find(row.name)) <= MOST_FOUND for row in known.rows)


def test_the_letters_hold_every_enterprise_once(client):
    with reading() as session:
        known = directory(session)
        everyone = [row.id for row in vendors(session)]
    assert sorted(row.id for letter in known.letters for row in known.under(letter)) == sorted(everyone)
    shown, path = [], address("enterprises", "fr")
    while path:
        text = client.get(path).text
        shown += ids(text)
        following = re.search(r'href="([^"]+)" rel="next"', text)
        path = unescape(following[1]) if following else ""
    assert shown == everyone


def test_each_answer_gives_the_city_and_the_number_of_solutions(client):
    text = unescape(client.get("/fr/entreprises?nom=boussole+routiere").text).replace("\u00a0", " ")
    assert "Val-Mirador. Solutions : 2" in text


@pytest.mark.parametrize("name", ["zzzzqqq", "\x00", "💥", "'", "%", "a" * 200, "<script>alert(1)</script>"])
def test_what_finds_nothing_says_so_and_is_shown_as_text(client, name):
    answer = client.get("/fr/entreprises", params={"nom": name})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert "Proposer mon entreprise" in answer.text


def test_too_long_a_name_is_refused_with_its_place(client):
    assert client.get("/fr/entreprises", params={"nom": "a" * 201}).status_code == 400


@pytest.fixture
def visitor(fresh):
    with TestClient(fresh.app) as client:
        yield client


def test_another_name_and_a_number_find_it_too_and_a_new_one_is_there_at_once(visitor):
    def work(session):
        row = {
            "id": "nouvelle",
            "name": "Lanterne Violette inc.",
            "sort_key": "lanterne violette inc",
            "neq": "1199887766",
        }
        create(session, "vendor", "nouvelle", row, CAUSE)
        alias = {"id": "nouvelle:1", "vendor": "nouvelle", "name": "Éclairage Mauve", "kind": "trade"}
        create(session, "vendor_alias", "nouvelle", alias, CAUSE)

    assert ids(visitor.get("/fr/entreprises?nom=eclairage+mauve").text)[:1] != ["nouvelle"]
    write(work, public=True)
    text = visitor.get("/fr/entreprises?nom=eclairage+mauv").text
    assert ids(text)[0] == "nouvelle"
    assert "Éclairage Mauve" in unescape(text)
    assert ids(visitor.get("/fr/entreprises?nom=11+9988-7766").text) == ["nouvelle"]


def test_two_records_that_are_one_are_listed_once_and_found_by_both_names(visitor):
    choice = merging.Choice("boussole-routiere", "abaque-ecureuil", "merged", into="boussole-routiere", reason="motif")
    write(lambda session: merging.decide(session, choice, CAUSE), public=True)
    found = ids(visitor.get("/fr/entreprises?nom=abaque+ecureuil").text)
    assert found[0] == "boussole-routiere"
    assert "abaque-ecureuil" not in ids(visitor.get("/fr/entreprises").text)
