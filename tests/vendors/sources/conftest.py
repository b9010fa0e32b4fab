"""A table that a person made, read."""

import pytest

from vendors.sources.sheet import read_sheet


@pytest.fixture
def read(tmp_path):
    def reading(content, *, required=("nom",), encoding=None):
        path = tmp_path / "liste.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_sheet(path, required=required, encoding=encoding)

    return reading
