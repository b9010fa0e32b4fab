"""Whether a Word file that somebody brings may serve as a letterhead: a real one, that runs and fetches nothing.

What is wrong comes back as a word of `Fault`; the page says it with its remedy.
"""

import re
import zipfile
import zlib
from io import BytesIO
from typing import Any, Final, Literal
from xml.parsers.expat import ExpatError, ParserCreate

from municipal.documents.document import Bullets, Document, Heading, Paragraph, Table
from municipal.documents.letterhead import poured
from vendors.sources.unpacked import MOST_UNPACKED

Fault = Literal["size", "kind", "macros", "links", "objects", "fields", "markup", "damaged"]

MOST_BYTES: Final = 2_000_000
_MOST_PARTS: Final = 500
_BIT: Final = 65_536
# Elements in all parts together, and how deep they nest: far beyond any letterhead.
_MOST_ELEMENTS: Final = 30_000
_DEEPEST: Final = 200
_TYPES: Final = "[Content_Types].xml"
_MAIN: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_MACROS: Final = re.compile(r"vba|macroenabled|activex|keymapcustomizations", re.IGNORECASE)
_OBJECTS: Final = re.compile(
    r"(^|/)(embeddings|activex|afchunk)|oleobject|/(package|control|aFChunk|subDocument|frame)$", re.IGNORECASE
)
# What a letterhead is made of; anything else has no reason to be there.
_PARTS: Final = re.compile(r"\.(xml|rels|png|jpe?g|gif|bmp|tiff?|emf|wmf|svg|wdp|odttf)$", re.IGNORECASE)
_ELEMENTS: Final = {"altChunk", "object", "OLEObject", "control", "subDoc", "movie", "mailMerge", "attachedTemplate"}
# Fields that only say something of the file itself. Any other may fetch, link or run.
_FIELDS: Final = frozenset(
    (
        *("PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE"),
        *("TITLE", "SUBJECT", "AUTHOR", "STYLEREF", "FILENAME", "KEYWORDS", "NUMWORDS", "PAGEREF", "REF", "SEQ"),
    )
)
# Where a drawing or a picture may name what it shows, without any relationship: nothing but what stands in the file.
_SHOWING: Final = {"src", "href", "althref"}
_ELSEWHERE: Final = re.compile(r"\s*((?!data:)[a-z][a-z0-9+.-]*:|//|\\\\)", re.IGNORECASE)
_PACKINGS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED: Final = 1
_DAMAGED: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, LookupError, ValueError, ExpatError)
_SAMPLE: Final = (
    *(Heading("2"), Heading("3", 3), Paragraph("p", strong=True), Bullets(["b"])),
    Table("t", ["a", "b"], [["c", 1]]),
)


class _RefusedError(Exception):
    """The file is refused, for this reason."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault: Fault = fault


def refusal(raw: bytes) -> Fault | None:
    """Why a file may not serve; None when it may."""
    if len(raw) > MOST_BYTES:
        return "size"
    try:
        parts = _parts(raw)
        _kind(parts)
        _Weigher().weigh(parts)
    except _RefusedError as error:
        return error.fault
    except _DAMAGED:
        return "damaged"
    return None if _pours(raw) else "damaged"


def _parts(raw: bytes) -> dict[str, bytes]:
    """The parts of the file, once the zip has said how large it is; no part gives more than it declared."""
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        listed = archive.infolist()
        if len(listed) > _MOST_PARTS or sum(one.file_size for one in listed) > MOST_UNPACKED:
            raise _RefusedError("size")
        names = [one.filename.casefold() for one in listed]
        if _TYPES.casefold() not in names:
            raise _RefusedError("kind")
        parts: dict[str, bytes] = {}
        for one in listed:
            if one.is_dir():
                continue
            _sound(one, names)
            kept = BytesIO()
            with archive.open(one) as part:
                # Bit by bit: read at once, it would unpack wholly before it is found longer than it declared.
                while bit := part.read(_BIT):
                    kept.write(bit)
            parts[one.filename] = kept.getvalue()
        return parts


def _sound(one: zipfile.ZipInfo, names: list[str]) -> None:
    name = one.filename
    if _MACROS.search(name):
        raise _RefusedError("macros")
    if _OBJECTS.search(name):
        raise _RefusedError("objects")
    if not _PARTS.search(name):
        raise _RefusedError("objects")
    twice = names.count(name.casefold()) > 1
    outside = name.startswith("/") or "\\" in name or ".." in name.split("/")
    if twice or outside or one.compress_type not in _PACKINGS or one.flag_bits & _ENCRYPTED:
        raise _RefusedError("damaged")


def _kind(parts: dict[str, bytes]) -> None:
    """A Word file says so in its table of contents; one with macros, a template or a workbook says otherwise."""
    types = parts.get(_TYPES, b"").decode("utf-8-sig")
    if _MACROS.search(types):
        raise _RefusedError("macros")
    if _MAIN not in types:
        raise _RefusedError("kind")
    if re.search(r"oleObject|\.package\b", types):
        raise _RefusedError("objects")


class _Weigher:
    """Every part of XML read from end to end, in UTF-8, without a document type."""

    def __init__(self) -> None:
        self._elements = self._depth = 0
        self._codes: list[str] = []
        self._told = False

    def weigh(self, parts: dict[str, bytes]) -> None:
        """Refuse what fetches, links, embeds or runs, and what would take more room than its bytes tell."""
        for name, data in parts.items():
            if not name.casefold().endswith((".xml", ".rels", ".svg")):
                continue
            if "\x00" in data.decode("utf-8-sig"):
                raise _RefusedError("markup")
            self._depth, self._codes, self._told = 0, [], False
            parser: Any = ParserCreate("UTF-8")
            parser.buffer_text = True
            parser.StartElementHandler = self._begin
            parser.EndElementHandler = self._end
            parser.CharacterDataHandler = self._hear
            parser.StartDoctypeDeclHandler = self._refuse
            parser.Parse(data, True)  # noqa: FBT003 - the parser's own word for the last piece
            for code in self._codes:
                self._field(code)

    def _begin(self, tag: str, given: dict[str, str]) -> None:
        self._elements += 1
        self._depth += 1
        if self._elements > _MOST_ELEMENTS or self._depth > _DEEPEST:
            raise _RefusedError("size")
        name = tag.rpartition(":")[2]
        if any(key.rpartition(":")[2] in _SHOWING and _ELSEWHERE.match(value) for key, value in given.items()):
            raise _RefusedError("links")
        if name == "Relationship":
            self._relation(given)
        elif name in _ELEMENTS:
            raise _RefusedError("links" if name in ("mailMerge", "attachedTemplate") else "objects")
        elif name == "fldSimple":
            self._field(_value(given, "instr"))
        elif name == "fldChar" and _value(given, "fldCharType") == "begin":
            self._codes.append("")
        elif name == "fldChar" and self._codes:
            # What is to be computed ends where its result begins; the field itself ends after it.
            self._field(self._codes.pop())
            if _value(given, "fldCharType") == "separate":
                self._codes.append("")
        self._told = name == "instrText"

    def _end(self, _tag: str) -> None:
        self._depth -= 1
        self._told = False

    def _hear(self, text: str) -> None:
        if self._told and self._codes:
            self._codes[-1] += text
        elif self._told:
            self._field(text)

    def _relation(self, given: dict[str, str]) -> None:
        kind, target = given.get("Type", ""), given.get("Target", "")
        if given.get("TargetMode", "").casefold() == "external" or kind.endswith("/attachedTemplate"):
            raise _RefusedError("links")
        if _MACROS.search(kind) or _MACROS.search(target):
            raise _RefusedError("macros")
        if _OBJECTS.search(kind) or _OBJECTS.search(target):
            raise _RefusedError("objects")
        if re.match(r"[a-z][a-z0-9+.-]*:|//|\\\\", target, re.IGNORECASE):
            raise _RefusedError("links")

    def _field(self, code: str) -> None:
        words = code.split()
        if words and words[0].upper().lstrip("\\") not in _FIELDS:
            raise _RefusedError("fields")

    def _refuse(self, *_: object) -> None:
        raise _RefusedError("markup")


def _value(given: dict[str, str], name: str) -> str:
    return next((value for key, value in given.items() if key.rpartition(":")[2] == name), "")


def _pours(raw: bytes) -> bool:
    """Whether a document can be poured into the file, and opened again."""
    import docx  # noqa: PLC0415 - with its XML library, loaded when somebody brings a file

    sample = Document("t", "fr", list(_SAMPLE), foot="f", notice="n")
    try:
        docx.Document(BytesIO(poured(raw, sample, {"city": "v", "title": "t", "date": "d", "project": "p"})))
    except Exception:  # noqa: BLE001 - a hostile file may break the library in any way; none of them may be ours
        return False
    return True
