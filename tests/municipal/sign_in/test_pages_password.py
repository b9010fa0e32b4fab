"""The password at the door: taken exactly as it was typed, whole, and kept by today's parameters."""

import unicodedata

import pytest
from argon2 import PasswordHasher
from sqlalchemy import update
from sqlmodel import col, select

from municipal.db import reading, write
from municipal.people.tables import Person
from tests.municipal.sign_in.entering import enter
from tests.municipal.visiting import WORDS


@pytest.mark.parametrize(
    "password",
    [
        " quatre mots commencent ici",
        "quatre mots finissent ici ",
        "  deux  espaces  partout  ",
        "été Ñandú ß 漢字 и пр.",
    ],
)
def test_asvs_6_2_8_a_password_is_taken_exactly_as_it_was_typed(browser, with_password, password):
    who = with_password(password=password)
    assert enter(browser(), who.email, password).status_code == 303
    for other in {password.strip(), password.upper(), password[:-1], password + " ", f" {password}"} - {password}:
        assert enter(browser(), who.email, other).status_code == 422, other


def test_a_letter_with_its_accent_is_the_same_from_any_keyboard_and_however_long_it_comes(browser, with_password):
    password = "é" * 64 + "à" * 60
    who = with_password(password=password)
    decomposed = unicodedata.normalize("NFD", password)
    assert len(decomposed) > 128
    assert enter(browser(), who.email, decomposed).status_code == 303


def test_asvs_6_2_9_a_password_is_never_cut(browser, with_password):
    password = "x" * 20 + "un mot de passe de cent vingt-huit signes " * 2 + "y" * 24
    assert len(password) == 128
    who = with_password(password=password)
    assert enter(browser(), who.email, password[:72]).status_code == 422
    assert enter(browser(), who.email, password).status_code == 303


def test_a_hash_of_weaker_parameters_is_made_anew_at_sign_in(browser, with_password):
    who = with_password()
    weak = PasswordHasher(time_cost=1, memory_cost=16, parallelism=1).hash(WORDS)
    write(lambda session: session.execute(update(Person).where(col(Person.id) == who.id).values(password=weak)))
    assert enter(browser(), who.email).status_code == 303
    with reading() as session:
        stored = session.exec(select(Person.password).where(Person.id == who.id)).one()
    assert stored != weak
    assert "m=64," in stored
    assert enter(browser(), who.email).status_code == 303
