"""`municipal curriculum check`, by its command: a curriculum that cannot be read is a verdict, not an accident."""

import json
import shutil

import pytest

from municipal import paths
from municipal.__main__ import main


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """A copy of what the command reads, in the place of the seed."""
    for name in ("indicators.csv", "resources.toml", "courses.csv"):
        shutil.copy(paths.SEED / name, tmp_path / name)
    shutil.copytree(paths.SEED / "curriculum", tmp_path / "curriculum")
    monkeypatch.setattr(paths, "SEED", tmp_path)
    return tmp_path / "curriculum"


def test_a_sound_curriculum_is_done(copied, capsys):
    assert main(["curriculum", "check", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["problems"] == []


@pytest.mark.parametrize(
    "broken",
    [
        lambda folder: (folder / "limits.toml").unlink(),
        lambda folder: (folder / "m01/1.en.md").unlink(),
        lambda folder: (folder / "m02/items.toml").write_bytes(b"[[item"),
        lambda folder: (folder / "m02/items.toml").write_bytes("é".encode("latin-1")),
        lambda folder: (folder / "m02/items.toml").write_text("a = " + "[" * 5000),
        shutil.rmtree,
    ],
    ids=["no limits", "no lesson", "no TOML", "not UTF-8", "deep", "nothing"],
)
def test_one_that_cannot_be_read_is_a_verdict_with_its_problem(copied, broken, capsys):
    broken(copied)
    assert main(["curriculum", "check", "--json"]) == 1
    said = capsys.readouterr()
    assert json.loads(said.out)["problems"]
    assert said.err.strip()
    assert "Traceback" not in said.err
