"""The thirty-four questions: gates, scored criteria and clauses kept apart, and a grid that the rules accept."""

import re
from fractions import Fraction

import pytest

from municipal.paths import SEED
from vendors.sources.faults import UnusableError
from vendors.tenders.grid import Criterion, Grid, Member, faults_of
from vendors.tenders.questions import read_questions

PATH = SEED / "legal/questions.toml"
IDS = [
    "N1",
    "N2",
    "N3",
    "N4",
    "N5",
    "P1",
    "P2",
    "P3",
    "P4",
    "P5",
    "P6",
    "D1",
    "D2",
    "R1",
    "R2",
    "R3",
    "R4",
    "T1",
    "T2",
    "T3",
    "T4",
    "T5",
    "T6",
    "T7",
    "I1",
    "I2",
    "E1",
    "E2",
    "X1",
    "X2",
    "X3",
    "L1",
    "L2",
    "L3",
]


@pytest.fixture(scope="module")
def checklist():
    return read_questions(PATH)


def test_the_thirty_four_in_order(checklist):
    assert [one.id for one in checklist.questions] == IDS
    assert len(IDS) == 34


def test_each_kind_apart(checklist):
    gates, scored, clauses = (checklist.of(kind) for kind in ("gate", "scored", "clause"))
    assert [len(gates), len(scored), len(clauses)] == [13, 14, 7]
    assert all(one.text("fr").rstrip(".").endswith(("?", "montant")) for one in [*gates, *scored])
    assert all(one.text("fr").endswith(".") for one in clauses)
    assert all(one.points for one in scored)


def test_the_suggested_grid_breaks_no_rule(checklist, rules):
    criteria = [Criterion(one.id, Fraction(one.points)) for one in checklist.groups]
    assert [one.points for one in checklist.groups] == [25, 20, 25, 15, 15]
    members = [Member(name, council_member=False) for name in "abc"]
    assert faults_of(Grid(criteria, members, Fraction(20)), rules) == []


def test_each_in_both_languages_short_and_with_a_source(checklist):
    for one in [*checklist.questions, *checklist.groups]:
        texts = [one.text("fr"), one.text("en")] if one in checklist.questions else [one.name("fr"), one.name("en")]
        assert texts[0] != texts[1]
        for text in texts:
            for sentence in re.split(r"(?<=[.:?])\s", text):
                assert len(sentence.split(" ")) <= 20, sentence
    for one in checklist.questions:
        assert one.source_title
        assert not (one.verified and re.search("non relu|mémoire|secondaire|faible|non vérifi", one.source_title)), (
            one.id
        )


def test_no_scored_question_asks_for_an_amount(checklist):
    """A committee that reads an amount in the first envelope no longer scores without knowing the price."""
    for one in checklist.of("scored"):
        assert not re.search(r"combien|prix|\$", one.text("fr"), re.IGNORECASE)
    (cost,) = [one for one in checklist.questions if one.id == "E1"]
    assert cost.text("fr").endswith("Sans aucun montant.")
    assert cost.text("en").endswith("Without any amount.")


def test_a_broken_file_is_refused(tmp_path):
    text = PATH.read_text("utf-8")
    for before, after, told in [
        ('group = "need"', 'group = "wish"', "there is no wish"),
        ("points = 5\n", "points = 6\n", "its questions have"),
        ("points = 8\n", "", "a scored question has some"),
        ('id = "N2"', 'id = "N1"', "stands there already"),
        ('kind = "gate"', 'kind = "maybe"', "kind"),
    ]:
        assert before in text
        (tmp_path / "q.toml").write_text(text.replace(before, after, 1), encoding="utf-8")
        with pytest.raises(UnusableError) as caught:
            read_questions(tmp_path / "q.toml")
        assert told in caught.value.faults[0].en
