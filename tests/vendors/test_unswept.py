"""Cycles are not looked for meanwhile, and looked for again after, whatever happens."""

import gc

import pytest

from vendors.unswept import unswept


def test_cycles_are_looked_for_again_after():
    with unswept():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_failure_leaves_it_as_it_was():
    with pytest.raises(ValueError, match="x"), unswept():
        raise ValueError("x")
    assert gc.isenabled()


def test_one_within_another_waits_for_the_outer_one():
    with unswept():
        with unswept():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
