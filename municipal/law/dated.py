"""The dated rows of `seed/legal` as their cells: what a file holds, what a proposal holds, and the law they make."""

import csv
import io
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final, Literal, TypeVar

import msgspec
from msgspec import Struct

from municipal.legal import the_routes
from municipal.paths import SEED
from vendors.sources.sheet import physical_lines
from vendors.tenders.regime import Article, Dated, Law, Threshold

FOLDER: Final = SEED / "legal"
File = Literal["thresholds.csv", "articles.csv"]
THRESHOLDS: Final = "thresholds.csv"
ARTICLES: Final = "articles.csv"
FILES: Final[tuple[File, ...]] = (THRESHOLDS, ARTICLES)

Cells = dict[str, str]
Row = TypeVar("Row", bound=Dated)


class SeedFile(Struct, frozen=True):
    """A file as it is written: its comments, its columns in order, its rows as their cells."""

    comments: list[str]
    columns: list[str]
    rows: list[Cells]


@cache
def seed_file(file: File) -> SeedFile:
    """A file of `seed/legal`, cell by cell."""
    lines = physical_lines((FOLDER / file).read_text(encoding="utf-8"))
    begins = next(n for n, line in enumerate(lines) if not line.startswith("#"))
    reader = csv.reader(lines[begins:], strict=True)
    columns = next(reader)
    rows = [dict(zip(columns, cells, strict=True)) for cells in reader]
    return SeedFile(lines[:begins], columns, rows)


def joined(file: File, accepted: Iterable[Mapping[str, str]]) -> list[Cells]:
    """The rows of a file: each accepted one in the place of the row that has its id, else after all others."""
    rows = {row["id"]: row for row in seed_file(file).rows}
    columns = seed_file(file).columns
    for cells in accepted:
        rows[cells["id"]] = {name: cells.get(name, "") for name in columns}
    return list(rows.values())


def written(file: File, rows: Iterable[Cells]) -> str:
    """A file as it stands in `seed/legal`, with these rows."""
    seed = seed_file(file)
    text = io.StringIO(newline="")
    text.write("".join(seed.comments))
    table = csv.DictWriter(text, seed.columns, lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    return text.getvalue()


def law_of(rows: Mapping[File, Iterable[Cells]]) -> Law:
    """The law that the rows of the two files make, read as `read_law` reads them."""
    thresholds = [read_row(cells, Threshold) for cells in rows[THRESHOLDS]]
    return Law(thresholds, [read_row(cells, Article) for cells in rows[ARTICLES]], the_routes())


def read_row(cells: Mapping[str, str], kind: type[Row]) -> Row:
    """A row from its cells. Raises msgspec.ValidationError when one cannot be read."""
    given: dict[str, Any] = {name: cell for name, cell in cells.items() if cell}
    given["verified"] = {"yes": True, "no": False}.get(cells.get("verified", ""), cells.get("verified", ""))
    return msgspec.convert(given, kind, strict=False)
