"""A grid that is fixed: what `municipal tender score` reads, whatever was typed."""

import json

from hypothesis import given
from hypothesis import strategies as st

from municipal.legal import the_rules
from municipal.projects.grid import default_grid
from municipal.projects.grid_fixed import decimal, frozen_grid, group_of
from municipal.traces.chain import digest
from tests.municipal.projects.gridding import SCORED, grids, told
from vendors.tenders.document import read_json
from vendors.tenders.number import exact, plain
from vendors.tenders.tender_document import answers

KEYS = {"mode", "factor", "price_points", "tie_rule", "criteria", "gates", "clauses"}


def document(frozen, scores, prices):
    """The tender that a fixed grid announces, as text: numbers stand as they are fixed."""
    bids = [
        f'{{"id": "b{n}", "scores": {{{row}}}, "price": {price}}}'
        for n, (row, price) in enumerate(zip(scores, prices, strict=True))
    ]
    if frozen["mode"] == "lowest_price":
        bids = [f'{{"id": "b{n}", "price": {price}}}' for n, price in enumerate(prices)]
    parts = [f'"mode": "{frozen["mode"]}"', f'"bids": [{", ".join(bids)}]']
    if frozen["mode"] != "lowest_price":
        criteria = [
            f'{{"id": {json.dumps(one["id"])}, "max": {one["max"]}, "min": {one["min"] or "null"}}}'
            for one in frozen["criteria"]
        ]
        member = '{"name": "A", "council_member": false}'
        parts += [f'"criteria": [{", ".join(criteria)}]', f'"committee": [{member}, {member}, {member}]']
        parts += ['"tie_rule": "lowest_price"']
        name = "factor" if frozen["mode"] == "two_envelope" else "price_points"
        parts.append(f'"{name}": {frozen[name]}')
    return ("{" + ", ".join(parts) + "}").encode()


@given(grids(), st.data())
def test_a_grid_without_fault_is_read_by_tender_score_with_any_points(made, data):
    frozen = frozen_grid(made)
    assert set(frozen) == KEYS
    count = data.draw(st.integers(1, 4))
    scores, prices = [], [data.draw(st.integers(1, 10**9)) for _ in range(count)]
    for _ in range(count):
        row = []
        for one in frozen["criteria"]:
            most = exact(one["max"])
            share = data.draw(st.integers(0, 8))
            row.append(f"{json.dumps(one['id'])}: {plain(most * share / 8)}")
        scores.append(", ".join(row))
    (answer,), _listed = answers(read_json(document(frozen, scores, prices), "grid", most=10**6), the_rules())
    assert len(answer.bids) == count


@given(grids())
def test_what_is_fixed_is_canonical_and_holds_nothing_twice(made):
    frozen = frozen_grid(made)
    assert json.loads(json.dumps(frozen)) == frozen
    assert digest(frozen) == digest(frozen_grid(dict(reversed(made.items()))))
    ids = [one["id"] for one in frozen["criteria"]]
    assert len(ids) == len(set(ids))
    asked = [one for row in frozen["criteria"] for one in row["questions"]]
    assert len(asked) == len(set(asked))
    assert set(asked) <= set(SCORED)


def test_the_suggested_criteria_have_both_names_and_the_ids_of_the_seed():
    for language in ("fr", "en"):
        rows = frozen_grid(default_grid("", "", language=language))["criteria"]
        assert [row["id"] for row in rows] == ["need", "data", "reliability", "transparency", "delivery"]
        assert (rows[0]["name_fr"], rows[0]["name_en"]) == ("Besoin et preuves", "Need and evidence")


def test_one_suggested_criterion_in_both_languages_makes_two_ids():
    rows = frozen_grid(told(criteria=[("Besoin et preuves", "30", ""), ("Need and evidence", "30", "")]))["criteria"]
    assert [row["id"] for row in rows] == ["need", "c2"]
    assert rows[1]["name_fr"] == "Need and evidence"


def test_lines_left_empty_leave_nothing_behind():
    rows = frozen_grid(told(criteria=[("A", "30", ""), ("", "", ""), ("B", "30", "12.50")]))["criteria"]
    assert [(row["id"], row["max"], row["min"]) for row in rows] == [("c1", "30", None), ("c3", "30", "12.5")]


def test_a_mode_keeps_only_what_is_its_own():
    made = told(factor="20", price_points="40")
    assert [
        frozen_grid(made | {"mode": mode})[name]
        for mode, name in (("two_envelope", "price_points"), ("one_envelope", "factor"))
    ] == [None, None]
    assert frozen_grid(made | {"mode": "lowest_price"})["criteria"] == []


def test_decimals_are_exact():
    assert [decimal(text) for text in ("0.10", "25", "007.500", "", "x")] == ["0.1", "25", "7.5", None, None]
    assert group_of("need AND evidence").id == "need"
    assert group_of("Autre") is None
