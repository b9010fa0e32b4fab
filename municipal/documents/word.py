"""A document as Word: headings, tables with a header row, a language, and a text beside each drawing."""

import datetime as dt
import re
from io import BytesIO
from typing import Any, Final

from municipal.documents.document import WIDEST_CM, Bullets, Document, Heading, Paragraph, Part, Picture, Table, printed
from municipal.documents.raster import raster
from municipal.web.format import today

_TAGS: Final = {"fr": "fr-CA", "en": "en-CA"}
_STYLE: Final = "Table Grid"
_NO_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


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
    _speak(made, _TAGS[document.language])
    about = made.core_properties
    about.title, about.author, about.language = (
        _plain(document.title),
        _plain(document.author),
        _TAGS[document.language],
    )
    about.comments = ""
    about.created = about.modified = dt.datetime.combine(today(), dt.time(), tzinfo=dt.UTC)
    if document.notice:
        made.add_paragraph(_plain(document.notice), style="Intense Quote")
    made.add_heading(_plain(document.title), level=1)
    for part in document.parts:
        _add(made, part, document.language)
    section.footer.paragraphs[0].text = _plain(document.foot)
    kept = BytesIO()
    made.save(kept)
    return kept.getvalue()


def _add(made: Any, part: Part, language: str) -> None:  # noqa: ANN401 - the library has no types
    match part:
        case Heading():
            made.add_heading(_plain(part.text), level=part.level)
        case Paragraph():
            made.add_paragraph().add_run(_plain(part.text)).bold = part.strong or None
        case Bullets():
            for item in part.items:
                made.add_paragraph(_plain(item), style="List Bullet")
        case Table():
            _table(made, part, language)
        case Picture():
            _picture(made, part)


def _table(made: Any, part: Table, language: str) -> None:  # noqa: ANN401 - as above
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415 - as above

    caption = made.add_paragraph(_plain(part.caption), style="Caption")
    caption.paragraph_format.keep_with_next = True
    table = made.add_table(rows=1, cols=len(part.header), style=_STYLE)
    for cell, text in zip(table.rows[0].cells, part.header, strict=True):
        cell.text = ""
        cell.paragraphs[0].add_run(_plain(text)).bold = True
    # Word repeats it on each page, and a screen reader says it with each cell.
    table.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader"))  # noqa: SLF001 - no public way
    numeric = part.numeric()
    for row in part.rows:
        for cell, value, right in zip(table.add_row().cells, row, numeric, strict=True):
            cell.text = _plain(printed(value, language))
            if right:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    made.add_paragraph()


def _picture(made: Any, part: Picture) -> None:  # noqa: ANN401 - as above
    from docx.shared import Cm  # noqa: PLC0415 - as above

    drawn = made.add_picture(BytesIO(raster(part.svg, part.alt)), width=Cm(part.width_cm))
    about = drawn._inline.docPr  # noqa: SLF001 - no public way
    about.set("descr", _plain(part.alt))
    about.set("title", _plain(part.alt)[:60])


def _speak(made: Any, tag: str) -> None:  # noqa: ANN401 - as above
    """The language of every text that does not say another one."""
    from docx.oxml.ns import qn  # noqa: PLC0415 - as above

    properties = made.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    language = properties.find(qn("w:lang"))
    if language is None:
        language = _element("w:lang")
        properties.append(language)
    for name in ("w:val", "w:eastAsia"):
        language.set(qn(name), tag)


def _element(name: str) -> Any:  # noqa: ANN401 - as above
    from docx import oxml  # noqa: PLC0415 - as above

    make: Any = vars(oxml)["OxmlElement"]
    return make(name)


def _plain(text: str) -> str:
    """A text without the signs that XML does not have."""
    return _NO_XML.sub("", text)
