"""A backup to restore."""

import pytest

from municipal.safekeeping.backup import backup
from tests.municipal.safekeeping.restoring import write


@pytest.fixture
def kept(fresh, tmp_path):
    """A backup that holds the reports A and B and their traces, of a demonstration that went on to write C."""
    write("A", "B")
    made = backup(fresh.settings, tmp_path / "b.sqlite")
    assert made.ok
    write("C")
    return made
