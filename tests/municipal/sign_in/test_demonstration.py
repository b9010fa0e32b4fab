"""In the demonstration alone: a link that signs in each role, every proof met."""

import pytest

from municipal.db import write
from municipal.people.roles import PROVINCE, roles
from municipal.sign_in.demonstration import sign_in_link
from tests.municipal.visiting import is_in
from vendors.sources.faults import UnusableError


def link(role, **where):
    chosen = {"city": None, "mrc": False, "language": "fr"} | where
    return write(lambda session: sign_in_link(session, role, **chosen))


@pytest.mark.parametrize("role", list(roles()))
def test_every_role_enters_by_the_button_and_owes_no_proof(browser, village, role):
    visitor, path = browser(), link(role)
    page = visitor.get(path)
    assert page.status_code == 200
    assert roles()[role].name("fr") in page.text
    assert not is_in(visitor)
    assert visitor.post(path).headers["location"] == "/fr/compte"
    assert is_in(visitor)
    assert roles()[role].name("fr") in visitor.get("/fr/compte").text
    assert browser().post(path).status_code == 410


def test_a_role_is_held_where_the_link_says_and_nowhere_else(browser, signed_in, village):
    visitor = signed_in(browser(), "editor", city="00003")
    assert "Sainte-Brume" in visitor.get("/fr/compte").text
    again = signed_in(browser(), "validator", city="00003", mrc=True)
    assert "MRC La Vallée-des-Fables" in again.get("/fr/compte").text


def test_the_roles_of_the_province_are_held_there(browser, signed_in, village):
    assert "organisme provincial" in signed_in(browser(), "curator").get("/fr/compte").text


@pytest.mark.parametrize(
    ("role", "where", "rule"),
    [
        ("mayor", {}, "role"),
        ("", {}, "role"),
        ("editor", {"city": "99999"}, "city"),
        ("editor", {"city": PROVINCE}, "city"),
        ("editor", {"city": "99999", "mrc": True}, "city"),
        ("editor", {"city": "'; DROP TABLE person; --"}, "city"),
    ],
)
def test_a_role_or_a_city_that_does_not_exist_is_a_fault_that_says_what_to_do(village, role, where, rule):
    with pytest.raises(UnusableError) as caught:
        link(role, **where)
    assert [fault.rule for fault in caught.value.faults] == [rule]


def test_asked_twice_for_a_role_it_is_the_same_fictitious_person(browser, village):
    from sqlmodel import select

    from municipal.db import reading
    from municipal.people.tables import Person

    for _ in range(2):
        browser().post(link("buyer", city="00005"))
    with reading() as session:
        found = session.exec(select(Person).where(Person.id == "demo-buyer-00005")).all()
    assert len(found) == 1
    assert found[0].email is None
