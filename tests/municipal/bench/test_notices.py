"""What the benchmark of imports measures, on a month short enough for every run of the tests."""

import json

import pytest

from municipal.bench import notices
from municipal.bench.releases import numbered, releases, write_month
from municipal.settings import Settings
from vendors.names.neq import read_neq
from vendors.notices.release import LONGEST_TEXT


@pytest.fixture(scope="module")
def figures():
    return notices.run(n=6000, seed=4, settings=Settings())


def test_the_answer_has_the_shape_of_every_benchmark(figures):
    assert list(figures) == ["n", "file_mb", "load", "versions", "ours", "floor", "ratio"]
    assert figures["n"] == 6000
    assert figures["file_mb"] > 8
    assert set(figures["ours"]) == {"seconds", "rss_mb"}
    assert figures["floor"]["name"]


def test_a_month_is_stored_within_the_memory_promised(figures):
    assert 20 < figures["ours"]["rss_mb"] < 150


def test_the_floor_and_we_keep_the_same_rows(tmp_path):
    path = tmp_path / "mois.json"
    write_month(path, 300, 2)
    for what in ("ours", "floor"):
        run = notices._child(what, path, tmp_path / f"{what}.db", tmp_path / "ours.db")
        assert run.seconds > 0
        assert run.rss_mb > 20
    for table in notices.TABLES:
        ours = notices._read(tmp_path / "ours.db", table)
        assert ours == notices._read(tmp_path / "floor.db", table)
        assert len(ours) > 100


def test_what_is_made_is_made_again_from_the_same_seed_and_is_invented():
    one = list(releases(200, 5))
    assert one == list(releases(200, 5)) != list(releases(200, 6))
    assert len({release["ocid"] for release in one}) < 200
    assert any("awards" in release for release in one)
    assert any(len(release.get("awards", [{"suppliers": ()}])[0]["suppliers"]) == 2 for release in one)
    assert max(len(json.dumps(release)) for release in one) < LONGEST_TEXT


def test_a_made_number_passes_the_check():
    assert not any(read_neq(numbered(f"11{place:07}")).doubtful for place in range(0, 10**7, 9973))
