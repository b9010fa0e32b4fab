"""The constants of a proof are read once, from the file that states them."""

import tomllib

from municipal.evidence import FILE, the_constants


def test_the_constants_are_those_of_the_file():
    rows = tomllib.loads(FILE.read_text())["constant"]
    held = the_constants()
    assert {row["id"]: row["value"] for row in rows} == {row["id"]: getattr(held, row["id"]) for row in rows}
    assert the_constants() is held
