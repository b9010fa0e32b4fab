"""The page of a supplier: who gave each field, its place in plain words; nothing that judges it."""

import os
import re
from html import unescape

import pytest
from litestar.testing import TestClient
from sqlmodel import col, select

from municipal.db import reading, write
from municipal.declarations.tables import Declaration
from municipal.imports.tables import ImportFile
from vendors.registry import merging
from vendors.registry.changing import Cause, alter, create
from vendors.registry.queries import vendor
from vendors.registry.tables import Fact, LifecycleStep, Vendor

AT = "2026-11-20T15:00:00+00:00"
VENDOR = "boussole-routiere"
OTHER = "abaque-ecureuil"


@pytest.fixture
def visitor(fresh):
    with TestClient(fresh.app) as client:
        client.follow_redirects = False
        yield client


def cause(origin="e1", act="edited"):
    return Cause(act=act, at=AT, origin=origin, person="pseudonyme", reason="motif-confidentiel")


def shown(client, identity=VENDOR, language="fr"):
    path = f"/fr/fournisseurs/{identity}" if language == "fr" else f"/en/vendors/{identity}"
    answer = client.get(path)
    assert answer.status_code == 200
    assert len(answer.content) < 60_000
    assert "motif-confidentiel" not in answer.text
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).replace("\u00a0", " ").split())


def imported(values):
    identity = os.urandom(6).hex()

    def work(session):
        given = {"kind": "vendors", "name": "liste.csv", "digest": "d", "state": "done", "choices": {}}
        file = {"source_title": "Vitrine d’essai", "brought_at": AT, "ended_at": AT}
        session.add(ImportFile(id=identity, **given, **file))
        session.flush()
        row = {"id": f"importee-{identity}", "name": "Importée inc.", "sort_key": "importee inc", "origin": identity}
        create(session, "vendor", row["id"], row | values, cause(identity, "imported"))
        return row["id"]

    return write(work, public=True)


def test_what_a_list_says_is_told_with_its_title_and_day(visitor):
    identity = imported({"description": "Fait ceci.", "further": {"Nombre d’emplois": "12"}})
    told = shown(visitor, identity)
    assert "selon la liste « Vitrine d’essai », 20 novembre 2026" in told
    assert "Nombre d’emplois 12" in told
    assert "Une liste importée la nomme" in told
    assert "Aucune solution n’est encore décrite" in told


def test_a_description_that_curation_changed_is_no_longer_the_lists(visitor):
    identity = imported({"description": "Fait ceci."})
    write(lambda s: alter(s, "vendor", identity, identity, {"description": "Fait cela."}, cause()), public=True)
    told = shown(visitor, identity)
    assert "Fait cela. selon la curation de Repère" in told


def test_what_the_enterprise_declared_is_marked_field_by_field(visitor):
    values = {
        "city": "Ville-Neuve",
        "description": "Nous faisons ceci.",
        "declared": ["city", "description", "hosting"],
    }
    write(lambda s: alter(s, "vendor", VENDOR, VENDOR, values, cause()), public=True)
    told = shown(visitor)
    assert "Ville-Neuve, Région fictive déclaré par l’entreprise" in told
    assert "Nous faisons ceci. déclaré par l’entreprise" in told
    assert "https://boussole-routiere.example déclaré" not in told
    assert "Où les données sont hébergées" in told


def test_an_enterprise_that_proposed_itself_is_not_said_to_be_in_a_public_source(visitor):
    def work(session):
        given = {"kind": "new", "contact": "a@b.example", "language": "fr", "told": {}, "state": "accepted"}
        session.add(Declaration(id="d1", asked_at=AT, told_at=AT, **given))
        session.flush()
        row = {"id": "proposee", "name": "Proposée inc.", "sort_key": "proposee inc", "origin": "d1"}
        create(session, "vendor", "proposee", row, cause("d1", "declared"))

    write(work, public=True)
    told = shown(visitor, "proposee")
    assert "L’entreprise s’est proposée elle-même" in told
    assert "source publique" not in told


def test_the_last_confirmation_is_told(visitor):
    assert "Confirmée par l’entreprise pas encore" in shown(visitor)
    write(lambda s: alter(s, "vendor", VENDOR, VENDOR, {"confirmed_on": "2026-10-02"}, cause()), public=True)
    assert "Confirmée par l’entreprise 2 octobre 2026" in shown(visitor)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_supplier_that_was_joined_leads_to_the_one_under_which_it_is_shown(visitor, language):
    with reading() as session:
        name = vendor(session, OTHER).name
    choice = merging.Choice(VENDOR, OTHER, "merged", into=VENDOR, reason="motif")
    write(lambda session: merging.decide(session, choice, cause()), public=True)
    path = {"fr": "/fr/fournisseurs/", "en": "/en/vendors/"}[language]
    answer = visitor.get(f"{path}{OTHER}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{path}{VENDOR}")
    told = shown(visitor, language=language)
    assert name in told
    assert "Écureuil Saisie" in told


def test_a_removed_supplier_says_why_and_when(visitor):
    def work(session):
        proofs = {"removal": "closed", "source": "https://source.example"}
        given = {"vendor": VENDOR, "before": "listed", "after": "dereferenced", "reason": "motif-confidentiel"}
        people = {"person": "a", "at": AT, "second": "b", "second_at": AT}
        session.add(LifecycleStep(id="l1", proofs=proofs, state="accepted", **given, **people))
        alter(session, "vendor", VENDOR, VENDOR, {"status": "dereferenced"}, cause())

    write(work, public=True)
    told = shown(visitor)
    assert "Retirée du répertoire le 20 novembre 2026" in told
    assert "parce que" in told


def test_what_a_list_wrote_is_shown_as_text(visitor):
    evil = "<script>alert(1)</script>"
    identity = imported({"description": evil, "further": {evil: evil}, "city": evil})
    assert "<script>alert" not in visitor.get(f"/fr/fournisseurs/{identity}").text


def test_no_page_of_a_supplier_judges_it(visitor):
    with reading() as session:
        ids = session.exec(select(Vendor.id).order_by(col(Vendor.id)).limit(10)).all()
        assert session.exec(select(Fact.id)).first()
    for identity in ids:
        assert not re.search(
            r"⚠|attention|méfi|douteu|suspect|score|note globale|★", shown(visitor, identity), re.IGNORECASE
        )
