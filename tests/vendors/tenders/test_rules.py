"""The numbers of the law as they were agreed, each with its article and source; a broken file is refused."""

import re

import pytest

from municipal.paths import SEED
from vendors.sources.faults import UnusableError
from vendors.tenders.rules import read_rules

TEXT = (SEED / "legal/tenders.toml").read_text("utf-8")


@pytest.fixture
def broken(tmp_path):
    """The faults of the file once something in it is changed."""

    def read(before, after):
        assert before in TEXT
        path = tmp_path / "tenders.toml"
        path.write_text(TEXT.replace(before, after, 1), encoding="utf-8")
        with pytest.raises(UnusableError) as caught:
            read_rules(path)
        return [fault.en for fault in caught.value.faults]

    return read


def test_the_agreed_numbers(rules):
    assert (rules.least_criteria, rules.most_points, rules.total_points) == (4, 30, 100)
    assert (rules.least_factor, rules.most_factor, rules.least_members) == (0, 50, 3)
    assert (rules.least_interim, rules.scale) == (70, 10_000)


def test_each_says_its_article_its_source_and_what_it_means(rules):
    assert {one.number for one in rules.told} == {"R1", "R2", "R4", "R5", "R8", "R9"}
    for one in rules.told:
        assert one.article
        assert one.source_title
        assert one.source_url.startswith("https://")
    for one in [*rules.told, *rules.limits]:
        assert one.meaning_fr != one.meaning_en
        for text in (one.meaning_fr, one.meaning_en):
            assert text.endswith(".")
            assert max(len(sentence.split()) for sentence in re.split(r"[.;]", text)) <= 20, text


def test_what_was_read_in_a_similar_text_only_is_not_called_verified(rules):
    assert [one.id for one in rules.told if one.verified and "texte voisin" in one.source_title] == []
    assert {one.id for one in rules.told if one.verified} == {"least_members"}


def test_one_fault_for_each_thing_wrong(broken):
    assert "int" in broken("value = 30\n", 'value = "30"\n')[0]
    assert "1" in broken("value = 10000\n", "value = 0\n")[0]
    faults = broken('id = "scale"', 'id = "scales"')
    assert "scales is not a constant" in faults[0]
    assert "missing scale" in faults[1]
    assert "stands there already" in broken('id = "scale"', 'id = "least_interim"')[0]
