"""`municipal import --kind readings`, and the same from a page: every row is checked, then all sound ones are kept."""

from pathlib import Path

from msgspec import Struct
from sqlmodel import Session

from municipal.indicators.measures import add, replace
from municipal.indicators.reading_columns import ALIASES, REQUIRED
from municipal.indicators.reading_rows import Reader, Row, left_blank
from municipal.places.imports import Imported
from municipal.traces.chain import By, record
from vendors.sources.table import Reject, Sheet, said
from vendors.sources.workbook import read_any


class Checked(Struct, frozen=True):
    """A file once it is checked; nothing of it is stored yet."""

    rows: list[Row]
    rejects: list[Reject]


def import_readings(
    session: Session,
    path: Path,
    by: By,
    *,
    city: str | None = None,
    encoding: str | None = None,
    language: str = "fr",
) -> Imported:
    """Bring the readings of cities to what a file says; those it does not name stay as they are.

    `city` is the one meant where the file names none. Raises UnusableError when the file cannot be read at all.
    """
    required = REQUIRED if city else ("municipalite", *REQUIRED)
    sheet = read_any(path, required=required, encoding=encoding, language=language, aliases=ALIASES)
    return keep(session, by, check(session, sheet, city=city, language=language))


def check(session: Session, sheet: Sheet, *, city: str | None, language: str) -> Checked:
    """Every row of a file, sound or refused with its remedy."""
    reader = Reader(session, sheet.written, city)
    rejects = list(sheet.rejects)
    rows: list[Row] = []
    for line in sheet.rows:
        if left_blank(line):
            continue
        found = reader.read(line)
        if isinstance(found, Row):
            rows.append(found)
        else:
            rejects.append(said(found, language))
    return Checked(rows, sorted(rejects, key=lambda reject: reject.line))


def keep(session: Session, by: By, checked: Checked) -> Imported:
    """Store what a checked file changes, with one trace for each city; the same file again changes nothing."""
    counts = {effect: sum(row.effect == effect for row in checked.rows) for effect in ("new", "changed", "same")}
    moved = [row for row in checked.rows if row.effect != "same"]
    add(session, [(row.city, row.indicator, row.period, row.measure) for row in moved if row.effect == "new"])
    for row in moved:
        if row.effect == "changed":
            replace(session, row.city, row.indicator, row.period, row.measure)
    for city in sorted({row.city for row in moved}):
        own = [row.effect for row in moved if row.city == city]
        done = [own.count("new"), own.count("changed")]
        record(session, by, "readings.imported", "file", "readings", body=city, after=done)
    read = len(checked.rows) + len(checked.rejects)
    return Imported(read, counts["new"], counts["changed"], counts["same"], len(checked.rejects), 0, checked.rejects)
