"""A copy of the curriculum to break in one place, and what the check then says of it."""

import atexit
import csv
import json
import shutil
import tempfile
import tomllib
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

from municipal.learning.check import Known, check
from municipal.paths import SEED

CURRICULUM = SEED / "curriculum"


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV of ours, whose first lines may be comments."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


KNOWN = Known(
    indicators={row["id"] for row in table(SEED / "indicators.csv")},
    resources={row["id"] for row in tomllib.loads((SEED / "resources.toml").read_text("utf-8"))["resource"]},
    courses={row["id"] for row in table(SEED / "courses.csv")},
)


class Broken:
    """A curriculum of one's own; each method changes one place of it.

    With `alone`, m01 alone has its content: enough for what concerns one module, and read five times faster.
    """

    def __init__(self, folder: Path, *, alone: bool = False) -> None:
        self.source = _first_module().folder if alone else CURRICULUM
        self.folder = folder / "curriculum"
        shutil.copytree(self.source, self.folder)

    def rows(self, name: str, change: Callable[[dict], object]) -> "Broken":
        """Change what a TOML file says: `change` is given its arrays of tables by name."""
        path = self.folder / name
        said = tomllib.loads(path.read_text("utf-8"))
        change(said)
        path.write_text(written(said), "utf-8")
        return self

    def row(self, name: str, kind: str, n: int, **values: object) -> "Broken":
        """Give the n-th `[[kind]]` of a TOML file other values; None takes one away; `before` is the file's `from`."""

        def change(said):
            for key, value in values.items():
                key_there = {"before": "from", "after": "to"}.get(key, key)
                if value is None:
                    del said[kind][n][key_there]
                else:
                    said[kind][n][key_there] = value

        return self.rows(name, change)

    def cells(self, name: str, n: int, **values: str) -> "Broken":
        """Give the n-th row of a CSV other values."""
        path = self.folder / name
        rows = table(path)
        rows[n] |= values
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)
        return self

    def text(self, name: str, change: Callable[[str], str]) -> "Broken":
        """Change a file as a text."""
        path = self.folder / name
        path.write_text(change(path.read_text("utf-8")), "utf-8")
        return self

    def remove(self, name: str) -> "Broken":
        """Take a file away."""
        (self.folder / name).unlink()
        return self

    def roomy(self) -> "Broken":
        """Let time play no part, for what makes a text longer."""
        return self.row("limits.toml", "reading", 0, tolerance=1.0, longest_module=99)

    def file(self, name: str, content: bytes = b"") -> "Broken":
        """Write a file, in a folder that is made where there is none."""
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        return self

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Each problem that the breaking made, as its rule and its place."""
        return sorted((problems(self.folder) - _before(self.source)).elements())


def problems(folder: Path) -> Counter[tuple[str, str]]:
    """All problems of a curriculum, as their rules and their places."""
    return Counter((one.rule, one.where) for one in check(folder, KNOWN).problems)


@cache
def _before(source: Path) -> Counter[tuple[str, str]]:
    """What is wrong with the unbroken curriculum: a test of its own says that this is nothing."""
    return problems(source)


@cache
def _first_module() -> Broken:
    """The curriculum with m02 to m05 in preparation, as m06 is."""
    made = Broken(Path(tempfile.mkdtemp(prefix="repere-curriculum-")))
    atexit.register(shutil.rmtree, made.folder.parent)
    for module in ("m02", "m03", "m04", "m05"):
        for path in (made.folder / module).iterdir():
            if path.name != "module.toml":
                path.unlink()
    steps = table(made.folder / "steps.csv")
    for n in range(len(steps)):
        made.cells("steps.csv", n, lesson="m01-1")
    return made.row("limits.toml", "reading", 0, essentials_minutes=9, tolerance=0.25)


def written(tables: dict[str, list[dict]]) -> str:
    """TOML made of arrays of flat tables."""
    return "\n".join(
        f"[[{name}]]\n" + "".join(f"{key} = {_value(value)}\n" for key, value in row.items())
        for name, rows in tables.items()
        for row in rows
    )


def _value(value: object) -> str:
    # What JSON writes of these is TOML as well.
    return json.dumps(value, ensure_ascii=False)
