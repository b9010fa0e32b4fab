"""The grid to begin with: the criteria and questions of the seed, each question once and in its place."""

import tomllib
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from municipal.legal import the_checklist
from municipal.paths import SEED
from municipal.projects.grid import (
    FIELDS,
    MODES,
    MOST_ROWS,
    allowed_modes,
    default_grid,
    grid_route,
    is_fixed,
    rows_of,
    total,
    typed,
    wanted,
)
from municipal.projects.own import StepRow
from tests.municipal.projects.gridding import told

SOURCE = tomllib.loads((SEED / "legal" / "questions.toml").read_text())
ROUTES = ("", "mutual_agreement", "invitation", "public_call", "group_purchase", "no_purchase")
KINDS = ("", "supply", "services", "professional", "policy", "trial", "existing_tool")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_default_is_the_suggested_grid_with_every_scored_question_once(language):
    made = default_grid("public_call", "services", the_checklist(), language)
    rows = rows_of(made)
    assert [row.max for row in rows] == ["25", "20", "25", "15", "15"]
    assert [row.name for row in rows] == [one[f"name_{language}"] for one in SOURCE["group"]]
    asked = [one for row in rows for one in row.questions]
    assert sorted(asked) == sorted(one["id"] for one in SOURCE["question"] if one["kind"] == "scored")
    assert len(made["gates"].split()) == 13
    assert len(made["clauses"].split()) == 7
    assert (made["mode"], made["factor"]) == ("two_envelope", "")


@given(st.sampled_from(ROUTES), st.sampled_from(KINDS))
def test_whatever_the_route_the_default_tells_every_field_and_totals_a_hundred(route, kind):
    made = default_grid(route, kind)
    assert set(made) == set(FIELDS)
    assert total(made) == wanted(made) == 100


def test_gates_about_publishing_or_buying_stay_out_where_there_is_neither():
    assert "L2" not in default_grid("mutual_agreement", "services")["gates"].split()
    assert not {"L1", "L2", "L3"} & set(default_grid("", "trial")["gates"].split())


def test_the_law_says_which_modes_a_route_allows():
    assert allowed_modes(None) == list(MODES)
    assert allowed_modes({"route": "mutual_agreement", "modes": []}) == list(MODES)
    assert "lowest_price" not in allowed_modes({"modes": ["two_envelope", "one_envelope"]})


def test_in_a_group_the_procedure_counts():
    assert grid_route({"route": "group_purchase", "procedure": "public_call"}) == "public_call"
    assert grid_route({"route": "invitation"}) == "invitation"
    assert grid_route(None) == ""


def test_sums_are_exact_and_price_takes_its_share():
    made = told(criteria=[("A", "0.1", ""), ("B", "0.2", ""), ("C", "29.7", "")])
    assert total(made) == 30
    assert wanted(made | {"mode": "one_envelope", "price_points": "40.5"}) == Fraction("59.5")


@pytest.mark.parametrize("text", ["", " ", "1e3", "١٢", "1,5", "1.2345678", "12345678", "nan", "1/3", "+1", "0x1"])
def test_what_is_no_number_of_a_grid_is_none(text):
    assert typed(text) is None


def test_a_line_is_a_criterion_once_something_is_written_on_it():
    made = default_grid("", "") | {"criterion_2_name": "", "criterion_2_max": ""}
    assert [row.number for row in rows_of(made)] == [1, 3, 4, 5]
    assert len(rows_of(told(criteria=[("x", "1", "")] * MOST_ROWS))) == MOST_ROWS


def test_a_grid_is_fixed_while_it_stands_ready():
    row = StepRow("grid", {}, {"mode": "two_envelope"}, "a", "", "2026-11-22", 1)
    assert is_fixed(row)
    assert not is_fixed(StepRow("grid", {}, {"mode": "two_envelope"}, "a", "", None, 2))
    assert not is_fixed(None)
