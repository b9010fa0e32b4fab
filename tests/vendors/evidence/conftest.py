"""The constants of `seed/`, and studies made for one test."""

import pytest

from municipal.paths import SEED
from tests.vendors.evidence.published import BCG
from vendors.evidence.constants import read_constants
from vendors.evidence.counts import Share, ratio_of_risks
from vendors.evidence.study import as_study


@pytest.fixture(scope="session")
def constants():
    """The constants that the program runs with."""
    return read_constants(SEED / "evidence.toml")


@pytest.fixture(scope="session")
def bcg(constants):
    """The thirteen trials as studies."""
    effects = [ratio_of_risks(Share(a, a + b), Share(c, c + d), "randomized") for a, b, c, d in BCG]
    return [as_study(one, 1.0, constants) for one in effects]
