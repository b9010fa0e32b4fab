"""Contracts under a like name are proposed to curators, attached by a NEQ that two people confirmed, and never else."""

import os
from urllib.parse import quote

import pytest
from sqlalchemy import update
from sqlmodel import col

from municipal.curation.proposed_neqs import proposed_neqs
from municipal.db import reading, write
from tests.municipal.curation.deciding import curator, enterprise, hidden, plain, without_tie
from vendors.luhn import is_luhn
from vendors.notices.tables import Contract, Notice
from vendors.registry.tables import Vendor

WHY = "Le registre des entreprises donne ce numéro à cette adresse."
LIST = "/fr/curation/faits?form=neqs"


def number(prefix="11"):
    """A number of ten digits whose check digit is right."""
    while True:
        digits = str(int.from_bytes(os.urandom(5)) % 10**8).zfill(8)
        if is_luhn(digits):
            return prefix + digits


@pytest.fixture
def contracts(hamlet):
    """Adds contracts of a supplier: `contracts("Chenal inc.", neq, 3)`."""

    def add(supplier, neq, count=1, **more):
        ocid = f"ocds-essai-{os.urandom(5).hex()}"
        notice = {"ocid": ocid, "number": ocid[-6:], "release": "1", "date": "2026-01-01", "title": "Capteurs"}

        def work(session):
            session.add(Notice(**notice, buyer="Ville d’essai", municipal=True, unspsc=[]))
            session.flush()
            for n in range(count):
                session.add(Contract(id=f"{ocid}-{n}", ocid=ocid, supplier=supplier, neq=neq, **more))

        write(work, public=True)

    return add


@pytest.fixture
def name():
    """A name like no other, to be written in two ways."""
    return f"Zyth{os.urandom(4).hex().translate(str.maketrans('0123456789', 'ghijklmnop'))}"


def proposed(vendor):
    with reading() as session:
        return [one for one in proposed_neqs(session) if one.vendor == vendor]


def test_a_like_name_is_proposed_with_all_its_names_and_the_number_of_contracts(contracts, name):
    vendor, neq = enterprise(f"{name} inc."), number()
    contracts(f"Les Entreprises {name} Ltée", neq, 2)
    contracts(f"{name.upper()} INC.", neq, 3)
    contracts("Tout autre chose ltée", number())
    (one,) = proposed(vendor)
    assert (one.neq, one.contracts, one.band) == (neq, 5, "same")
    assert set(one.names) == {f"Les Entreprises {name} Ltée", f"{name.upper()} INC."}
    assert 0 < one.score <= 1


@pytest.mark.parametrize(
    "more",
    [{"natural": True}, {"neq_doubtful": True}, {"neq": "22"}, {"neq": None}],
    ids=["natural", "doubtful", "22", "none"],
)
def test_a_natural_person_a_doubtful_number_or_none_is_never_proposed(contracts, name, more):
    vendor = enterprise(f"{name} inc.")
    told = {"neq": number()} | more
    told["neq"] = number("22") if told["neq"] == "22" else told["neq"]
    contracts(f"{name} inc.", **told)
    assert proposed(vendor) == []


def test_a_number_that_some_enterprise_has_is_proposed_to_nobody(contracts, name):
    vendor, neq = enterprise(f"{name} inc."), number()
    contracts(f"{name} inc.", neq)
    assert [one.neq for one in proposed(vendor)] == [neq]
    enterprise("Qui que ce soit ltée", neq=neq)
    assert proposed(vendor) == []


def test_an_enterprise_with_a_number_of_its_own_or_of_a_joined_record_has_nothing_proposed(contracts, name):
    vendor, joined, neq = enterprise(f"{name} inc."), enterprise("Fiche réunie ltée", neq=number()), number()
    contracts(f"{name} inc.", neq)
    assert len(proposed(vendor)) == 1
    join = update(Vendor).where(col(Vendor.id) == joined).values(merged_into=vendor)
    write(lambda session: session.execute(join), public=True)
    assert proposed(vendor) == []


def test_a_name_of_a_joined_record_counts_as_its_own(contracts, name):
    vendor, joined, neq = enterprise("Sans rapport aucun ltée"), enterprise(f"{name} inc."), number()
    join = update(Vendor).where(col(Vendor.id) == joined).values(merged_into=vendor)
    write(lambda session: session.execute(join), public=True)
    contracts(f"{name} inc.", neq)
    assert [one.neq for one in proposed(vendor)] == [neq]
    assert proposed(joined) == []


def test_only_two_people_attach_contracts_and_nothing_public_follows_from_a_name(hamlet, somebody, contracts, name):
    vendor, neq = enterprise(f"{name} inc."), number()
    contracts(f"{name} ltée", neq, 4)
    first, second = curator(hamlet, somebody), curator(hamlet, somebody)
    for one in (first, second):
        without_tie(one, vendor)
    at = f"/fr/curation/fournisseurs/{vendor}"
    for path in (at, LIST):
        assert f"NEQ {neq}. 4 contrats." in plain(first.browser.get(path).text)
    public = f"/fr/fournisseurs/{vendor}"
    assert neq not in first.browser.get(public).text
    page = first.browser.get(f"{at}?form=attach&neq={quote(neq)}").text
    told = {"act": "attach", "neq": neq, "reason": WHY, "once": hidden(page, "once")}
    assert first.browser.post(at, data=told | {"neq": number("22")}).status_code == 404
    assert first.browser.post(at, data=told).status_code == 303
    assert neq not in first.browser.get(public).text
    answer = {"act": "accept", "key": hidden(second.browser.get(at).text, "key"), "version": "1", "reason": WHY}
    assert first.browser.post(at, data=answer).status_code == 403
    assert second.browser.post(at, data=answer).status_code == 303
    assert neq in first.browser.get(public).text
    assert proposed(vendor) == []
    assert neq not in first.browser.get(LIST).text
