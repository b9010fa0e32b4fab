"""How often something may be tried: the limits of the file, in moving windows, for all processes."""

import pytest
from litestar.exceptions import TooManyRequestsException
from sqlmodel import select

from municipal.db import reading
from municipal.people.attempts import attempt, limits
from municipal.people.tables import Attempt


@pytest.fixture(autouse=True)
def _here(village, clock):
    pass


def tries(count, name="sign_in", **whose):
    """How many of so many tries are let through."""
    done = 0
    for _ in range(count):
        try:
            attempt(name, **whose)
        except TooManyRequestsException:
            break
        done += 1
    return done


def wait(name="sign_in", **whose):
    with pytest.raises(TooManyRequestsException) as caught:
        attempt(name, **whose)
    return int(caught.value.headers["retry-after"])


def test_asvs_6_3_1_ten_sign_ins_in_five_minutes_whoever_is_meant(clock):
    people = [f"p{n}@mesange.example" for n in range(11)]
    for person in people[:10]:
        attempt("sign_in", address="192.0.2.1", person=person)
    assert wait(address="192.0.2.1", person=people[10]) == 300


def test_asvs_6_3_1_ten_sign_ins_in_five_minutes_wherever_they_come_from():
    for n in range(10):
        attempt("sign_in", address=f"192.0.2.{n}", person="odile@mesange.example")
    assert wait(address="198.51.100.1", person="odile@mesange.example") == 300
    attempt("sign_in", address="198.51.100.1", person="rose@mesange.example")


def test_the_window_moves_and_the_wait_that_is_told_is_the_wait_that_is_needed(clock):
    for _ in range(10):
        attempt("sign_in", address="192.0.2.1")
        clock.forward(seconds=20)
    told = wait(address="192.0.2.1")
    assert told == 100
    clock.forward(seconds=told - 1)
    wait(address="192.0.2.1")
    clock.forward(seconds=1)
    attempt("sign_in", address="192.0.2.1")
    wait(address="192.0.2.1")


def test_asvs_6_6_3_a_second_proof_has_three_windows(clock):
    assert tries(6, "proof", person="odile") == 5
    total = 5
    while total < 20:
        clock.forward(minutes=5, seconds=1)
        total += tries(6, "proof", person="odile")
    clock.forward(minutes=5, seconds=1)
    assert tries(6, "proof", person="odile") == 0, "twenty in an hour"
    for _ in range(2):
        for _ in range(4):
            clock.forward(minutes=15, seconds=1)
            total += tries(6, "proof", person="odile")
    clock.forward(hours=1)
    total += tries(50, "proof", person="odile")
    clock.forward(minutes=10)
    total += tries(50, "proof", person="odile")
    assert total == 50, "fifty in a day"
    clock.forward(days=1)
    assert tries(6, "proof", person="odile") == 5


def test_who_is_not_known_yet_shares_no_window_with_others():
    for n in range(30):
        attempt("sign_in", address=f"192.0.2.{n}", person="")


def test_another_thing_to_try_has_windows_of_its_own():
    assert tries(11, "sign_in", address="192.0.2.1") == 10
    assert tries(21, "link", address="192.0.2.1") == 20


def test_neither_an_address_of_the_network_nor_of_a_mailbox_is_kept_as_it_is():
    attempt("link", address="192.0.2.77", person="odile@mesange.example")
    with reading() as session:
        kept = repr([row.model_dump() for row in session.exec(select(Attempt))])
    assert "link:person:" in kept
    assert "192.0.2.77" not in kept
    assert "odile" not in kept


def test_a_try_is_gone_after_a_day(clock):
    attempt("export", person="odile")
    clock.forward(days=1, seconds=1)
    attempt("export", person="rose")
    with reading() as session:
        assert len(session.exec(select(Attempt)).all()) == 1


def test_the_limits_are_those_of_the_specification():
    stated = {
        (name, scope, item.amount, item.get_expiry()) for name, windows in limits().items() for scope, item in windows
    }
    # Section 2.2: sign-in 10 / 5 min by person and by address, 1,000 in all; second factor 5 / 5 min, 20 / h, 50 / day.
    assert stated >= {
        ("sign_in", "person", 10, 300),
        ("sign_in", "address", 10, 300),
        ("sign_in", "all", 1000, 300),
        ("proof", "person", 5, 300),
        ("proof", "person", 20, 3600),
        ("proof", "person", 50, 86400),
        ("export", "person", 10, 3600),
    }
