"""The council note as a document of one page, for PDF and Word."""

import re
from typing import Final

from msgspec import Struct

from municipal.documents.document import Bullets, Cell, Document, Heading, Paragraph, Part, Picture, Table
from municipal.documents.pdf import pdf
from municipal.indicators.dimensions import numbers
from municipal.indicators.drawn import svg
from municipal.indicators.note import Note, Row
from municipal.indicators.note_words import (
    LONGEST,
    said_of_case,
    said_of_neighbours,
    said_of_sides,
    said_of_sources,
)
from municipal.web.format import number
from municipal.web.language import translator

_PAGE: Final = re.compile(rb"/Type\s*/Page\b(?!s)")


class Fit(Struct, frozen=True):
    """How wide the drawing is, and how many letters of a text are kept."""

    drawing_cm: float
    longest: int


# The first that holds on one page is taken.
FITS: Final = (Fit(12, LONGEST), Fit(10, 140), Fit(8, 100), Fit(6, 60))


def one_page(note: Note, language: str, *, here: str, on: str, demo: bool) -> bytes:
    """The note as a PDF of one page: where its texts are long, they are cut until it holds."""
    made = b""
    for fit in FITS:
        made = pdf(document(note, language, here=here, on=on, demo=demo, fit=fit))
        if len(_PAGE.findall(made)) == 1:
            break
    return made


def document(note: Note, language: str, *, here: str, on: str, demo: bool, fit: Fit = FITS[1]) -> Document:
    """The note; `here` is its address, `on` the day it is drawn."""
    _ = translator(language)
    parts: list[Part] = [Paragraph(f"{note.row.description} {said_of_neighbours(note, language)}")]
    if note.drawing:
        alt = f"{note.drawing.title}. {note.drawing.description}"
        parts.append(Picture(svg(note.drawing), alt, fit.drawing_cm))
    else:
        parts.append(Paragraph(_("Données insuffisantes\u00a0: il faut au moins deux relevés pour une courbe.")))
    if note.rows and note.years:
        parts.append(_table(note, language))
    if note.case:
        parts.append(Heading(_("Avant et après un cas\u00a0: {title}").format(title=note.case.title)))
        parts.append(Paragraph(said_of_case(note.case, language, longest=fit.longest)))
        if sides := said_of_sides(note.case, language):
            parts.append(Bullets(sides))
    parts += [
        Heading(_("À lire avec prudence")),
        Bullets([one.text("text", language) for one in note.threats]),
        Paragraph(said_of_sources(note, language, longest=fit.longest)),
    ]
    fictitious = _("Démonstration\u00a0: villes, fournisseurs et valeurs sont fictifs.")
    return Document(
        title=f"{note.row.name}, {note.city.name}",
        language=language,
        parts=parts,
        foot=f"{here} ({on})",
        notice=fictitious if demo else "",
    )


def _table(note: Note, language: str) -> Table:
    _ = translator(language)
    rows: list[list[Cell]] = [_row(one, language) for one in note.rows]
    if note.beside >= numbers().least_readings:
        rows.append([_("Médiane des {count} villes semblables").format(count=note.beside), *note.median])
    return Table(f"{note.row.name} ({note.row.unit})", [_("Municipalité"), *note.years], rows)


def _row(one: Row, language: str) -> list[Cell]:
    _ = translator(language)
    cells: list[Cell] = [f"{one.short}, {_('données insuffisantes')}" if one.few else one.short]
    for value, changed in zip(one.values, one.changed, strict=True):
        cells.append(f"{number(value, language)}*" if changed and value is not None else value)
    return cells
