"""A change that matters: proposed by one, accepted by another, and never written over what changed meanwhile."""

import pytest
from sqlmodel import select

from municipal.curation.edits import Answer, decide, edit, propose, waiting
from municipal.db import current, reading, write
from municipal.traces.chain import By, now
from tests.municipal.curation.deciding import acts, enterprise, offer
from vendors.registry.changing import Cause, alter
from vendors.registry.tables import Vendor, VendorChange

WHY = "Le registre des entreprises le dit."


def permit(person):
    return lambda *_, **__: By(person)


@pytest.fixture
def vendor(hamlet):
    return enterprise("Delta du Nord inc.", city="Amos")


def proposed(vendor, values, kind="vendor", key=None):
    return write(
        lambda s: propose(
            s, permit("ana"), vendor=vendor, kind=kind, key=key or vendor, values=values, source="registre", reason=WHY
        )
    )


def answered(identity, *, by="cleo", accepted=True, version=1):
    return write(lambda s: decide(s, permit(by), by, Answer(identity, version, accepted, WHY)))


def row(vendor):
    with reading() as session:
        return session.get(Vendor, vendor).model_dump()


def test_a_second_person_writes_it_and_the_log_tells_both_values(vendor):
    made, before = proposed(vendor, {"name": "Delta Nordique inc.", "city": "Amos"}), row(vendor)
    assert row(vendor) == before
    version = current().version()
    assert answered(made) == "done"
    assert row(vendor)["name"] == "Delta Nordique inc."
    assert current().version() > version
    with reading() as session:
        change = session.exec(select(VendorChange).where(VendorChange.origin == made)).one()
        assert (change.before, change.after) == ({"name": "Delta du Nord inc."}, {"name": "Delta Nordique inc."})
        assert (change.origin, change.act) == (made, "edit")
    assert acts("registry_edit", made) == [("registry.proposed", "ana"), ("registry.decided", "cleo")]


def test_a_refusal_changes_nothing(vendor):
    made, before, version = proposed(vendor, {"neq": "1160000007"}), row(vendor), current().version()
    assert answered(made, accepted=False) == "done"
    assert (row(vendor), current().version()) == (before, version)
    with reading() as session:
        assert edit(session, made).state == "refused"
        assert made not in [one.id for one in waiting(session)]


def test_nobody_answers_their_own_and_nobody_answers_twice(vendor):
    made = proposed(vendor, {"name": "Delta"})
    assert answered(made, by="ana") == "own"
    assert answered(made, version=2) == "moved"
    assert answered(made) == "done"
    assert answered(made) == "moved"
    assert answered("0" * 16) == "moved"


def test_what_changed_meanwhile_is_never_written_over(vendor):
    made = proposed(vendor, {"name": "Delta"})
    cause = Cause("curation", now(), person="zoe")
    write(lambda s: alter(s, "vendor", vendor, vendor, {"name": "Delta du Grand Nord"}, cause))
    assert answered(made) == "moved"
    assert row(vendor)["name"] == "Delta du Grand Nord"
    assert answered(made, accepted=False) == "done"


def test_another_field_that_changed_meanwhile_is_in_nobodys_way(vendor):
    made = proposed(vendor, {"name": "Delta"})
    write(lambda s: alter(s, "vendor", vendor, vendor, {"city": "Rouyn"}, Cause("curation", now())))
    assert answered(made) == "done"
    assert (row(vendor)["name"], row(vendor)["city"]) == ("Delta", "Rouyn")


def test_a_neq_that_another_enterprise_took_meanwhile_is_refused_to_the_second_person(vendor):
    made = proposed(vendor, {"neq": "1160000049"})
    enterprise("Autre Delta inc.", neq="1160000049")
    assert answered(made) == "taken"
    assert row(vendor)["neq"] is None


def test_what_changes_nothing_is_not_proposed(vendor):
    assert proposed(vendor, {"name": "Delta du Nord inc.", "city": "Amos"}) is None


def test_without_any_value_the_row_goes_once_two_people_said_so(vendor):
    solution = offer(vendor, "Delta Crues")
    made = proposed(vendor, {}, "solution", solution)
    with reading() as session:
        assert edit(session, made).before["name"] == "Delta Crues"
        assert [one.id for one in waiting(session, [vendor])] == [made]
    assert answered(made) == "done"
    with reading() as session:
        change = session.exec(select(VendorChange).where(VendorChange.origin == made)).one()
        assert (change.key, change.after) == (solution, None)
