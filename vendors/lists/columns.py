"""Which column of a list is which field: guessed from its header, or chosen by a person."""

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, Literal

from msgspec import Struct

from vendors.sources.faults import Fault, UnusableError
from vendors.sources.seedfile import fault_in, read_csv
from vendors.sources.table import fault
from vendors.text import words

LABELS: Final = "columns.csv"
# The columns of the template, in its order, as French and as English write them.
TEMPLATE: Final = {
    "name": ("nom", "name"),
    "neq": ("neq", "neq"),
    "website": ("site_web", "website"),
    "city": ("ville", "city"),
    "description": ("description", "description"),
}
FIELDS: Final = (*TEMPLATE, "region")
# What a person may also say of a column: keep it under its own label, or leave it.
FURTHER: Final = ""
LEFT: Final = "-"
MOST_FURTHER: Final = 60
LONGEST_LABEL: Final = 100

Labels = Mapping[str, str]


class LabelSeed(Struct, frozen=True, forbid_unknown_fields=True):
    """A label that lists give to a field."""

    field: Literal["name", "neq", "website", "city", "description", "region"]
    label: str


class Columns(Struct, frozen=True):
    """The header of a file as it was written, the field guessed for each label that has one, and its first rows."""

    headers: list[str]
    guessed: dict[str, str]
    sample: list[list[str]]


def read_labels(folder: Path) -> Labels:
    """The labels of a seed folder, made comparable, with their field. Raises UnusableError for one of two fields."""
    path = folder / LABELS
    found: dict[str, str] = {}
    for row in read_csv(path, LabelSeed):
        if found.setdefault(_bare(row.label), row.field) != row.field:
            raise UnusableError([fault_in(path, "label", 0, row.label, "one label of two fields")])
    return found


def guess(headers: Iterable[str], labels: Labels) -> dict[str, str]:
    """The field that each label names, when it names one."""
    return {header: labels[bare] for header in headers if (bare := _bare(header)) in labels}


def settle(
    headers: list[str], labels: Labels, mapping: Mapping[str, str] | None, required: Iterable[str], name: str
) -> dict[str, str]:
    """What each label stands for: a field, FURTHER or LEFT; a choice goes before a guess of the same field.

    Raises UnusableError for a choice that is none, a field that two columns give or that is required and absent, a
    label given twice, and more further columns than anybody needs.
    """
    chosen = {header: field for header, field in (mapping or {}).items() if header in headers}
    guessed = {
        header: field
        for header, field in guess(headers, labels).items()
        if header not in chosen and field not in chosen.values()
    }
    stand = dict.fromkeys(headers, FURTHER) | guessed | chosen
    faults = [*_faults(headers, stand, name), *_missing(required, stand, name)]
    if faults:
        raise UnusableError(faults)
    return stand


def _faults(headers: list[str], stand: dict[str, str], name: str) -> Iterable[Fault]:
    for one in sorted(header for header, times in Counter(headers).items() if times > 1):
        fr, en = f"Gardez une seule colonne «\u00a0{one}\u00a0»", f"Keep a single column “{one}”"
        yield fault("column", name, fr, en, one)
    for one in sorted({field for field in stand.values() if field not in (*FIELDS, FURTHER, LEFT)}):
        fr, en = "Choisissez un champ de la liste", "Choose a field of the list"
        yield fault("column", name, fr, en, one)
    for field in FIELDS:
        given = [header for header, stands in stand.items() if stands == field]
        if len(given) > 1:
            fr = f"Gardez une seule de ces colonnes, {', '.join(given)}"
            yield fault("column", name, fr, f"Keep one of these columns, {', '.join(given)}", TEMPLATE[field][0])
    further = [header for header, stands in stand.items() if stands == FURTHER]
    if len(further) > MOST_FURTHER:
        fr = f"Retirez des colonnes ({MOST_FURTHER} de plus que celles du modèle, au plus)"
        yield fault("columns", name, fr, f"Remove columns ({MOST_FURTHER} beside those of the template, at most)")
    for one in further:
        if len(one) > LONGEST_LABEL:
            fr, en = "Raccourcissez le nom de la colonne", "Shorten the name of the column"
            yield fault("column", name, fr, en, one[:LONGEST_LABEL])


def _missing(required: Iterable[str], stand: dict[str, str], name: str) -> Iterable[Fault]:
    for field in required:
        if field not in stand.values():
            fr, en = TEMPLATE[field]
            yield fault("column", name, f"Ajoutez la colonne «\u00a0{fr}\u00a0»", f"Add the column “{en}”", fr)


def _bare(label: str) -> str:
    """A label without case, accents, spaces, hyphens, underscores and punctuation."""
    return "".join(words(label))
