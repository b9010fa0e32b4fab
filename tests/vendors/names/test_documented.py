"""The page about names is true: its example by hand, its constants, its guards."""

import math
import re

import pytest
from rapidfuzz.distance import Indel

from municipal.paths import ROOT, SEED
from vendors.names.judge import judge, legal_likeness, points
from vendors.names.likeness import likeness
from vendors.sources.numbers import Told
from vendors.sources.seedfile import read_toml

TEXT = (ROOT / "docs/matching.md").read_text("utf-8")


def number(text):
    return float(re.sub(r"[\s,]", "", text).replace("−", "-"))


def test_every_constant_is_told_with_its_value():
    table = {cells[1].strip(" `"): cells[2] for line in TEXT.splitlines() if len(cells := line.split("|")) > 3}
    for one in read_toml(SEED / "names/constants.toml", constant=Told)["constant"]:
        assert number(table[one.id]) == one.value, one.id


def test_the_example_by_hand_is_what_the_program_does(name, lexicon):
    left, right = name("Groupe Kalbec"), name("Kalbec inc.")
    like, _ = likeness(left.main, right.main)
    whole = Indel.normalized_similarity(left.plain, right.plain)
    total = points(like, whole, legal_likeness(left, right), lexicon.constants)
    by_hand = TEXT.partition("## By hand")[2].partition("## Searching")[0]
    rows = [line.split("|") for line in by_hand.splitlines() if re.match(r"\| [a-z]+[: ]", line)][1:]
    assert len(rows) == 9
    for row in rows:
        assert number(row[2]) * number(row[3]) == pytest.approx(number(row[4]), abs=1e-3)
    assert sum(number(row[4]) for row in rows) + lexicon.constants.start == pytest.approx(total, abs=1e-3)
    assert f"the sum is {total:.3f}" in by_hand
    assert f"**{1 / (1 + math.exp(-total)):.4f}**" in by_hand
    assert f"**{judge(left, right, lexicon.constants).score}**" in by_hand


def test_the_thresholds_stand_in_their_order(lexicon):
    constants = lexicon.constants
    assert constants.review < constants.ceiling_apart < constants.link < constants.ceiling_look < constants.same
    assert "never permits a merge" in TEXT


def test_the_sentences_of_the_page_are_short():
    kept = "\n".join(line for line in TEXT.splitlines() if not re.match(r"[|#`]|\s*municipal|\s*python", line))
    said = [re.sub(r"[*`]", "", part).replace("\n", " ") for part in re.split(r"\n\n|\n(?=\d\. |- )", kept)]
    sentences = [one for part in said for one in re.split(r"(?<=[.:;?!])\s", part)]
    assert len(sentences) > 60
    assert [one for one in sentences if len(one.split()) > 20] == []
