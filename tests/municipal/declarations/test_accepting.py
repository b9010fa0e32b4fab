"""What is accepted of a declaration stands in the registry, marked as declared; taking it back restores everything."""

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from municipal.db import reading, write
from municipal.declarations.accepting import NeqTakenError, accept
from municipal.declarations.queries import declaration
from municipal.declarations.tables import Declaration
from municipal.suppliers.queries import registry
from tests.municipal.declarations.conftest import VENDOR
from vendors.registry.changing import Cause
from vendors.registry.export import registry_json
from vendors.registry.queries import facts, solutions, vendor
from vendors.registry.tables import Fact, Solution, Vendor, VendorAlias, VendorChange
from vendors.registry.undoing import take_back

CAUSE = Cause(act="declared", at="2026-11-22T15:00:00+00:00", person="personne-a")
TOLD_AT = "2026-11-22T02:00:00+00:00"
NEW = {
    "name": "Lanterne Violette inc.",
    "alias": "Lanvi",
    "neq": "1199887766",
    "website": "https://lanterne-violette.example",
    "city": "Port-Mélisse",
    "description": "Éclaire les parcs la nuit.",
    "domains": "D:voirie D:environnement",
    "capabilities": "C:prevision",
    "hosting": "quebec",
    "languages": "fr en",
    "price_low": "1000",
    "price_high": "2500",
    "references": "Ville de Z\thttps://z.example/page\nMRC du Reste\thttps://reste.example",
}
CHANGED = NEW | {"name": "Boussole routière (nouvelle)", "solution": "boussole-routiere-oeil"}


def told(kind, values, of=None):
    """A declaration that was told, as its row."""
    identity = os.urandom(8).hex()

    def work(session):
        session.add(
            Declaration(
                id=identity,
                kind=kind,
                vendor=of,
                contact="a@lanterne-violette.example",
                language="fr",
                told=values,
                state="told",
                asked_at=TOLD_AT,
                told_at=TOLD_AT,
            )
        )
        session.flush()
        return declaration(session, identity)

    return write(work)


def accepted(row, fields=None):
    return write(lambda s: accept(s, row, list(row.told) if fields is None else fields, CAUSE), public=True)


def taken_back(row):
    return write(lambda s: take_back(s, row.id, Cause(act="undone", at=TOLD_AT)), public=True)


def export():
    with reading() as session:
        return registry_json(session)


@pytest.fixture
def proposal(hamlet):
    """A new enterprise, accepted whole; taken back when the test is over."""
    row = told("new", NEW)
    yield row, accepted(row)
    taken_back(row)


def test_a_new_enterprise_is_a_candidate_with_what_it_declared(proposal):
    row, identity = proposal
    with reading() as session:
        made = vendor(session, identity)
        offered = solutions(session, vendor=identity)
        assert (made.status, made.origin, made.confirmed_on) == ("candidate", row.id, None)
        assert (made.name, made.neq, made.aliases) == (NEW["name"], NEW["neq"], ["Lanvi"])
        assert set(made.declared) == set(NEW)
        assert [(one.domains, one.hosting, one.price_high) for one in offered] == [
            (["D:voirie", "D:environnement"], "quebec", 2500)
        ]
        assert session.exec(select(Solution.tagged).where(Solution.id == offered[0].id)).one() == "declared"


def test_what_is_declared_is_no_proof(proposal):
    _, identity = proposal
    with reading() as session:
        offered = [one.id for one in solutions(session, vendor=identity)]
        known = facts(session, ids=offered)
        assert {one.field for one in known} == {"hosting", "language", "price", "client"}
        assert not any(one.verified for one in known)
        assert {one.source_title for one in known} == {"Déclaration de l’entreprise, 21 novembre 2026"}
        assert [one.source_url for one in known if one.field == "client"] == [
            "https://z.example/page",
            "https://reste.example",
        ]
        assert registry(session).uses.get(offered[0], 0) == 0


def test_every_change_bears_the_declaration_as_its_origin(proposal):
    row, identity = proposal
    with reading() as session:
        query = select(VendorChange).where(VendorChange.vendor == identity, ~col(VendorChange.taken_back))
        changes = session.exec(query.where(VendorChange.act == "declared")).all()
    assert {one.origin for one in changes} == {row.id}
    assert {one.kind for one in changes} == {"vendor", "vendor_alias", "solution", "fact"}


def test_a_second_enterprise_of_the_same_name_has_its_own_page(proposal):
    row = told("new", {"name": NEW["name"]})
    identity = accepted(row)
    assert identity == f"{proposal[1]}-2"
    taken_back(row)


def test_a_number_that_another_supplier_bears_writes_nothing(proposal):
    row = told("correction", {"neq": NEW["neq"], "city": "Ailleurs"}, of=VENDOR)
    before = export()
    with pytest.raises(NeqTakenError) as raised:
        accepted(row)
    assert raised.value.vendor == proposal[1]
    assert export() == before


def test_only_the_accepted_fields_are_written(hamlet):
    row = told("correction", {"city": "Port-Mélisse", "website": "https://autre.example"}, of=VENDOR)
    with reading() as session:
        before = vendor(session, VENDOR)
    assert accepted(row, ["city"]) == VENDOR
    with reading() as session:
        after = vendor(session, VENDOR)
    assert (after.city, after.website, after.declared) == ("Port-Mélisse", before.website, ["city"])
    taken_back(row)


def test_a_field_can_be_emptied(hamlet):
    row = told("correction", {"website": ""}, of=VENDOR)
    accepted(row)
    with reading() as session:
        assert vendor(session, VENDOR).website is None
    taken_back(row)


def test_a_confirmation_gives_the_day_on_which_it_was_told(hamlet):
    before = export()
    row = told("confirmation", {}, of=VENDOR)
    accepted(row)
    with reading() as session:
        # Two in the morning in UTC is the day before in Québec.
        assert vendor(session, VENDOR).confirmed_on == "2026-11-21"
    taken_back(row)
    assert export() == before


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_taking_a_declaration_back_restores_the_registry_byte_for_byte(hamlet, data):
    kind, values, of = data.draw(st.sampled_from([("new", NEW, None), ("correction", CHANGED, VENDOR)]))
    optional = sorted({*values} - {"name"})
    fields = ["name", *data.draw(st.lists(st.sampled_from(optional), unique=True))]
    before = export()
    row = told(kind, values, of=of)
    accepted(row, fields)
    assert export() != before
    assert taken_back(row).kept == []
    assert export() == before
    with reading() as session:
        rows = [session.exec(select(table.id)).all() for table in (Vendor, Solution, Fact, VendorAlias)]
    assert not [one for ids in rows for one in ids if row.id in one or one.startswith("lanterne-violette")]
