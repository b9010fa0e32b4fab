"""The result against a second computation, in fractions of our own, and against the command’s reader."""

import json
from decimal import Decimal
from fractions import Fraction

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from municipal.committee.grid import read_grid
from municipal.committee.queries import AgreedRow, Bid, EvaluationRow, MemberRow, evaluation_of
from municipal.committee.result import as_tender, award, interims
from municipal.db import reading
from municipal.legal import the_rules
from tests.municipal.committee.meeting import grid
from vendors.tenders.document import read_json
from vendors.tenders.tender_document import answers

MEMBERS = [MemberRow(f"m{n}", None, f"Membre {n}", False, "", None, "x", "c") for n in (1, 2, 3)]  # noqa: FBT003
POINTS = st.decimals(0, 30, places=2)
ROWS = st.lists(st.tuples(POINTS, POINTS, POINTS, st.decimals(0, 10, places=2)), min_size=1, max_size=6)
PRICE = st.decimals("0.01", 10**7, places=2)


def evaluation(mode, bids, **more):
    told = grid(mode, **more)
    rows = tuple(Bid(f"b{n}", f"V{n}") for n in range(1, bids + 1))
    return EvaluationRow("00003", "p", "locked", told, rows, "s", "", None, None, None, None, None, 1)


def agreed_on(rows):
    ids = ("need", "data", "safety", "delivery")
    return {
        (f"b{n}", one): AgreedRow(f"b{n}", one, f"{value:f}", "x", "p", "", 1)
        for n, row in enumerate(rows, 1)
        for one, value in zip(ids, row, strict=True)
    }


def second(rows, prices, factor, mode, price_points):
    """Who is admitted, the final scores and the winner, by hand."""
    points = {f"b{n}": sum(map(Fraction, row)) for n, row in enumerate(rows, 1)}
    met = {f"b{n}": Fraction(row[1]) >= 10 for n, row in enumerate(rows, 1)}
    if mode == "two_envelope":
        inside = [one for one, total in points.items() if total >= 70 and met[one]]
        finals = {one: (points[one] + factor) * 10000 / Fraction(prices[one]) for one in inside}
    else:
        inside = [one for one in points if met[one]]
        low = min((Fraction(prices[one]) for one in inside), default=None)
        finals = {one: points[one] + price_points * low / Fraction(prices[one]) for one in inside}
    best = sorted(inside, key=lambda one: (-finals[one], Fraction(prices[one])))
    first = [
        one for one in best if (finals[one], Fraction(prices[one])) == (finals[best[0]], Fraction(prices[best[0]]))
    ]
    return inside, finals, first


@settings(max_examples=150, deadline=None)
@given(
    ROWS,
    st.lists(PRICE, min_size=6, max_size=6),
    st.decimals(0, 50, places=1),
    st.sampled_from(["two_envelope", "one_envelope"]),
)
def test_no_difference_from_exact_fractions_on_any_tender(rows, amounts, factor, mode):
    if mode == "one_envelope":
        # 100 points in all: 30 for the price leaves 70 for the others.
        rows = [tuple(value * 7 / 10 for value in row) for row in rows]
    told = {"factor": f"{factor:f}"} if mode == "two_envelope" else {"factor": None, "price_points": "30"}
    if mode == "one_envelope":
        told["criteria"] = [
            row | {"max": most} for row, most in zip(grid()["criteria"], ("21", "21", "21", "7"), strict=True)
        ]
    here = evaluation(mode, len(rows), **told)
    table, agreed = read_grid(here.grid), agreed_on(rows)
    prices = {f"b{n}": f"{one:f}" for n, one in enumerate(amounts[: len(rows)], 1)}
    inside, finals, first = second(rows, prices, Fraction(factor), mode, 30)
    found = interims(here, table, agreed)
    assert [one.id for one in found if one.admissible] == inside
    opened = {one: prices[one] for one in inside}
    answer = award(found, table, opened)
    assert {one.id: one.final_exact for one in answer.bids if one.final_exact} == {
        one: f"{value.numerator}/{value.denominator}" for one, value in finals.items()
    }
    assert answer.award == (first[0] if len(first) == 1 else None)
    assert answer.status == ("no_award" if not inside else "awarded" if len(first) == 1 else "dead_heat")
    data = msgspec.json.encode(as_tender(here, table, MEMBERS, agreed, opened))
    again, listed = answers(read_json(data, "x", most=10**6), the_rules())
    assert not listed
    assert again == [answer]


def test_a_price_that_should_stay_sealed_is_not_computed_with():
    here = evaluation("two_envelope", 2)
    table = read_grid(here.grid)
    agreed = agreed_on([tuple(map(Decimal, row)) for row in ((25, 25, 25, 7), (20, 20, 20, 7))])
    with pytest.raises(ValueError, match="sealed"):
        award(interims(here, table, agreed), table, {"b1": "1", "b2": "2"})


def test_the_file_of_a_report_gives_the_same_result_by_the_command(meeting, hamlet, command, tmp_path):
    here = meeting().locked()
    here.secretary.does("price", price_b1="98500", price_b2="112000")
    here.secretary.does("decide")
    file = tmp_path / "evaluation.json"
    file.write_bytes(here.secretary.page("rapport", format="json").content)
    ran = command(hamlet, "tender", "score", str(file), "--json")
    assert ran.status == 0
    hamlet.enter()
    with reading() as session:
        assert evaluation_of(session, here.city, here.project).answer == ran.json
    assert json.loads(file.read_text())["criteria"][1] == {"id": "data", "max": 30, "min": 10}


@pytest.mark.parametrize(
    ("prices", "told"),
    [
        ({"price_b1": "100000", "price_b2": "100000"}, "Égalité parfaite"),
        ({"price_b1": "100000", "price_b2": "100000.01"}, "Le calcul place Alpha inc. au premier rang."),
    ],
)
def test_a_dead_heat_is_left_to_the_rule_of_the_documents(meeting, prices, told):
    same = ["25", "25", "25", "7"]
    here = meeting().locked({"b1": same, "b2": same, "b3": ["1", "1", "1", "1"]})
    here.secretary.does("price", **prices)
    assert here.secretary.does("decide").status_code == 303
    assert told in here.secretary.page("rapport").text


def test_when_none_is_admitted_there_is_no_award_and_no_price(meeting):
    low = ["20", "20", "20", "5"]
    here = meeting().locked({"b1": low, "b2": low, "b3": low})
    assert "Toutes les enveloppes" in here.secretary.page().text
    assert here.secretary.does("decide").status_code == 303
    assert "Aucune attribution" in here.secretary.page("rapport").text
