"""Persons as an identity provider knows them: by issuer and subject, never by an address."""

import pytest
from sqlalchemy import update
from sqlmodel import col

from municipal.db import reading, write
from municipal.people.identities import person_of
from municipal.people.queries import person, person_by_email, roles_in
from municipal.people.tables import Person


@pytest.fixture(autouse=True)
def _here(village):
    pass


def vouched(subject, issuer="https://idp.example", **changed):
    given = {"name": "Odile Bouleau", "email": "", "city": None, "language": "fr"} | changed
    return write(lambda session: person_of(session, issuer=issuer, subject=subject, **given))


def read(query, *given):
    with reading() as session:
        return query(session, *given)


def test_asvs_6_8_1_a_person_is_the_same_by_issuer_and_subject_whatever_the_address_says():
    first = vouched("s1", email="odile.s1@ville.example")
    assert vouched("s1", email="mariee@ville.example", name="Odile Sapin") == first
    assert vouched("s1", issuer="https://other.example") != first
    assert vouched("s2", email="") != first


def test_asvs_6_8_1_an_address_that_somebody_has_stays_theirs(somebody):
    who = somebody()
    made = vouched("s3", email=who.email)
    assert made != who.id
    assert read(person_by_email, who.email).id == who.id
    assert read(person, made).email is None


def test_a_closed_account_lets_nobody_in_and_keeps_its_address(somebody):
    made = vouched("s4", email="s4@ville.example")
    closed = update(Person).where(col(Person.id) == made).values(disabled_at="2026-11-22T00:00:00+00:00")
    write(lambda session: session.execute(closed))
    assert vouched("s4") is None
    other = vouched("s5", email="s4@ville.example")
    assert read(person, other).email is None


@pytest.mark.parametrize(
    "email", ["x", "odile@", "a b@ville.example", "a@b.ca\r\nBcc: c@d.ca", "odile@b..ca", "é@b.ca"]
)
def test_asvs_1_3_11_what_is_no_address_is_kept_as_none(email):
    made = vouched(f"bad {email}", email=email)
    assert read(person, made).email is None


def test_a_new_person_is_a_member_of_the_city_of_their_tenant_and_nothing_more():
    made = vouched("s6", city="00003")
    assert read(roles_in, made, "00003") == {"learner"}
    assert read(roles_in, made, "00005") == set()


def test_without_a_name_one_is_called_by_ones_address_or_subject():
    assert read(person, vouched("s7", name="", email="s7@ville.example")).name == "s7@ville.example"
    assert read(person, vouched("s8", name="")).name == "s8"
