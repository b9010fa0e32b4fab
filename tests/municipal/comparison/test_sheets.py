"""The sheets hold every figure, unrounded."""

import pytest

from municipal.comparison.answer import answer
from municipal.comparison.sheets import expectations, sheets
from municipal.db import reading


@pytest.fixture
def answered(demo):
    with reading() as session:
        return answer(session, "00006", "nids-de-poule", [], {}, "fr", demo=True)


def test_every_sheet_is_as_wide_as_its_header_and_has_a_name_of_its_own(answered):
    for language in ("fr", "en"):
        tables = sheets(answered, language)
        assert len({table.caption for table in tables}) == len(tables)
        for table in tables:
            assert all(len(row) == len(table.header) for row in table.rows), table.caption


def test_the_readings_of_both_cities_stand_there(answered):
    told = next(table for table in sheets(answered, "fr") if table.caption == "Relevés")
    wanted = sum(len(one.derived.before) + len(one.derived.after) for one in answered.studies)
    assert len([row for row in told.rows if row[2] in ("avant", "après")]) == wanted > 10


def test_the_sheet_holds_the_figures_unrounded(answered):
    rows = expectations(answered, "fr").rows
    assert len(rows) == len(answered.cells)
    for row, cell in zip(rows, answered.cells.values(), strict=True):
        assert row[4:7] == [cell.expected.value, cell.expected.low, cell.expected.high]
