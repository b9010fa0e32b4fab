"""Addresses that work once: looked at as often as one likes, used once, and not for long."""

import pytest
from sqlmodel import select

from municipal.db import reading, write
from municipal.people.one_time import by_code, look, make, same_browser, spend
from municipal.people.tables import OneTime


@pytest.fixture(autouse=True)
def _here(village):
    pass


def made(purpose="sign_in", **more):
    return write(lambda session: make(session, purpose, email="odile@mesange.example", **more))


def seen(token):
    with reading() as session:
        return look(session, token)


def coded(code, browser):
    return write(lambda session: by_code(session, code, browser))


def test_asvs_6_5_1_an_address_is_used_once_and_looking_at_it_uses_nothing(contents):
    token = made().token
    before = contents()
    found = [seen(token) for _ in range(20)][-1]
    assert contents() == before
    assert write(lambda session: spend(session, found))
    assert not write(lambda session: spend(session, found))
    assert seen(token) is None


@pytest.mark.parametrize(
    ("purpose", "minutes"),
    [("sign_in", 10), ("sign_up", 10), ("demo", 10), ("recover", 1440), ("invite", 10080), ("open", 10080)],
)
def test_asvs_6_5_5_an_address_is_worth_nothing_a_second_after_its_time(clock, purpose, minutes):
    token = made(purpose).token
    clock.forward(minutes=minutes)
    assert seen(token)
    clock.forward(seconds=1)
    assert seen(token) is None


def test_asvs_6_6_2_a_link_that_signs_in_belongs_to_the_browser_that_asked():
    found = seen(made(browser="mine").token)
    assert same_browser(found, "mine")
    assert not any(same_browser(found, other) for other in (None, "", "theirs", "mine "))


def test_an_invitation_opens_in_any_browser():
    found = seen(made("invite").token)
    assert same_browser(found, None)
    assert same_browser(found, "any")


def test_asvs_6_5_2_neither_token_nor_code_nor_browser_is_stored_as_it_is():
    one = made(browser="the-cookie-of-a-browser")
    with reading() as session:
        kept = repr([row.model_dump() for row in session.exec(select(OneTime))])
    assert one.code
    assert not any(secret in kept for secret in (one.token, one.code, "the-cookie-of-a-browser"))


def test_a_token_that_was_never_made_leads_nowhere():
    assert seen("") is None
    assert seen("A" * 43) is None


def test_the_code_of_a_message_has_eight_digits_and_works_in_the_browser_that_asked_with_or_without_spaces():
    one = made(browser="b1")
    assert len(one.code) == 8
    assert one.code.isdigit()
    assert coded(one.code, "b2") is None
    assert coded(one.code, None) is None
    assert coded(f" {one.code[:4]} {one.code[4:]} ", "b1").id == seen(one.token).id


def wrong(code):
    return f"{(int(code) + 1) % 10**8:08}"


def test_asvs_6_6_3_five_wrong_codes_end_it():
    one = made(browser="b3")
    assert [coded(wrong(one.code), "b3") for _ in range(4)] == [None] * 4
    assert coded(one.code, "b3"), "the fifth may still be right"
    assert coded(wrong(one.code), "b3") is None
    assert coded(one.code, "b3") is None, "after five wrong ones none is"
    assert seen(one.token), "the link of the message still works"


def test_a_code_is_worth_as_long_as_its_link_and_once(clock):
    one = made(browser="b4")
    clock.forward(minutes=10)
    found = coded(one.code, "b4")
    assert write(lambda session: spend(session, found))
    assert coded(one.code, "b4") is None
    other = made(browser="b4")
    clock.forward(minutes=10, seconds=1)
    assert coded(other.code, "b4") is None


def test_of_two_messages_either_code_works():
    first, second = made(browser="b5"), made(browser="b5")
    assert coded(first.code, "b5").id == seen(first.token).id
    assert coded(second.code, "b5").id == seen(second.token).id


def test_an_address_without_a_browser_has_no_code():
    assert made("invite").code == ""
    assert coded("", "") is None
    assert coded("", None) is None
