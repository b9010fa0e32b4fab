"""What the tests of Apprendre share: a site whose second level has a module."""

import pytest

from municipal.learning import curriculum as files
from tests.municipal.learning.small import with_m06


@pytest.fixture
def level_two(anew, demo, monkeypatch, tmp_path):
    """`level_two(change)`: a visitor of a site where m06 has its content, changed by `change` when it is given."""
    made = with_m06(tmp_path)

    def site(change=None):
        if change:
            change(made)
        monkeypatch.setattr(files, "SEED", tmp_path)
        files.curriculum.cache_clear()
        return anew(demo)

    yield site
    files.curriculum.cache_clear()
