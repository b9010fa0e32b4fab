"""The page that works tenders through by hand: document, answer, tables and unverified rows are true."""

import datetime as dt
import json
import re
from fractions import Fraction

import msgspec
import pytest

from municipal.paths import ROOT, SEED
from tests.vendors.tenders.made import answered, bid, by_id, read, tender
from vendors.tenders.complaint import complaint_deadline
from vendors.tenders.number import MOST_CHARACTERS
from vendors.tenders.questions import read_questions
from vendors.tenders.simulate import Offer, premium, simulate, switches
from vendors.tenders.situations import read_situations
from vendors.tenders.tender_document import answers

TEXT = (ROOT / "docs/tenders.md").read_text("utf-8")
DOCUMENT, ANSWER = re.findall(r"```json\n(.*?)```", TEXT, re.DOTALL)


def rows(heading):
    """The cells of the table whose heading begins so."""
    lines = TEXT.splitlines()
    (start,) = [n for n, line in enumerate(lines) if line.startswith(f"| {heading} |")]
    table = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        table.append([cell.strip() for cell in line.strip("|").split("|")])
    return table


def whole(text):
    return int(text.replace(",", ""))


def test_the_document_gives_the_answer(rules):
    found, _ = answers(read(DOCUMENT), rules)
    assert msgspec.to_builtins(found[0]) == json.loads(ANSWER)


def test_the_rules_have_their_numbers(rules):
    told = {row[0]: row[2] for row in rows("rule")}
    assert whole(told["R1"]) == rules.least_criteria
    assert told["R2"] == f"{rules.most_points}; {rules.total_points}"
    assert told["R4"] == f"{rules.least_factor}; {rules.most_factor}"
    assert whole(told["R5"]) == rules.least_members
    assert whole(told["R8"]) == rules.least_interim
    assert whole(told["R9"]) == rules.scale


def test_e1(rules):
    table = rows("bid")
    bids = [bid(row[0], float(row[1]), None if row[2] == "sealed" else whole(row[2])) for row in table]
    for column, factor in ((3, 50), (4, 20), (5, 0)):
        finals = by_id(answered(tender(*bids, factor=factor), rules), "final")
        assert {row[0]: None if row[column] == "–" else row[column] for row in table} == finals
    (switch,) = switches(
        [Offer("A", Fraction(82), Fraction(98_500)), Offer("D", Fraction(70), Fraction(88_000))], rules
    )
    assert switch.at == Fraction(642, 21)
    assert f"k = 642/21 = {float(switch.at):.4f}" in TEXT


def test_e2_and_e3(rules):
    near = answered(tender(bid("A", 80, 100_000), bid("B", 90, 110_001)), rules)
    assert by_id(near, "final")["B"] in TEXT
    assert by_id(near, "final_exact")["B"] == "1100000/110001"
    even = answered(tender(bid("A", 80, 100_000), bid("B", 80, 100_000), factor=50), rules)
    assert (even["status"], by_id(even, "final")["A"]) == ("dead_heat", "13.0000")
    assert "both 13.0000" in TEXT


def test_the_premiums():
    steps = [(70, 80), (80, 90), (70, 100)]
    for row in rows("k"):
        assert row[1:] == [f"{float(100 * premium(int(row[0]), low, high)):.2f}%" for low, high in steps]


def test_the_situations(rules):
    told = dict(rows("situation"))
    for one in read_situations(SEED / "legal/situations.toml"):
        found = simulate(one.offers, rules)
        (first,) = found.winners[0]
        text = ", then ".join([first, *(f"{switch.after[0]} from {switch.at}" for switch in found.switches)])
        assert told[one.name("en")] == text


def test_one_envelope_by_hand(rules):
    scores = [{"q": 45}, {"q": 56}]
    made = tender(mode="one_envelope", price_points=40, criteria=[{"id": "q", "max": 60}])
    del made["factor"]
    made["bids"] = [
        {"id": one, "scores": given, "price": price}
        for one, given, price in zip("AB", scores, (100_000, 160_000), strict=True)
    ]
    assert by_id(answered(made, rules), "final_exact") == {"A": "85/1", "B": "81/1"}
    assert "45 + 40 = 85" in TEXT
    assert "160,000 = 81" in TEXT


def test_every_limit_is_told_with_its_value(rules):
    assert {row[0].strip("`"): (whole(row[1]), row[2]) for row in rows("limit")} == {
        one.id: (one.value, one.meaning_en) for one in rules.limits
    }
    assert f"at most {MOST_CHARACTERS}\ncharacters" in TEXT


def test_the_thresholds(law):
    told = [(row[0], row[1], None if row[2] == "unknown" else whole(row[2]), row[3] == "yes") for row in rows("from")]
    assert told == [
        (one.effective_from.isoformat(), one.effective_to.isoformat(), one.amount, one.verified)
        for one in law.thresholds
        if one.kind == "public_call"
    ]


def test_the_complaint_dates(law):
    first = dt.date(2026, 1, 5)
    for days, after in re.findall(r"(\d+) days give (\d+)", TEXT):
        assert complaint_deadline(law, first, first + dt.timedelta(int(days))).on == first + dt.timedelta(int(after))


def test_whatever_is_unverified_is_named_and_nothing_else(law):
    section = TEXT.partition("## What is unverified")[2].partition("\n## ")[0]
    unverified = {one.id for one in [*law.thresholds, *law.articles] if not one.verified}
    assert set(re.findall(r"`([a-z]+(?:-[a-z0-9]+)+)`", section)) == unverified
    questions = read_questions(SEED / "legal/questions.toml").questions
    (line,) = re.findall(r"\*\*Questions\*\* ([A-Z0-9, ]+):", section)
    assert set(line.split(", ")) == {one.id for one in questions if not one.verified}


def test_the_rules_that_are_unverified_are_named(rules):
    (line,) = re.findall(r"\*\*(R[R0-9, ]+) in the text", TEXT)
    assert set(line.split(", ")) == {one.number for one in rules.told if not one.verified}


def test_the_checklist_is_counted():
    checklist = read_questions(SEED / "legal/questions.toml")
    counts = [len(checklist.of(kind)) for kind in ("gate", "scored", "clause")]
    assert "{} gates, {} scored, {} clauses".format(*counts) in TEXT
    assert f"The {len(checklist.questions)} questions" in TEXT
    points = [str(one.points) for one in checklist.groups]
    assert f"{', '.join(points[:-1])} and {points[-1]} points" in TEXT


@pytest.mark.parametrize("paragraph", re.findall(r"^\*En bref.*?\*$", TEXT, re.DOTALL | re.MULTILINE))
def test_the_french_of_the_page_is_short(paragraph):
    for sentence in re.split(r"(?<=[.:;])\s", paragraph):
        assert len(sentence.split()) <= 20, sentence
