"""The page that works a comparison through by hand: its export, its answer, its program and its constants are true."""

import contextlib
import io
import json
import re

import msgspec
import pytest

from municipal.paths import ROOT
from vendors.evidence.compare import compare, pooled_cells
from vendors.evidence.compare_document import comparisons

TEXT = (ROOT / "docs/evidence.md").read_text("utf-8")
EXPORT, ANSWER = (json.loads(block) for block in re.findall(r"```json\n(.*?)```", TEXT, re.DOTALL))
(PROGRAM,) = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)


def to_four_places(value):
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, dict):
        return {name: to_four_places(one) for name, one in value.items()}
    return [to_four_places(one) for one in value] if isinstance(value, list) else value


@pytest.fixture(scope="module")
def comparison(constants):
    ((found,), _) = comparisons(EXPORT, constants, {})
    return found


def test_the_export_gives_the_answer(comparison, constants):
    assert to_four_places(msgspec.to_builtins(compare(comparison, constants))) == ANSWER


def test_the_program_prints_the_gain_of_the_answer():
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(PROGRAM, {})  # noqa: S102 - it is the page that is tried
    assert float(out.getvalue()) == ANSWER["alternatives"][0]["gain_mean"]


def test_the_mean_and_deviation_are_those_pooled(comparison, constants):
    found = pooled_cells(comparison, constants)["A"]["delai"]
    assert f"**mean {found.mean:.4f}, standard deviation {found.sd:.4f}**".replace("-", "−") in TEXT


def test_every_constant_is_told_with_its_value(constants):
    table = {cells[1].strip(" `"): cells[2] for line in TEXT.splitlines() if len(cells := line.split("|")) > 4}
    for one in constants.told:
        assert float(re.sub(r"[\s,]", "", table[one.id]).replace("−", "-")) == one.value, one.id
    for level, one in constants.levels.items():
        told = table_row(level)
        assert told[2].strip() == ("never pooled" if one.beta is None else f"{one.beta:.2f}")


def table_row(level):
    (row,) = [line for line in TEXT.splitlines() if re.match(rf"\| {level} \|", line)]
    return row.split("|")[1:]
