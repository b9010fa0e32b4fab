"""A document as a tagged PDF, which a screen reader tells in its own language (PDF/UA-1)."""

import re
from typing import Any, Final

import msgspec

from municipal.documents.document import Bullets, Document, Heading, Paragraph, Part, Picture, Table, printed
from municipal.paths import TEMPLATES

SHEET: Final = TEMPLATES / "documents" / "document.typ"
# A column is as wide as its longest cell, within these many letters.
_NARROWEST: Final = 6
_WIDEST: Final = 40
# A word as long as a line may be cut there; an address is cut at its own strokes.
_LONG: Final = re.compile(r"[^\s/-]{32}(?=[^\s/-])")


def pdf(document: Document) -> bytes:
    """The document by the standard; without it where our fonts lack a sign of a text, which the standard forbids."""
    import typst  # noqa: PLC0415 - a compiler of forty megabytes, loaded when somebody prints

    inputs = {"told": msgspec.json.encode(_told(document)).decode()}
    try:
        made = typst.compile(
            SHEET, sys_inputs=inputs, pdf_standards=["ua-1"], ignore_system_fonts=True, root=SHEET.parent
        )
    except typst.TypstError:
        made = typst.compile(SHEET, sys_inputs=inputs, ignore_system_fonts=True, root=SHEET.parent)
    return bytes(made or b"")


def _told(document: Document) -> dict[str, Any]:
    return {
        "lang": document.language,
        "title": document.title,
        "author": document.author,
        "foot": _broken(document.foot),
        "notice": _broken(document.notice),
        "parts": [_part(part, document.language) for part in document.parts],
    }


def _part(part: Part, language: str) -> dict[str, Any]:
    match part:
        case Heading():
            return {"kind": "heading", "text": _broken(part.text), "level": part.level}
        case Paragraph():
            return {"kind": "paragraph", "text": _broken(part.text), "strong": part.strong}
        case Bullets():
            return {"kind": "bullets", "items": [_broken(one) for one in part.items]}
        case Picture():
            return {"kind": "picture", "svg": part.svg, "alt": part.alt, "width": part.width_cm}
        case Table():
            return _table(part, language)


def _table(table: Table, language: str) -> dict[str, Any]:
    rows = [[_broken(printed(cell, language)) for cell in row] for row in table.rows]
    columns = list(zip(table.header, *rows, strict=True))
    return {
        "kind": "table",
        "caption": table.caption,
        "header": table.header,
        "rows": rows,
        "numeric": table.numeric(),
        "widths": [min(max(map(len, (_NARROWEST * "n", *column))), _WIDEST) for column in columns],
    }


def _broken(text: str) -> str:
    """A text whose words none is wider than a line: where one is too long, the line may end within it."""
    return _LONG.sub("\\g<0>\u200b", text)
