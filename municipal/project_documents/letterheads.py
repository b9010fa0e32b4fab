"""The Word files of a city into which its documents are poured: kept, removed, chosen for a kind of document."""

import base64
from typing import Final

from litestar.exceptions import NotFoundException
from msgspec import Struct
from sqlmodel import Session, select

from municipal.documents.document import Document
from municipal.documents.letterhead import poured
from municipal.documents.word import word
from municipal.project_documents.dossier import Dossier
from municipal.project_documents.tables import CityTemplate
from municipal.traces.chain import Permit, digest, now, record
from municipal.web.format import date

# The file for every kind that has none of its own.
ALL: Final = "all"
KIND: Final = "city_template"


class TemplateRow(Struct, frozen=True):
    """A file of the city, without its bytes."""

    kind: str
    name: str
    person: str
    at: str


def templates_of(session: Session, city: str) -> dict[str, TemplateRow]:
    """The files of a city, by the kind of document that they serve."""
    query = select(CityTemplate.kind, CityTemplate.name, CityTemplate.person, CityTemplate.at)
    rows = session.exec(query.where(CityTemplate.city == city).order_by(CityTemplate.kind))
    return {row[0]: TemplateRow(*row) for row in rows}


def bytes_of(session: Session, city: str, kind: str) -> bytes | None:
    """The file of a city for a kind of document."""
    query = select(CityTemplate.data).where(CityTemplate.city == city, CityTemplate.kind == kind)
    found = session.exec(query).first()
    return base64.b64decode(found) if found else None


def keep_template(session: Session, permit: Permit, city: str, kind: str, name: str, data: bytes) -> None:
    """Keep a file that was checked, in the place of the one there was."""
    by = permit("template.manage")
    row = session.exec(select(CityTemplate).where(CityTemplate.city == city, CityTemplate.kind == kind)).first()
    text = base64.b64encode(data).decode()
    if row is None:
        row = CityTemplate(city=city, kind=kind, name=name, data=text, person=by.person, at=now())
    row.name, row.data, row.person, row.at = name, text, by.person, now()
    session.add(row)
    session.flush()
    record(session, by, "template.changed", KIND, kind, body=city, version=row.version, after=[name, digest(text)])


def remove_template(session: Session, permit: Permit, city: str, kind: str) -> None:
    """Remove a file: our layout serves again. Raises NotFoundException where there is none."""
    by = permit("template.manage")
    row = session.exec(select(CityTemplate).where(CityTemplate.city == city, CityTemplate.kind == kind)).first()
    if row is None:
        raise NotFoundException
    session.delete(row)
    session.flush()
    record(session, by, "template.removed", KIND, kind, body=city, version=row.version, before=row.name)


def in_letterhead(session: Session, dossier: Dossier, kind: str, document: Document) -> bytes:
    """The document in Word: in the city’s file for this kind, in its file for all, else in our layout."""
    city = dossier.project.city
    template = bytes_of(session, city, kind) or bytes_of(session, city, ALL)
    if template is None:
        return word(document)
    places = {
        "city": dossier.city,
        "title": document.title,
        "date": date(dossier.on, dossier.language),
        "project": dossier.project.title,
    }
    return poured(template, document, places)
