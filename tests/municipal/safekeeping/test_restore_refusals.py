"""A bad backup is refused before anything changes."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from municipal.safekeeping.backup_file import read_manifest, sign
from municipal.safekeeping.contents import digest
from municipal.settings import Settings
from tests.municipal.safekeeping.restoring import opened, refused, unchanged


def resealed(path, *statements, **said):
    """A backup that somebody changed, and sealed again."""
    manifest, _ = read_manifest(path)
    other = path.with_name("resealed")
    shutil.copy(path, other)
    with closing(sqlite3.connect(other)) as file, file:
        for statement in statements:
            file.execute(statement)
    sign(other, msgspec.structs.replace(manifest, **said))
    return other


FOREIGN = {
    "nothing": lambda path, _: path.write_bytes(b""),
    "a text": lambda path, _: path.write_text("pas une base"),
    "another database": lambda path, _: sqlite3.connect(path).execute("CREATE TABLE t (x)").connection.close(),
    "a database of ours": lambda path, source: shutil.copy(source, path),
}


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
@pytest.mark.parametrize("kind", FOREIGN)
def test_a_file_that_is_no_backup_is_refused(fresh, tmp_path, contents, kind):
    before = contents()
    FOREIGN[kind](tmp_path / "x", fresh.folder / "demo.db")
    fault = refused(fresh.settings, tmp_path / "x")
    assert (fault.rule, fault.where) == ("backup", str(tmp_path / "x"))
    unchanged(fresh, contents, before)


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", [".", "nowhere"])
def test_what_is_no_file_is_told(fresh, tmp_path, name):
    assert refused(fresh.settings, tmp_path / name).fr.startswith("Vérifiez le nom du fichier")


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
def test_a_byte_that_changed_is_refused(fresh, kept, contents):
    opened(fresh.settings)
    before = contents()
    path = Path(kept.file)
    whole = path.read_bytes()
    for place in range(0, len(whole), len(whole) // 20):
        changed = bytearray(whole)
        changed[place] ^= 0x20
        path.write_bytes(changed)
        assert refused(fresh.settings, path).rule == "backup", place
    for other in (whole[: len(whole) // 2], whole[:-1], whole + b"\0"):
        path.write_bytes(other)
        assert refused(fresh.settings, path).rule == "backup"
    unchanged(fresh, contents, before)


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE report SET message = 'autre' WHERE id = 'A'",
        "DELETE FROM report WHERE id = 'A'",
        "INSERT INTO region (code, name) VALUES ('xx', 'De trop')",
        "CREATE TABLE more (x)",
        "DROP TABLE fact",
    ],
)
def test_rows_that_are_not_those_that_were_counted_are_refused(fresh, kept, contents, statement):
    opened(fresh.settings)
    before = contents()
    fault = refused(fresh.settings, resealed(Path(kept.file), statement))
    assert "rows" in fault.where
    unchanged(fresh, contents, before)


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
def test_the_other_world_is_refused(fresh, kept, contents):
    opened(fresh.settings)
    before = contents()
    url = fresh.database.url.render_as_string(hide_password=False)
    fault = refused(Settings(data_dir=str(fresh.folder), database_url=url), Path(kept.file))
    assert (fault.rule, fault.where) == ("world", "demo")
    unchanged(fresh, contents, before)


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
def test_a_newer_schema_is_refused(fresh, kept, contents):
    opened(fresh.settings)
    before = contents()
    tables = read_manifest(Path(kept.file))[0].tables | {"alembic_version": digest([("9999",)])}
    newer = "UPDATE alembic_version SET version_num = '9999'"
    path = resealed(Path(kept.file), newer, schema="9999", tables=tables)
    fault = refused(fresh.settings, path)
    assert (fault.rule, fault.where) == ("schema", "9999")
    unchanged(fresh, contents, before)


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
def test_a_newer_kind_of_backup_is_refused(fresh, kept):
    fault = refused(fresh.settings, resealed(Path(kept.file), format=2))
    assert (fault.rule, fault.fr.split(" du ")[0]) == ("schema", "Installez la version")


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
def test_a_schema_that_is_not_the_one_announced_is_refused(fresh, kept):
    path = resealed(Path(kept.file), "UPDATE alembic_version SET version_num = '0001'")
    assert "schema" in refused(fresh.settings, path).where
