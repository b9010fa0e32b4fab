"""The log of a supplier’s page: before and after, by what, when; nobody’s name, no reason of curators."""

import re
from html import unescape

import pytest
from litestar.testing import TestClient

from municipal.db import write
from tests.municipal.declarations.conftest import VENDOR
from vendors.registry import merging
from vendors.registry.changing import Cause, alter
from vendors.registry.log import changes_of
from vendors.registry.undoing import take_back_one

AT = "2026-11-20T15:00:00+00:00"
SECRET = Cause(act="edited", at=AT, origin="e1", person="pseudonyme-de-curation", reason="motif-confidentiel")
OTHER = "abaque-ecureuil"


def log(client, vendor=VENDOR, language="fr"):
    path = f"/fr/fournisseurs/{vendor}/journal" if language == "fr" else f"/en/vendors/{vendor}/log"
    answer = client.get(path)
    assert answer.status_code == 200
    assert "pseudonyme-de-curation" not in answer.text
    assert "motif-confidentiel" not in answer.text
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def changed(values, cause=SECRET, vendor=VENDOR):
    write(lambda session: alter(session, "vendor", vendor, vendor, values, cause), public=True)
    return write(lambda session: changes_of(session, vendor)[0].id)


@pytest.fixture
def visitor(fresh):
    with TestClient(fresh.app) as client:
        yield client


def test_a_page_that_never_changed_says_so(visitor):
    assert "Aucun changement depuis le répertoire de départ" in log(visitor)
    assert visitor.get("/fr/fournisseurs/nulle-part/journal").status_code == 404


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_change_is_told_before_and_after_by_what_and_when(visitor, language):
    changed({"city": "Ville-Neuve", "website": None})
    told = log(visitor, language=language)
    assert "Val-Mirador Ville-Neuve" in told
    assert "20 novembre 2026" in told or "November 20, 2026" in told


def test_a_change_taken_back_stays_and_is_marked(visitor):
    identity = changed({"city": "Ville-Neuve"})
    undoing = Cause(act="undone", at=AT, person="pseudonyme-de-curation", reason="motif-confidentiel")
    write(lambda session: take_back_one(session, identity, undoing), public=True)
    told = log(visitor)
    assert told.count("Ville-Neuve") == 2
    assert "annulé depuis" in told
    assert "Changement annulé" in told


def test_two_records_that_are_one_are_told_and_a_mere_doubt_is_not(visitor):
    def decide(decision, right, **more):
        choice = merging.Choice(VENDOR, right, decision, reason="motif-confidentiel", **more)
        return write(lambda session: merging.decide(session, choice, SECRET), public=True)

    decide("apart", "bordee-davance")
    assert "Bordée" not in log(visitor)
    decide("merged", OTHER, into=VENDOR)
    told = log(visitor)
    assert "c’est la même entreprise" in told
    assert "Abaque Écureuil inc." in told
    assert "réunie à" in log(visitor, OTHER)


def test_the_number_of_a_natural_person_is_not_told(visitor):
    changed({"neq": "2240000000"})
    changed({"neq": "1140000002"})
    told = log(visitor)
    assert "2240000000" not in told
    assert "1140000002" in told
