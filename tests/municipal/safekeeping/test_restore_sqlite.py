"""A restored file takes the place of another, which is kept aside with its log; a failure replaces nothing."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from municipal.safekeeping import restore_sqlite
from municipal.safekeeping.restore import restore
from municipal.settings import Settings
from tests.municipal.safekeeping.restoring import opened, refused, reports, unchanged, write


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
def test_where_there_was_no_database_there_is_one(fresh, kept, tmp_path):
    target = Settings(data_dir=str(tmp_path / "new" / "data"), demo=True)
    done = restore(target, Path(kept.file))
    assert (done.ok, done.aside) == (True, None)
    assert [each.name for each in (tmp_path / "new" / "data").iterdir()] == ["demo.db"]
    opened(target)
    assert reports() == {"A", "B"}


@pytest.fixture
def killed(fresh, kept, tmp_path):
    """What a site that was killed leaves: a database, and a log that holds what it wrote last."""
    opened(fresh.settings)
    write("D")
    folder = tmp_path / "killed"
    folder.mkdir()
    for end in ("", "-wal", "-shm"):
        shutil.copy(fresh.folder / f"demo.db{end}", folder / f"demo.db{end}")
    assert (folder / "demo.db-wal").stat().st_size > 0
    return Settings(data_dir=str(folder), demo=True)


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
def test_a_log_that_a_killed_site_left_goes_into_the_file_that_is_kept_aside(killed, kept):
    done = restore(killed, Path(kept.file))
    assert sorted(each.name for each in killed.data.iterdir()) == ["demo.db", Path(done.aside).name]
    opened(killed)
    assert reports() == {"A", "B"}
    with closing(sqlite3.connect(done.aside)) as file:
        assert {number for (number,) in file.execute("SELECT id FROM report")} == {"A", "B", "C", "D"}


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
def test_a_log_that_could_not_be_read_is_kept_aside_and_never_read_into_the_restored_file(killed, kept, monkeypatch):
    monkeypatch.setattr(restore_sqlite, "_number_of_a_free_file", lambda _: None)
    log = (killed.data / "demo.db-wal").read_bytes()
    done = restore(killed, Path(kept.file))
    assert Path(f"{done.aside}-wal").read_bytes() == log
    assert not (killed.data / "demo.db-wal").exists()
    opened(killed)
    assert reports() == {"A", "B"}


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
@pytest.mark.parametrize("damage", [b"", b"no database at all" * 500], ids=["empty", "garbage"])
def test_a_damaged_database_is_replaced_and_kept_aside_as_it_is(fresh, kept, tmp_path, damage):
    hurt = tmp_path / "hurt"
    hurt.mkdir()
    (hurt / "demo.db").write_bytes(damage)
    (hurt / "demo.db-wal").write_bytes(b"a log" * 100)
    target = Settings(data_dir=str(hurt), demo=True)
    done = restore(target, Path(kept.file))
    assert Path(done.aside).read_bytes() == damage
    assert not (hurt / "demo.db-wal").exists()
    assert opened(target).version() > 1000
    assert reports() == {"A", "B"}


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
def test_the_restored_file_has_the_rights_of_the_one_it_replaces(fresh, kept):
    (fresh.folder / "demo.db").chmod(0o640)
    restore(fresh.settings, Path(kept.file))
    assert (fresh.folder / "demo.db").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
def test_a_link_to_a_database_stays_a_link(fresh, kept, tmp_path):
    linked = tmp_path / "linked"
    linked.mkdir()
    (linked / "demo.db").symlink_to(fresh.folder / "demo.db")
    done = restore(Settings(data_dir=str(linked), demo=True), Path(kept.file))
    assert (linked / "demo.db").is_symlink()
    assert Path(done.aside).parent == fresh.folder
    opened(fresh.settings)
    assert reports() == {"A", "B"}


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
@pytest.mark.parametrize("broken", ["_finish", "_set_aside", "keep_file"])
def test_a_failure_on_the_way_replaces_nothing(fresh, kept, contents, monkeypatch, broken):
    opened(fresh.settings)
    before = contents()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(restore_sqlite, broken, full)
    assert "No space left" in refused(fresh.settings, Path(kept.file)).where
    unchanged(fresh, contents, before)
