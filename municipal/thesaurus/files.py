"""The files of `seed/taxonomy` with the accepted words in their places, so that they can be reviewed like code."""

import csv
import io
from collections.abc import Iterable
from functools import cache
from typing import Final

from msgspec import Struct

from municipal.paths import SEED
from municipal.thesaurus.queries import File, TermRow
from vendors.sources.sheet import physical_lines

FILES: Final[tuple[File, ...]] = ("domains.csv", "capabilities.csv")
FOLDER: Final = SEED / "taxonomy"


class TermFile(Struct, frozen=True):
    """A file as it is written: its comments and header, and its rows as their cells."""

    head: str
    rows: list[tuple[str, ...]]


@cache
def term_file(file: File) -> TermFile:
    """A file of `seed/taxonomy`, cell by cell."""
    lines = physical_lines((FOLDER / file).read_text(encoding="utf-8"))
    begins = next(n for n, line in enumerate(lines) if not line.startswith("#")) + 1
    return TermFile("".join(lines[:begins]), [tuple(cells) for cells in csv.reader(lines[begins:], strict=True)])


def written(file: File, rows: Iterable[TermRow]) -> str:
    """A file with the words that are its own, in the order of the file; none is told twice."""
    seed = term_file(file)
    known = {cells[:3] for cells in seed.rows}
    new = {(row.node, row.lang, row.term, "1") for row in rows if row.file == file}
    text = io.StringIO(newline="")
    text.write(seed.head)
    csv.writer(text, lineterminator="\n").writerows(sorted([*seed.rows, *(one for one in new if one[:3] not in known)]))
    return text.getvalue()
