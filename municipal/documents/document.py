"""A document before it has a format: headings, paragraphs, tables and drawings, in one language."""

from typing import Final

from msgspec import Struct

from municipal.web.format import number

# What a cell holds: a text, or a number that Excel may add up.
Cell = str | float | int | None
WIDEST_CM: Final = 16.5


class Heading(Struct, frozen=True):
    """A heading under the title; `level` 2 is a section, 3 a part of one."""

    text: str
    level: int = 2


class Paragraph(Struct, frozen=True):
    """A paragraph; a `strong` one is what must be read first."""

    text: str
    strong: bool = False


class Bullets(Struct, frozen=True):
    """A list of short texts."""

    items: list[str]


class Table(Struct, frozen=True):
    """Rows under a header, each as long as it; the first column names the row. `caption` says what it shows."""

    caption: str
    header: list[str]
    rows: list[list[Cell]]

    def numeric(self) -> list[bool]:
        """Whether each column holds numbers, and nothing else but gaps."""
        columns = list(zip(*self.rows, strict=True)) if self.rows else [()] * len(self.header)
        return [
            any(not isinstance(cell, str | None) for cell in column)
            and not any(isinstance(cell, str) for cell in column)
            for column in columns
        ]


class Picture(Struct, frozen=True):
    """A drawing as SVG, with what it says to whoever does not see it."""

    svg: str
    alt: str
    width_cm: float = WIDEST_CM


Part = Heading | Paragraph | Bullets | Table | Picture


class Document(Struct, frozen=True):
    """A document: its title, its language (`fr` or `en`), its parts, and a line at the foot of each page.

    `notice` stands in a box before all else: that it is fictitious, or what it must not be taken for.
    """

    title: str
    language: str
    parts: list[Part]
    foot: str = ""
    notice: str = ""
    author: str = "Repère"


def printed(cell: Cell, language: str) -> str:
    """A cell as it is read: a number as the language writes it, nothing as a dash."""
    if cell is None:
        return "–"
    return cell if isinstance(cell, str) else number(cell, language)
