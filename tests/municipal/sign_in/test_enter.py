"""Coming in, beside the pages: what each way opens, and what it leaves."""

import pytest

from municipal.db import reading, write
from municipal.people.sessions import recognise
from municipal.sign_in.enter import by_password, let_in, send_link
from tests.municipal.visiting import WORDS


@pytest.fixture(autouse=True)
def _here(village):
    pass


def known(cookie):
    with reading() as session:
        return recognise(session, cookie)


def test_a_right_password_opens_a_session_of_one_proof(with_password):
    who = with_password()
    found = known(by_password(who.email, WORDS, "Firefox"))
    assert (found.actor.person, found.actor.level) == (who.id, 1)


@pytest.mark.parametrize("password", ["", " ", WORDS[:-1], WORDS + "x", "x" * 1000])
def test_any_other_password_opens_none(with_password, password):
    assert by_password(with_password().email, password, "Firefox") is None


def test_who_has_no_password_enters_by_none(somebody, quick):
    who = somebody()
    assert by_password(who.email, "", "Firefox") is None
    assert by_password(who.email, "nobody", "Firefox") is None


def test_a_session_takes_the_place_of_the_one_before_it_in_the_same_browser(somebody):
    one, other = somebody(), somebody()
    before = known(one.cookie).actor
    cookie = write(lambda session: let_in(session, other.id, level=1, browser="x", how="link", before=before))
    assert known(one.cookie) is None
    assert known(cookie).actor.person == other.id


def test_the_message_speaks_the_language_of_the_account_or_of_the_page(somebody, letter):
    asked = {"browser": "b", "onward": "", "base": "https://repere.example"}
    known_one = somebody()
    send_link(known_one.email, language="en", **asked)
    assert letter(known_one.email).text.startswith("Bonjour")
    send_link("nobody.yet@mesange.example", language="en", **asked)
    assert "https://repere.example/en/access/" in letter("nobody.yet@mesange.example").text
