"""Named numbers: each where its field wants it, within what the field may be, none twice, none missing."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Meta, Struct

from vendors.sources.numbers import Told, named


class Wanted(Struct, frozen=True):
    days: Annotated[int, Meta(ge=1)]
    share: Annotated[float, Meta(ge=0, le=1)]


def told(id_: str, value: float) -> Told:
    return Told(id_, value, "ce que c’est", "what it is", "source")


PATH = Path("numbers.toml")


@pytest.fixture
def faults_of(tmp_path: Path):
    """What is said of a file of such rows."""

    def read(*rows: Told) -> list[str]:
        path = tmp_path / PATH
        path.write_text("".join(f'[[number]]\nid = "{row.id}"\nvalue = {row.value}\n' for row in rows))
        return [str(fault) for fault in named(path, {"number": rows}, Wanted)[1]]

    return read


@given(st.integers(1, 10**6), st.floats(0, 1))
def test_numbers_that_fit_come_back_as_they_are(days: int, share: float):
    values, faults = named(PATH, {"a": [told("days", days)], "b": [told("share", share)]}, Wanted)
    assert not faults
    assert Wanted(**values) == Wanted(days, share)


def test_each_fault_says_which_number_and_where(faults_of: Callable[..., list[str]]):
    assert "days stands there already" in faults_of(told("days", 1), told("days", 2), told("share", 0))[0]
    assert "months is not a constant" in faults_of(told("days", 1), told("share", 0), told("months", 2))[0]
    assert "missing share" in faults_of(told("days", 1))[0]
    beyond = faults_of(told("days", 0), told("share", 0.5))
    assert len(beyond) == 1
    assert ">= 1" in beyond[0]
    assert len(faults_of(told("days", 1.5), told("share", 2))) == 2
