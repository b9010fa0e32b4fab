"""A document as Word: headings, tables with a header row, a language, and a text beside each drawing."""

import datetime as dt
from io import BytesIO
from typing import Any, Final

from municipal.documents.document import WIDEST_CM, Bullets, Document, Heading, Paragraph, Part, Picture, Table, printed
from municipal.documents.raster import raster
from municipal.documents.word_styles import File, element, plain, style_of
from municipal.web.format import today

_TAGS: Final = {"fr": "fr-CA", "en": "en-CA"}
# A column is as wide as its longest cell, within these many letters.
_NARROWEST: Final = 8
_WIDEST: Final = 40
# Twentieths of a point, in which Word measures.
_PER_CM: Final = 567


def word(document: Document) -> bytes:
    """The document as a .docx that opens without repair."""
    import docx  # noqa: PLC0415 - with its XML library, loaded when somebody downloads
    from docx.shared import Cm, Pt  # noqa: PLC0415 - as above

    made: Any = docx.Document()
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21.59), Cm(27.94)
    section.left_margin = section.right_margin = Cm((21.59 - WIDEST_CM) / 2)
    made.styles["Normal"].font.name = "Arial"
    made.styles["Normal"].font.size = Pt(10.5)
    describe(made, document)
    file = File(made)
    if document.notice:
        add_paragraph(file, document.notice, "notice")
    add_paragraph(file, document.title, "heading 1")
    for part in document.parts:
        add(file, part, document.language)
    section.footer.paragraphs[0].text = plain(document.foot)
    return saved(made)


def describe(made: Any, document: Document) -> None:  # noqa: ANN401 - the library has no types
    """Say of a file what it is: its title, its author, its language."""
    _speak(made, _TAGS[document.language])
    about = made.core_properties
    about.title, about.author, about.language = (
        plain(document.title)[:255],
        plain(document.author),
        _TAGS[document.language],
    )
    about.comments = ""
    about.created = about.modified = dt.datetime.combine(today(), dt.time(), tzinfo=dt.UTC)


def saved(made: Any) -> bytes:  # noqa: ANN401 - as above
    """The bytes of a file."""
    kept = BytesIO()
    made.save(kept)
    return kept.getvalue()


def add(file: File, part: Part, language: str) -> None:
    """Add a part at the end of a file, in the styles that the file has."""
    match part:
        case Heading():
            add_paragraph(file, part.text, f"heading {part.level}")
        case Paragraph():
            file.made.add_paragraph().add_run(plain(part.text)).bold = part.strong or None
        case Bullets():
            for item in part.items:
                add_paragraph(file, item, "bullet")
        case Table():
            _table(file, part, language)
        case Picture():
            _picture(file.made, part)


def add_paragraph(file: File, text: str, role: str) -> Any:  # noqa: ANN401 - as above
    """Add a paragraph in the style of a role (see `word_styles`)."""
    paragraph = file.made.add_paragraph(plain(text))
    # The library’s own way asks the whole file for its styles at each paragraph.
    paragraph._p.style = style_of(file, role)  # noqa: SLF001 - as above
    return paragraph


def _table(file: File, part: Table, language: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415 - as above
    from docx.shared import Twips  # noqa: PLC0415 - as above

    caption = add_paragraph(file, part.caption, "caption")
    caption.paragraph_format.keep_with_next = True
    widths = [Twips(one) for one in _widths(part, language)]
    table = file.made.add_table(rows=1, cols=len(part.header))
    table._tbl.tblStyle_val = style_of(file, "table")  # noqa: SLF001 - as above
    _name(table, part.caption)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for cell, text in zip(table.rows[0].cells, part.header, strict=True):
        cell.paragraphs[0].add_run(plain(text)).bold = True
    # Word repeats it on each page, and a screen reader says it with each cell.
    _mark(table.rows[0], "w:cantSplit", "w:tblHeader")
    numeric = part.numeric()
    for row in part.rows:
        added = table.add_row()
        _mark(added, "w:cantSplit")
        for cell, value, right in zip(added.cells, row, numeric, strict=True):
            cell.text = plain(printed(value, language))
            if right:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    file.made.add_paragraph()


def _widths(part: Table, language: str) -> list[int]:
    """How wide each column is: by its longest cell, all of them as wide as a page of text."""
    rows = [[printed(cell, language) for cell in row] for row in part.rows]
    longest = [max(map(len, column)) for column in zip(part.header, *rows, strict=True)]
    shares = [min(max(one, _NARROWEST), _WIDEST) for one in longest]
    return [int(WIDEST_CM * _PER_CM * one / sum(shares)) for one in shares]


def _name(table: Any, caption: str) -> None:  # noqa: ANN401 - as above
    """What a screen reader says of the table before it is entered."""
    told = element("w:tblCaption")
    told.set(_qualified("w:val"), plain(caption))
    table._tbl.tblPr.append(told)  # noqa: SLF001 - no public way


def _mark(row: Any, *marks: str) -> None:  # noqa: ANN401 - as above
    for mark in marks:
        row._tr.get_or_add_trPr().append(element(mark))  # noqa: SLF001 - no public way


def _picture(made: Any, part: Picture) -> None:  # noqa: ANN401 - as above
    from docx.shared import Cm  # noqa: PLC0415 - as above

    drawn = made.add_picture(BytesIO(raster(part.svg, part.alt)), width=Cm(part.width_cm))
    about = drawn._inline.docPr  # noqa: SLF001 - no public way
    about.set("descr", plain(part.alt))
    about.set("title", plain(part.alt)[:60])


def _speak(made: Any, tag: str) -> None:  # noqa: ANN401 - as above
    """The language of every text: that of the file, and that of each style that names one."""
    styles = made.styles.element
    defaults = styles.find(_qualified("w:docDefaults"))
    if defaults is None:
        defaults = element("w:docDefaults")
        styles.insert(0, defaults)
    properties = defaults
    for name in ("w:rPrDefault", "w:rPr"):
        inner = properties.find(_qualified(name))
        if inner is None:
            inner = element(name)
            properties.insert(0, inner)
        properties = inner
    if properties.find(_qualified("w:lang")) is None:
        properties.append(element("w:lang"))
    for language in styles.iter(_qualified("w:lang")):
        for name in ("w:val", "w:eastAsia"):
            language.set(_qualified(name), tag)


def _qualified(name: str) -> str:
    from docx.oxml.ns import qn  # noqa: PLC0415 - as above

    return qn(name)
