"""A spreadsheet opens our CSV without running a cell, and a program reads it back as it was."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from municipal.privacy.sheet import bare, harmless, read_sheet, sheet

FORMULAS = [
    "=1+1",
    "+1",
    "-1+2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    '"=1',
    "'=1",
    "\ufeff=1",
    '=HYPERLINK("http://a.example")',
    "\u00a0=1",
]
LETTERS = st.text(st.sampled_from("=+-@'\"\t\r\n\ufeff a1,;é\u00a0"), max_size=8)


@pytest.mark.parametrize("text", FORMULAS)
def test_asvs_1_2_10_a_cell_that_a_spreadsheet_would_run_is_told_apart(text):
    assert harmless(text) == "'" + text
    cells = next(csv.reader(io.StringIO(sheet(["a"], [[text]]).decode("utf-8-sig").split("\r\n", 1)[1], newline="")))
    assert cells == ["'" + text]


@pytest.mark.parametrize("text", ["", "Voirie", "2026-11-22", "l’eau", "'bonjour'", "a=b", "5 - 3", "é"])
def test_an_ordinary_text_stays_as_it_is(text):
    assert harmless(text) == text


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(LETTERS, LETTERS), max_size=6))
def test_what_is_read_back_is_what_was_written(rows):
    """The csv module of Python, strict, is the other implementation."""
    assert read_sheet(sheet(["x", "y"], rows)) == [{"x": x, "y": y} for x, y in rows]


@settings(max_examples=50, deadline=None)
@given(LETTERS)
def test_no_cell_begins_as_a_formula_and_each_is_given_back(text):
    made = harmless(text)
    assert made.strip("\ufeff'\" \t\r\n\u00a0")[:1] not in ("=", "+", "-", "@") or made.startswith("'")
    assert bare(made) == text


def test_numbers_stay_numbers_and_nothing_stays_nothing():
    raw = sheet(["n", "x", "yes", "none", "list"], [[-3, -0.5, True, None, ["é", 1]]])
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.decode("utf-8-sig") == 'n,x,yes,none,list\r\n-3,-0.5,true,,"[""é"",1]"\r\n'
