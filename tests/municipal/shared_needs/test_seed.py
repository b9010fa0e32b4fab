"""`needs.csv`: read strictly, and what it says wrongly is told."""

import pytest

from municipal.paths import SEED
from municipal.shared_needs.seed import need_rows
from vendors.sources.faults import UnusableError

HEADER = "need,city,joined_on,volume,unit,wanted_in,conditions\n"


def test_one_need_told_in_two_ways_is_one_row(tmp_path):
    rows = "nids-de-poule,00001,2026-01-02,3,km,2027,\npothole tracking,00002,2026-02-03,,,,Bilingue.\n"
    (tmp_path / "needs.csv").write_text(HEADER + rows, "utf-8")
    needs, members = need_rows(tmp_path, {"00001", "00002"})
    assert [(row["id"], row["words"]) for row in needs.rows] == [("voirie", "nids-de-poule")]
    assert [(row["need"], row["city"], row["volume"]) for row in members.rows] == [
        ("voirie", "00001", 3.0),
        ("voirie", "00002", None),
    ]


@pytest.mark.parametrize("row", ["nids-de-poule,99999,2026-01-02,,,,", "de la,00001,2026-01-02,,,,"])
def test_a_city_that_does_not_exist_and_words_that_tell_nothing_are_faults(tmp_path, row):
    (tmp_path / "needs.csv").write_text(HEADER + row + "\n", "utf-8")
    with pytest.raises(UnusableError) as told:
        need_rows(tmp_path, {"00001"})
    assert "needs.csv" in told.value.faults[0].where


def test_the_demonstration_s_own_file_has_no_fault():
    needs, members = need_rows(SEED / "demo", {f"0000{n}" for n in range(1, 9)})
    assert {row["need"] for row in members.rows} == {row["id"] for row in needs.rows}
