"""One byte changed anywhere in a sealed file is noticed."""

import re
from hashlib import sha256

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from municipal.safekeeping.seal import blank, holds, set_seal

BEFORE, AFTER = b"avant", "après".encode()


def sealed(path, before=BEFORE, after=AFTER):
    placed = blank()
    path.write_bytes(before + placed.encode() + after)
    set_seal(path, placed)
    return read(path)


def read(path):
    found = re.findall(rb"repere:[0-9a-f]{32}:[0-9a-f]{64}", path.read_bytes())
    return found[-1].decode()


def test_the_seal_is_the_digest_of_the_file_in_which_its_digits_are_zeros(tmp_path):
    seal = sealed(tmp_path / "f")
    mark, digits = seal[:-64], seal[-64:]
    assert sha256(BEFORE + mark.encode() + b"0" * 64 + AFTER).hexdigest() == digits
    assert holds(tmp_path / "f", seal)


def test_a_change_of_any_byte_is_noticed(tmp_path):
    path = tmp_path / "f"
    seal = sealed(path, b"x" * 40, b"y" * 40)
    whole = path.read_bytes()
    for place in range(len(whole)):
        for other in (whole[place] ^ 1, ord("0"), ord("f")):
            if other == whole[place]:
                continue
            changed = bytearray(whole)
            changed[place] = other
            path.write_bytes(changed)
            # By the seal that was noted before, and by the one that now stands in the file.
            assert not holds(path, seal), (place, other)
            assert not holds(path, changed[40 : 40 + len(seal)].decode("latin-1")), (place, other)


@pytest.mark.parametrize(
    "change",
    [
        lambda whole: whole[:-1],
        lambda whole: whole + b"\0",
        lambda whole: b"\0" + whole,
        lambda whole: whole + whole,
        lambda _: b"nothing",
    ],
    ids=["cut short", "longer", "begun later", "twice", "another"],
)
def test_a_file_of_another_length_is_noticed(tmp_path, change):
    path = tmp_path / "f"
    seal = sealed(path)
    path.write_bytes(change(path.read_bytes()))
    assert not holds(path, seal)


@given(st.binary(max_size=300), st.binary(max_size=300))
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_stands_round_it_a_seal_holds(tmp_path, before, after):
    assert holds(tmp_path / "f", sealed(tmp_path / "f", before, after))


def test_two_seals_never_have_the_same_mark():
    assert len({blank() for _ in range(100)}) == 100


@pytest.mark.parametrize("said", ["", "repere", "repere:" + "0" * 32 + ":" + "g" * 64, "x" * 103])
def test_what_is_no_seal_never_holds(tmp_path, said):
    sealed(tmp_path / "f")
    assert not holds(tmp_path / "f", said)


def test_a_text_that_looks_like_a_seal_is_not_taken_for_it(tmp_path):
    path = tmp_path / "f"
    false = f"repere:{'a' * 32}:{'b' * 64}".encode()
    assert holds(path, sealed(path, before=false))
