"""Roles are given and withdrawn, and a body never loses the last person who manages its people."""

import pytest

from municipal.db import reading, write
from municipal.people.inviting import invitations, invite
from municipal.people.managing import change_roles, givable, leave, recover
from municipal.people.queries import add_person, roles_in, set_roles
from municipal.people.roles import PROVINCE, roles
from municipal.traces.chain import SYSTEM, By
from municipal.web.actor import Actor, Grant

CITY = "00001"
ADA = By("ada", "administrator")
MAY = ["learner", "editor", "validator", "administrator"]


def acting(*grants):
    return Actor("ada", "Ada", "fr", tuple(grants), "s", 2, 0.0)


def person(name, *held, body=CITY, email=None):
    def work(session):
        add_person(session, name=name, email=email, language="fr", identity=name)
        set_roles(session, SYSTEM, person=name, body=body, wanted=held)

    write(work)


def held(name, body=CITY):
    with reading() as session:
        return roles_in(session, name, body)


def change(name, was, wanted, *, body=CITY, may=MAY, by=ADA):
    return write(lambda session: change_roles(session, by, body=body, person=name, was=was, wanted=wanted, may=may))


def test_the_changes_of_two_administrators_both_hold(fresh):
    person("ada", "administrator")
    person("bo", "editor", "learner")
    shown = ["editor", "learner"]
    assert change("bo", shown, ["editor", "learner", "validator"]) is None
    # The second one made the form before the first one saved.
    assert change("bo", shown, ["editor"]) is None
    assert held("bo") == {"editor", "validator"}


def test_the_last_administrator_of_a_body_stays_one(fresh):
    person("ada", "administrator", "editor")
    person("elsewhere", "administrator", body="00002")
    assert change("ada", ["administrator", "editor"], ["editor"]) == "last"
    assert write(lambda session: leave(session, ADA, body=CITY, person="ada", may=MAY)) == "last"
    assert held("ada") == {"administrator", "editor"}
    person("bo", "administrator")
    assert change("ada", ["administrator", "editor"], ["editor"]) is None
    assert held("ada") == {"editor"}
    assert write(lambda session: leave(session, ADA, body=CITY, person="bo", may=MAY)) == "last"


def test_nobody_is_changed_who_is_not_of_the_body(fresh):
    person("ada", "administrator")
    person("cy", "editor", body="00002")
    assert change("cy", [], ["administrator"]) == "unknown"
    assert write(lambda session: leave(session, ADA, body=CITY, person="cy", may=MAY)) == "unknown"
    assert write(lambda session: recover(session, ADA, body=CITY, identity="cy", base="")) == "unknown"
    assert held("cy") == set()
    assert held("cy", "00002") == {"editor"}


def test_somebody_keeps_at_least_one_role_or_is_removed(fresh):
    person("ada", "administrator")
    person("bo", "editor")
    assert change("bo", ["editor"], []) == "none"
    assert held("bo") == {"editor"}
    assert write(lambda session: leave(session, ADA, body=CITY, person="bo", may=MAY)) is None
    assert held("bo") == set()


def test_a_role_that_reaches_all_bodies_is_given_by_its_holders_alone():
    local = givable(acting(Grant("administrator", PROVINCE)), PROVINCE)
    assert "curator" in local
    assert "instance_administrator" not in local
    assert "instance_administrator" in givable(acting(Grant("instance_administrator", PROVINCE)), PROVINCE)
    for body in (CITY, "mrc:991", PROVINCE):
        assert all(
            roles()[role].fits(body) for role in givable(acting(Grant("instance_administrator", PROVINCE)), body)
        )
    assert "curator" not in givable(acting(Grant("administrator", CITY)), CITY)


def test_what_one_may_not_give_one_does_not_withdraw_either(fresh):
    person("ada", "administrator", body=PROVINCE)
    person("root", "instance_administrator", "curator", body=PROVINCE)
    person("root2", "instance_administrator", body=PROVINCE)
    may = givable(acting(Grant("administrator", PROVINCE)), PROVINCE)
    was = ["instance_administrator", "curator"]
    assert change("root", was, ["curation_lead"], body=PROVINCE, may=may) is None
    assert held("root", PROVINCE) == {"instance_administrator", "curation_lead"}
    assert change("ada", ["administrator"], ["administrator", "instance_administrator"], body=PROVINCE, may=may) is None
    assert held("ada", PROVINCE) == {"administrator"}
    assert write(lambda session: leave(session, ADA, body=PROVINCE, person="root", may=may)) is None
    assert held("root", PROVINCE) == {"instance_administrator"}


def test_invitations_end_with_the_role_of_whoever_sent_them(fresh):
    person("ada", "administrator")
    person("bo", "administrator")
    for who in ("ada", "bo"):
        send = {"email": f"by-{who}@ville.example", "wanted": ["administrator"], "language": "fr", "base": ""}
        write(lambda session, who=who, send=send: invite(session, By(who), body=CITY, **send))
    assert change("bo", ["administrator"], ["editor"]) is None
    with reading() as session:
        assert [row.email for row in invitations(session, CITY)] == ["by-ada@ville.example"]


@pytest.mark.parametrize(("name", "email", "answer"), [("ada", "ada@ville.example", "self"), ("bo", None, "address")])
def test_lost_proofs_need_a_second_person_and_an_address(fresh, name, email, answer):
    person(name, "administrator", email=email)
    assert write(lambda session: recover(session, ADA, body=CITY, identity=name, base="")) == answer
