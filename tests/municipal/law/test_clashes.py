"""What the law cannot hold, found before the law holds it."""

import shutil

import pytest

from municipal.law.clashes import Clash, cited_topics, clashes
from municipal.law.dated import ARTICLES, FILES, THRESHOLDS, joined, written
from municipal.paths import SEED
from tests.municipal.law.rows import ARTICLE, number
from vendors.sources.faults import UnusableError
from vendors.tenders.regime import read_law

ROWS = {file: joined(file, []) for file in FILES}


@pytest.fixture
def readable(tmp_path):
    """Whether `read_law` takes the seed with a row more: the reader of the library is the judge."""

    def read(file, row):
        folder = tmp_path / "legal"
        shutil.copytree(SEED / "legal", folder, dirs_exist_ok=True)
        for name in FILES:
            (folder / name).write_text(written(name, joined(name, [row] if name == file else [])), encoding="utf-8")
        try:
            read_law(folder)
        except UnusableError:
            return False
        return True

    return read


@pytest.mark.parametrize(
    ("begins", "ends", "others"),
    [
        ("2028-01-01", "2029-12-31", []),
        ("2028-01-01", "", []),
        ("", "2018-04-18", []),
        ("2027-12-31", "", ["public-call-2026"]),
        ("2022-10-06", "2022-10-07", ["public-call-2020", "public-call-2022"]),
        ("", "2018-04-19", ["public-call-2018"]),
    ],
)
def test_two_numbers_of_one_kind_never_share_a_day(readable, begins, ends, others):
    row = number(effective_from=begins, effective_to=ends)
    found = clashes(ROWS, THRESHOLDS, row)
    assert [(one.kind, one.other) for one in found] == [("period", other) for other in others]
    assert readable(THRESHOLDS, row) == (found == [])


def test_a_row_does_not_meet_the_one_whose_place_it_takes(readable):
    row = number(id="public-call-2026", effective_from="2026-01-01", effective_to="2027-12-31", amount="139000")
    assert clashes(ROWS, THRESHOLDS, row) == []
    assert readable(THRESHOLDS, row)
    assert clashes(ROWS, THRESHOLDS, row | {"effective_from": "2025-12-31"}) == [
        Clash("period", "public-call-2024", "2024-01-01", "2025-12-31")
    ]


def test_an_article_is_told_once_under_a_topic_and_a_regime():
    assert clashes(ROWS, ARTICLES, ARTICLE) == []
    twin = ARTICLE | {"topic": "invitation", "article": "573.1"}
    assert clashes(ROWS, ARTICLES, twin) == [Clash("period", "invitation-lcv")]
    assert clashes(ROWS, ARTICLES, twin | {"regime": "CM"}) == []


def test_an_id_is_that_of_one_file_alone():
    assert Clash("id", "privacy") in clashes(ROWS, THRESHOLDS, number(id="privacy"))
    assert Clash("id", "invitation-from") in clashes(ROWS, ARTICLES, ARTICLE | {"id": "invitation-from"})


def test_a_topic_that_a_route_cites_keeps_an_article(readable):
    assert "privacy" in cited_topics()
    moved = ARTICLE | {"id": "privacy", "topic": "notice"}
    assert clashes(ROWS, ARTICLES, moved) == [Clash("topic", "privacy")]
    assert not readable(ARTICLES, moved)
    # Of two articles on a topic, one may go elsewhere.
    assert clashes(ROWS, ARTICLES, ARTICLE | {"id": "group-cm"}) == []
