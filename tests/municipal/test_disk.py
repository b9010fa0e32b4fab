"""What was written is kept under its name, and under a second one without ever taking somebody else's."""

from pathlib import Path

import pytest

from municipal.disk import keep_file, keep_name, second_name


@pytest.fixture(params=["links", "no links"])
def disk(request, tmp_path, monkeypatch):
    """A folder on a disk that knows links, and on one that does not."""
    if request.param == "no links":

        def hardlink_to(self, _):
            if self.exists():
                raise FileExistsError(17, "File exists")
            raise PermissionError(1, "Operation not permitted")

        monkeypatch.setattr(Path, "hardlink_to", hardlink_to)
    return tmp_path


def test_a_second_name_leads_to_the_same_bytes_with_the_same_rights(disk):
    (disk / "one").write_bytes(b"x" * 100_000)
    (disk / "one").chmod(0o640)
    second_name(disk / "one", disk / "two")
    (disk / "one").unlink()
    assert (disk / "two").read_bytes() == b"x" * 100_000
    assert (disk / "two").stat().st_mode & 0o777 == 0o640


def test_a_second_name_is_never_somebody_s(disk):
    (disk / "one").write_bytes(b"ours")
    (disk / "two").write_bytes(b"theirs")
    with pytest.raises(FileExistsError):
        second_name(disk / "one", disk / "two")
    assert (disk / "two").read_bytes() == b"theirs"


def test_to_wait_for_the_disk_changes_nothing(tmp_path):
    (tmp_path / "one").write_bytes(b"ours")
    keep_file(tmp_path / "one")
    keep_name(tmp_path / "one")
    keep_name(tmp_path / "nowhere" / "one")
    assert (tmp_path / "one").read_bytes() == b"ours"
