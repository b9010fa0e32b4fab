"""One's own password: chosen and changed over HTTP, or refused with what to do."""

import unicodedata

import pytest
from sqlalchemy import update
from sqlmodel import col, select

from municipal.db import reading, write
from municipal.people.sessions import begin
from municipal.people.tables import Person
from tests.municipal.sign_in.entering import chooses
from tests.municipal.visiting import WORDS, holding, is_in


def test_asvs_6_2_2_a_password_is_chosen_and_lets_in_exactly_as_it_was_typed(browser, somebody, quick):
    who = somebody()
    visitor = holding(browser(), who.cookie)
    password = f" {WORDS} "
    assert chooses(visitor, password).status_code == 303
    for typed, status in ((password, 303), (WORDS, 422), (unicodedata.normalize("NFD", password), 303)):
        answer = browser().post("/fr/connexion", data={"email": who.email, "password": typed})
        assert answer.status_code == status, typed


def test_a_password_whose_accents_come_apart_is_neither_too_long_to_choose_nor_to_give(browser, somebody, quick):
    who = somebody()
    password = unicodedata.normalize("NFD", "é à ù ê ï ô ü ç " * 8)[:-1]
    assert len(password) > 128
    assert chooses(holding(browser(), who.cookie), password).status_code == 303
    assert browser().post("/fr/connexion", data={"email": who.email, "password": password}).status_code == 303


def test_asvs_7_4_3_a_new_password_ends_the_other_sessions_and_keeps_this_one(browser, somebody, quick):
    who = somebody()
    visitor = holding(browser(), who.cookie)
    others = [holding(browser(), write(lambda session: begin(session, who.id, level=1, browser="x"))) for _ in range(2)]
    assert chooses(visitor, WORDS).status_code == 303
    assert is_in(visitor)
    assert not any(is_in(other) for other in others)


def test_asvs_6_2_3_a_password_is_changed_after_a_recent_proof_alone(browser, somebody, quick, clock):
    who = somebody()
    visitor = holding(browser(), who.cookie)
    clock.forward(minutes=10, seconds=1)
    assert chooses(visitor, WORDS).status_code == 401
    assert visitor.get("/fr/compte/mot-de-passe").headers["location"].startswith("/fr/connexion/confirmer")
    with reading() as session:
        assert session.exec(select(Person.password).where(Person.id == who.id)).one() is None


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("", "au moins 15"),
        ("court", "au moins 15"),
        ("x" * 14, "au moins 15"),
        ("cheval agrafe " * 10, "au plus 128"),
        ("cheval agrafe " * 100, "au plus 128"),
        ("motdepasse123456", "trop courant"),
        ("azertyazertyazerty", "trop courant"),
    ],
)
def test_asvs_6_2_4_a_password_is_refused_with_what_to_do(browser, somebody, quick, password, told):
    answer = chooses(holding(browser(), somebody().cookie), password)
    assert answer.status_code == 422
    assert told in answer.text
    assert not password or f'value="{password}"' not in answer.text


def test_asvs_6_2_11_neither_ones_name_nor_that_of_ones_city_is_a_password(browser, somebody, quick):
    who = somebody("editor", body="mrc:992")
    write(
        lambda session: session.execute(update(Person).where(col(Person.id) == who.id).values(name="Zd Wrzesniewski"))
    )
    visitor = holding(browser(), who.cookie)
    for password in ("Wrzesniewski2026!", "ValléeDesFables2026"):
        answer = chooses(visitor, password)
        assert answer.status_code == 422
        assert "sans votre nom, votre ville" in answer.text
    # To who lives elsewhere, the same words say nothing.
    assert chooses(holding(browser(), somebody().cookie), "ValléeDesFables2026").status_code == 303
