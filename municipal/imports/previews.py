"""What a staged list would do, as its page shows it: nothing of it is stored yet."""

from typing import Final

from msgspec import Struct, field
from sqlmodel import Session

from municipal.imports.forms import ENCODINGS
from municipal.imports.list_work import columns, planned
from municipal.imports.queries import FileRow
from municipal.web.form import FieldError
from municipal.web.language import translator
from vendors.lists.columns import FURTHER, Columns
from vendors.lists.plan import Doubt, Planned
from vendors.sources.faults import UnusableError
from vendors.sources.table import Reject

# How many rows show what a file becomes; all that is in doubt or refused is shown besides.
FIRST: Final = 10
DOUBTS: Final = ("name", "field", "neq")


class Column(Struct, frozen=True):
    """A column of the file: its label, what it is taken for, and some of its cells."""

    label: str
    field: str
    sample: str


class Doubtful(Struct, frozen=True):
    """A row of the file beside what it may be, or beside what stands."""

    line: int
    name: str
    vendor: str
    doubt: Doubt


class Preview(Struct, frozen=True):
    """The columns, and what would become of the rows; `faults`: the file cannot be read this way, `other` may do."""

    columns: list[Column] = []
    counts: dict[str, int] = {}
    rejects: list[Reject] = []
    doubts: dict[str, list[Doubtful]] = field(default_factory=lambda: {kind: [] for kind in DOUBTS})
    first: list[Planned] = []
    faults: list[FieldError] = []
    other: str | None = None

    @property
    def moving(self) -> int:
        """How many suppliers the import would add or change."""
        return self.counts.get("created", 0) + self.counts.get("updated", 0)


def preview(session: Session, file: FileRow, raw: bytes, language: str) -> Preview:
    """What the list would do now, or what to choose so that it can be read."""
    try:
        found = columns(raw, file.name, file.encoding)
    except UnusableError as error:
        astray = any(one.rule == "encoding" for one in error.faults)
        return Preview(faults=_faults(error, language), other=_other(file.encoding) if astray else None)
    shown = _columns(found, file.mapping or {})
    try:
        made = planned(session, file, raw, language)
    except UnusableError as error:
        if shown and not any(one.field == "name" for one in shown):
            asked = translator(language)("Choisissez la colonne qui donne le nom de l’entreprise.")
            return Preview(shown, faults=[FieldError("column-0", asked)])
        return Preview(shown, faults=_faults(error, language))
    counts = {name: getattr(made.counts, name) for name in ("created", "updated", "unchanged", "rejected", "to_review")}
    doubts: dict[str, list[Doubtful]] = {kind: [] for kind in DOUBTS}
    for row in made.rows:
        for doubt in row.doubts:
            doubts[doubt.kind].append(Doubtful(row.line, row.name, row.vendor, doubt))
    return Preview(shown, counts, made.counts.rejects, doubts, made.rows[:FIRST])


def _other(encoding: str) -> str:
    """The alphabet that was not tried."""
    return next(one for one in ENCODINGS if one != encoding)


def _columns(found: Columns, mapping: dict[str, str]) -> list[Column]:
    stand = found.guessed | mapping
    return [
        Column(
            label,
            stand.get(label, FURTHER),
            "; ".join(cells[place] for cells in found.sample if place < len(cells) and cells[place])[:120],
        )
        for place, label in enumerate(found.headers)
    ]


def _faults(error: UnusableError, language: str) -> list[FieldError]:
    _ = translator(language)
    told: list[FieldError] = []
    for one in error.faults:
        if one.rule == "encoding":
            told.append(
                FieldError("encoding", _("Montrez l’aperçu de nouveau\u00a0: l’autre encodage est déjà choisi."))
            )
        else:
            told.append(FieldError("column-0" if one.rule.startswith("column") else "encoding", one.message(language)))
    return told
