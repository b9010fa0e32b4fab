"""The register of incidents as a file, for the Commission that may ask for a copy."""

from collections.abc import Iterable

from municipal.privacy.queries import FIELDS, IncidentRow
from municipal.privacy.sheet import sheet
from municipal.privacy.words import labels
from municipal.web.language import translator


def register_file(rows: Iterable[IncidentRow], language: str) -> bytes:
    """The CSV of a register, one incident a line, under the names of its fields."""
    _ = translator(language)
    words, told = labels(language), {True: _("Oui"), False: _("Non")}
    header = [words["id"], *(words[name] for name in FIELDS), words["kept_until"]]
    lines = (
        [row.id, *(told[row.serious] if name == "serious" else getattr(row, name) for name in FIELDS), row.kept_until]
        for row in rows
    )
    return sheet(header, lines)
