"""The rules and the law of `seed/`."""

import pytest

from municipal.paths import SEED
from vendors.tenders.regime import read_law
from vendors.tenders.rules import read_rules


@pytest.fixture(scope="session")
def rules():
    """The rules that the program runs with."""
    return read_rules(SEED / "legal/tenders.toml")


@pytest.fixture(scope="session")
def law():
    """The law that the program tells."""
    return read_law(SEED / "legal")
