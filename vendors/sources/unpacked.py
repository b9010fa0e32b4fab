"""A workbook made safe to open: only the parts that hold cells, unpacked within bounds, their cells counted first.

The reader of workbooks trusts what a file says of itself, and sets memory aside for it: a zip that unpacks without end,
a lone cell at the far corner of a sheet, or one long text that half a million cells repeat would exhaust the machine.
"""

import re
import shutil
import zipfile
import zlib
from io import BytesIO
from typing import Final
from xml.parsers.expat import ExpatError, ParserCreate

from vendors.sources.faults import UnusableError
from vendors.sources.table import fault

MOST_UNPACKED: Final = 40_000_000
MOST_ROWS: Final = 50_000
# Cells of the rectangle that holds them all, blank ones too, and the characters in all of them.
MOST_CELLS: Final = 2_000_000
MOST_TEXT: Final = 20_000_000
_MOST_PARTS: Final = 1_000
_BIT: Final = 65_536
_SHEETS: Final = re.compile(r"xl/worksheets/[^/]+\.xml")
_TEXTS: Final = "xl/sharedStrings.xml"
_BOOK: Final = "xl/workbook.xml"
_OTHERS: Final = ("[Content_Types].xml", "_rels/.rels", _BOOK, "xl/_rels/workbook.xml.rels", "xl/styles.xml")
_PACKINGS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED: Final = 1
# How many of something follow, which the reader of workbooks believes and sets memory aside for.
_COUNTS: Final = ("count", "uniqueCount")
_PLACE: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_DAMAGED: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, LookupError, ValueError, ExpatError)


class _TooLargeError(Exception):
    """More than anybody types."""


def repacked(raw: bytes, name: str) -> BytesIO:
    """The same workbook with nothing but sound parts.

    Raises UnusableError when it is damaged, is no workbook, or holds more than a person types.
    """
    try:
        parts = _parts(raw)
        if _BOOK not in parts:
            fr = "Enregistrez le fichier en .xlsx ou en CSV"
            raise UnusableError([fault("format", name, fr, "Save the file as .xlsx or CSV")])
        _weigh(parts)
    except _TooLargeError as error:
        fr = f"Divisez le classeur, ou retirez ses lignes vides ({MOST_ROWS} lignes au plus)"
        en = f"Split the workbook, or remove its empty rows ({MOST_ROWS} rows at most)"
        raise UnusableError([fault("size", name, fr, en)]) from error
    except _DAMAGED as error:
        fr, en = "Enregistrez de nouveau le classeur", "Save the workbook again"
        raise UnusableError([fault("workbook", name, fr, en)]) from error
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for part, data in parts.items():
            archive.writestr(part, data)
    made.seek(0)
    return made


def _parts(raw: bytes) -> dict[str, bytes]:
    """The parts that hold cells, once the zip has said how large it is; no part gives more than it declared."""
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        listed = archive.infolist()
        if len(listed) > _MOST_PARTS or sum(one.file_size for one in listed) > MOST_UNPACKED:
            raise _TooLargeError
        parts: dict[str, bytes] = {}
        for one in listed:
            if one.filename not in (*_OTHERS, _TEXTS) and not _SHEETS.fullmatch(one.filename):
                continue
            if one.filename in parts or one.compress_type not in _PACKINGS or one.flag_bits & _ENCRYPTED:
                raise ValueError(one.filename)
            kept = BytesIO()
            with archive.open(one) as part:
                # Bit by bit: read at once, it would unpack wholly before it is found longer than it declared.
                shutil.copyfileobj(part, kept, _BIT)
            parts[one.filename] = kept.getvalue()
        return parts


def _weigh(parts: dict[str, bytes]) -> None:
    """Refuse what would take more room than its bytes tell."""
    texts = _Texts()
    texts.read(parts.get(_TEXTS, b"<sst/>"))
    cells = _Cells(texts.lengths)
    for part, data in parts.items():
        if _SHEETS.fullmatch(part):
            cells.read(data)
        elif part != _TEXTS:
            _Xml().read(data)


class _Xml:
    """A part read from end to end, as UTF-8 whatever it declares, and never with a document type.

    In any other alphabet the reader of workbooks might see cells where this one sees text.
    """

    def read(self, data: bytes) -> None:
        if "\x00" in data.decode():
            raise ValueError("not UTF-8")
        parser = ParserCreate("UTF-8")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = lambda tag: self.end(tag.rpartition(":")[2])
        parser.CharacterDataHandler = self.hear
        parser.StartDoctypeDeclHandler = self.refuse
        parser.Parse(data, True)  # noqa: FBT003 - the parser's own word for the last piece

    def _start(self, tag: str, given: dict[str, str]) -> None:
        if any(int(given.get(name, 0)) > MOST_CELLS for name in _COUNTS):
            raise _TooLargeError
        self.begin(tag.rpartition(":")[2], given)

    def begin(self, tag: str, given: dict[str, str]) -> None:
        """An element begins."""

    def end(self, tag: str) -> None:
        """An element ends."""

    def hear(self, text: str) -> None:
        """Text of an element."""

    def refuse(self, *_: object) -> None:
        """No part of a workbook declares entities."""
        raise ValueError("doctype")


class _Texts(_Xml):
    """How long each of the texts is that cells share."""

    def __init__(self) -> None:
        self.lengths: list[int] = []

    def begin(self, tag: str, given: dict[str, str]) -> None:  # noqa: ARG002 - a text has no attribute that counts
        if tag == "si":
            self.lengths.append(0)

    def hear(self, text: str) -> None:
        if self.lengths:
            self.lengths[-1] += len(text)


class _Cells(_Xml):
    """Where the furthest cell of a sheet lies, and how much text its cells hold."""

    def __init__(self, lengths: list[int]) -> None:
        self._lengths = lengths
        self._row = self._column = self._deepest = self._widest = self._text = 0
        self._shared = False
        self._value = ""

    def read(self, data: bytes) -> None:
        self._row = self._column = self._deepest = self._widest = 0
        super().read(data)

    def begin(self, tag: str, given: dict[str, str]) -> None:
        if tag == "row":
            self._row, self._column = int(given.get("r", self._row + 1)), 0
        elif tag == "c":
            self._place(given.get("r"))
            self._shared = given.get("t") == "s"
        elif tag == "v":
            self._value = ""

    def end(self, tag: str) -> None:
        if tag == "v" and self._shared:
            self._add(self._lengths[int(self._value)])

    def hear(self, text: str) -> None:
        if self._shared:
            self._value += text
        else:
            self._add(len(text))

    def _place(self, written: str | None) -> None:
        if written is None:
            self._column += 1
        else:
            found = _PLACE.fullmatch(written)
            if found is None:
                raise ValueError(written)
            self._column = 0
            for letter in found[1]:
                self._column = self._column * 26 + ord(letter) - 64
            self._row = max(self._row, int(found[2]))
        self._deepest, self._widest = max(self._deepest, self._row), max(self._widest, self._column)
        if self._deepest > MOST_ROWS + 1 or self._deepest * self._widest > MOST_CELLS:
            raise _TooLargeError

    def _add(self, characters: int) -> None:
        self._text += characters
        if self._text > MOST_TEXT:
            raise _TooLargeError
