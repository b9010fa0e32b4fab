"""Persons and their roles, and what each change leaves in the traces."""

import pytest
from sqlalchemy import update
from sqlmodel import Session, col, select

from municipal.db import reading, write
from municipal.people.factors import add_factor, factors_of
from municipal.people.queries import (
    add_person,
    change_account,
    forget_proofs,
    holders,
    is_taken,
    members,
    person,
    person_by_email,
    roles_in,
    set_password,
    set_roles,
)
from municipal.people.sessions import recognise
from municipal.people.tables import Person
from municipal.traces.chain import SYSTEM, By
from municipal.traces.tables import Audit


@pytest.fixture(autouse=True)
def _here(village):
    pass


def read(query, *given, **named):
    with reading() as session:
        return query(session, *given, **named)


def close(identity):
    closed = update(Person).where(col(Person.id) == identity).values(disabled_at="2026-11-22T00:00:00+00:00")
    write(lambda session: session.execute(closed))


def traces(after=0, **of):
    def rows(session: Session):
        return session.exec(select(Audit).filter_by(**of).where(col(Audit.seq) > after).order_by(col(Audit.seq))).all()

    return read(rows)


def test_an_address_is_one_persons_whatever_its_capitals_and_spaces(somebody):
    who = somebody(email="Odile.Bouleau@Mesange.example")
    for typed in ("odile.bouleau@mesange.example", " ODILE.Bouleau@mesange.EXAMPLE "):
        assert read(person_by_email, typed).id == who.id
    assert read(person_by_email, "odile@mesange.example") is None


def test_asvs_7_4_2_a_closed_account_is_nobodys_but_its_address_stays_taken(somebody):
    who = somebody("administrator")
    close(who.id)
    assert read(person, who.id) is None
    assert read(person_by_email, who.email) is None
    assert who.id not in {row.id for row in read(holders, "administrator", "00002")}
    assert who.id not in {row.person for row in read(members, "00002")}
    assert read(is_taken, who.email.upper())
    assert not read(is_taken, "nobody@mesange.example")


def test_roles_are_given_and_withdrawn_exactly_and_each_leaves_its_trace(somebody):
    who, by = somebody("editor", body="00003"), By("rose", "administrator")
    since = traces(object_id=who.id)[-1].seq
    write(lambda session: set_roles(session, by, person=who.id, body="00003", wanted=["editor", "buyer"]))
    write(lambda session: set_roles(session, by, person=who.id, body="00003", wanted=["buyer"]))
    write(lambda session: set_roles(session, by, person=who.id, body="00003", wanted=["buyer"]))
    assert read(roles_in, who.id, "00003") == {"buyer"}
    assert read(roles_in, who.id, "00005") == set()
    left = [(row.action, row.actor, row.role, row.body) for row in traces(since, object_id=who.id)]
    assert left == [
        ("role.given", "rose", "administrator", "00003"),
        ("role.withdrawn", "rose", "administrator", "00003"),
    ]


def test_an_invitation_keeps_the_roles_that_are_held(somebody):
    who = somebody("editor", body="00003")
    write(lambda session: set_roles(session, SYSTEM, person=who.id, body="00003", wanted=["buyer"], keep=True))
    assert read(roles_in, who.id, "00003") == {"buyer", "editor"}


def test_roles_of_one_body_say_nothing_of_another(somebody):
    who = somebody("editor", body="00003")
    write(lambda session: set_roles(session, SYSTEM, person=who.id, body="00005", wanted=[]))
    assert read(roles_in, who.id, "00003") == {"editor"}


def told(**changed):
    return {"name": "Rose Tremblay", "language": "en", "version": 1, "notices": False} | changed


def test_an_account_that_was_changed_elsewhere_is_not_written_over(somebody):
    who = somebody()
    assert write(lambda session: change_account(session, By(who.id), **told()))
    assert not write(lambda session: change_account(session, By(who.id), **told(name="Lise")))
    row = read(person, who.id)
    assert (row.name, row.language, row.notices, row.version) == ("Rose Tremblay", "en", False, 2)
    assert write(lambda session: change_account(session, By(who.id), **told(name="Lise", version=2)))
    assert read(person, who.id).name == "Lise"


def test_a_change_of_account_is_never_somebody_elses(somebody):
    mine, theirs = somebody(), somebody()
    write(lambda session: change_account(session, By(mine.id), **told()))
    assert read(person, theirs.id).name == "Odile Bouleau"


def test_whoever_lost_their_proofs_begins_anew_with_none_and_no_session(somebody):
    who = somebody("curator", body="province", level=2)
    write(lambda session: set_password(session, who.id, "digest"))
    write(lambda session: add_factor(session, By(who.id), kind="totp", name="", secret="x"))  # noqa: S106 - any
    write(lambda session: forget_proofs(session, By("rose"), who.id))
    assert read(person, who.id).password is None
    assert read(factors_of, who.id) == []
    assert read(recognise, who.cookie) is None
    assert traces(object_id=who.id)[-1].action == "proofs.withdrawn"


def test_the_people_of_a_body_stand_once_each_with_their_roles_and_whether_they_gave_a_second_proof(somebody):
    body = "mrc:members"
    one, other = somebody("editor", "buyer", body=body), somebody("validator", body=body)
    write(lambda session: add_factor(session, By(other.id), kind="totp", name="", secret="x"))  # noqa: S106 - any
    rows = {row.person: row for row in read(members, body)}
    assert rows[one.id].roles == ("buyer", "editor")
    assert not rows[one.id].second_factor
    assert rows[other.id].second_factor
    assert len(rows) == 2
    assert read(members, "mrc:nobody") == []


def test_asvs_16_2_5_no_name_and_no_address_stands_in_the_chain(somebody):
    who = somebody("editor", "buyer", email="tres.reconnaissable@mesange.example")
    kept = repr([row.model_dump() for row in traces()])
    assert who.id in kept
    assert "reconnaissable" not in kept
    assert "Bouleau" not in kept


def test_a_pseudonym_is_random_unless_the_demonstration_chose_it():
    made = {write(lambda session: add_person(session, name="Odile", email=None, language="fr")) for _ in range(5)}
    assert len(made) == 5
    assert all(len(one) == 16 for one in made)
