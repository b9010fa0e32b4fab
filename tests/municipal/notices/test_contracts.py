"""The public contracts of a supplier: by its number alone, those of records joined with it included."""

from municipal.db import reading, write
from municipal.notices import contracts as module
from municipal.notices.contracts import contracts_view
from tests.municipal.notices.test_pages import words
from vendors.registry.tables import Vendor


def view(vendor, language="fr"):
    with reading() as session:
        return contracts_view(session, vendor, language)


def test_a_supplier_shows_its_contracts_with_award_and_final_amount(site):
    found = view("boussole-routiere")
    assert [(one.awarded, one.final) for one in found.lines] == [
        ("42\u00a0800\u00a0$", "42\u00a0800\u00a0$"),
        ("118\u00a0400\u00a0$", "131\u00a0250,50\u00a0$"),
    ]
    assert (found.count, found.href) == (2, "")
    page = words(site.get("/fr/fournisseurs/boussole-routiere").text)
    assert "Relevé des nids-de-poule par caméra embarquée" in page


def test_municipal_contracts_come_first(site):
    found = view("tamia-chaussees", "en")
    assert [one.municipal for one in found.lines] == [True, False]
    assert found.lines[1].final == ""


def test_beyond_twenty_the_page_leads_to_the_list(site, monkeypatch):
    monkeypatch.setattr(module, "MOST", 1)
    found = view("boussole-routiere")
    assert (len(found.lines), found.count) == (1, 2)
    assert site.get(found.href).status_code == 200


def test_a_supplier_without_a_sure_number_has_none(site, canary):
    assert view("suite-orignal") is None
    assert view("personne") is None

    def number(neq):
        def work(session):
            session.get_one(Vendor, "suite-orignal").neq = neq

        write(work, public=True)
        return view("suite-orignal")

    assert number("2299990012") is None
    assert number("1199990013") is None
    assert [one.supplier for one in number("1199990012").lines] == ["Serin inc."]
    assert number(None) is None
