"""A document of a project as a file: Word in the city’s letterhead or in ours, PDF/UA, Excel or CSV."""

from typing import Final

from litestar import Response
from litestar.exceptions import NotFoundException
from msgspec import Struct
from sqlmodel import Session

from municipal.documents.document import Document, Table
from municipal.documents.pdf import pdf
from municipal.documents.sheet import csv_file, xlsx
from municipal.project_documents.catalogue import Kind, the_documents
from municipal.project_documents.clause_texts import clause_table
from municipal.project_documents.dossier import Dossier, gathered
from municipal.project_documents.drawing import body, drawn, framed
from municipal.project_documents.letterheads import in_letterhead
from municipal.project_documents.nameless import without_names
from municipal.project_documents.telling import lacking
from municipal.projects.grid_document import grid_document
from municipal.projects.market import market_json, market_rows
from municipal.web.language import translator

TYPES: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "json": "application/json",
}
# The grid is drawn up where grids are.
_GRID: Final = "grid"


class File(Struct, frozen=True):
    """A file as it is downloaded."""

    name: str
    media_type: str
    data: bytes


def handed(file: File, spoken: str) -> Response[bytes]:
    """A file as an answer, kept nowhere on the way."""
    headers = {
        "cache-control": "no-store",
        "content-disposition": f'attachment; filename="{file.name}"',
        "content-language": f"{spoken}-CA",
        "x-robots-tag": "noindex",
    }
    return Response(file.data, media_type=file.media_type, headers=headers)


def readable(kind: str) -> bool:
    """Whether whoever reads a project by its sharing address may read a document of it."""
    found = the_documents().kinds.get(kind)
    return found is not None and found.shared and bool(found.formats)


def made(
    session: Session,
    city: str,
    project: str,
    kind: str,
    format: str,  # noqa: A002 - as in the address
    language: str,
    *,
    here: str = "",
    demo: bool = False,
    bid: str = "",
) -> File:
    """A document as a file; raises NotFoundException where there is no such project, document, format or bid."""
    found, dossier = the_documents().kinds.get(kind), None
    if found is not None and format in found.formats:
        dossier = gathered(session, city, project, language, here=here, demo=demo, bid=bid)
    if found is None or dossier is None or not found.exists(dossier.route) or (bid and bid not in dossier.bidders):
        raise NotFoundException
    document = drawing_of(session, dossier, found)
    name = f"repere-{_slug(found, language)}-{project}-{language}.{format}"
    return File(name, TYPES[format], _written(session, dossier, found, document, format))


def lines_to_complete(dossier: Dossier, kind: Kind) -> int:
    """How many lines of a document are still to be completed."""
    return lacking(dossier, body(dossier, kind))


def drawing_of(session: Session, dossier: Dossier, kind: Kind) -> Document:
    """A document before it has a format; in a public call, without the names that it may not hold."""
    if kind.id == _GRID:
        steps = dict(dossier.steps)
        own = grid_document(session, dossier.project.city, dossier.project.id, steps, dossier.language)
        document = framed(dossier, kind, own)
    else:
        document = drawn(dossier, kind)
    return without_names(session, document) if kind.nameless and dossier.is_public else document


def _written(session: Session, dossier: Dossier, kind: Kind, document: Document, wanted: str) -> bytes:
    if wanted == "docx":
        return in_letterhead(session, dossier, kind.id, document)
    if wanted == "pdf":
        return pdf(document)
    if wanted == "json":
        return market_json(dossier.frozen("market"))
    tables = _tables(dossier, kind, document) or [_empty(dossier, document)]
    if wanted == "csv":
        return csv_file(tables[0])
    return xlsx(tables, title=document.title, language=dossier.language)


def _tables(dossier: Dossier, kind: Kind, document: Document) -> list[Table]:
    """What a workbook holds: the tables of the document, or the rows that it tells otherwise in Word."""
    fixed = dossier.frozen("market")
    if kind.id == "market":
        return [market_rows(fixed, dossier.language)] if fixed else []
    if kind.id == "clauses":
        return [clause_table(dossier)]
    return [one for one in document.parts if isinstance(one, Table)]


def _empty(dossier: Dossier, document: Document) -> Table:
    """A workbook has at least one sheet: here, what is to complete."""
    _ = translator(dossier.language)
    return Table(document.title, [_("À compléter")], [[_("Ce document n’a pas encore de tableau.")]])


def _slug(kind: Kind, language: str) -> str:
    names = {"need": "besoin", "market": "marche", "questions": "questions", "grid": "grille"}
    names |= {"performance": "resultat", "clauses": "clauses", "efvp": "efvp", "matrix": "responsabilites"}
    names |= {"decision": "decision", "resolution": "resolution", "rejection": "refus", "trial": "essai"}
    return names.get(kind.id, kind.id) if language == "fr" else kind.id
