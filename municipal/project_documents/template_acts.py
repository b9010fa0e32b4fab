"""A Word file of the city, brought to a page: checked, kept, removed; and what is said of one that may not serve."""

from typing import Any, Final

from litestar.datastructures import UploadFile
from litestar.exceptions import NotFoundException
from msgspec import Struct
from sqlmodel import Session

from municipal.cities.desk import permit
from municipal.db import write
from municipal.documents.letterhead_check import MOST_BYTES, Fault, refusal
from municipal.project_documents.catalogue import the_documents
from municipal.project_documents.forms import RemoveForm
from municipal.project_documents.letterheads import ALL, keep_template, remove_template
from municipal.traces.once import once
from municipal.web.actor import the_actor
from municipal.web.addresses import address
from municipal.web.form import FieldError, only, parse, said
from municipal.web.language import translator
from municipal.web.marking import mark
from municipal.web.page import Asked, language
from municipal.web.threads import sent
from vendors.sources.table import NO_TEXT

_LONGEST_NAME: Final = 120
_SLOT: Final = "repere.template"

# Each begins with the remedy.
_SAID: Final[dict[Fault, str]] = {
    "size": mark("Allégez le fichier\u00a0: il a 2 Mo au plus. Réduisez ses images."),
    "kind": mark("Enregistrez le fichier en Word (.docx)\u00a0: celui-ci n’en est pas un."),
    "macros": mark("Enregistrez le fichier sans macros, en .docx."),
    "links": mark(
        "Retirez les liens vers l’extérieur\u00a0: adresse du site, image liée, modèle joint. Leur texte peut rester."
    ),
    "objects": mark("Retirez les objets incorporés\u00a0: classeur, graphique, contrôle, fichier joint."),
    "fields": mark("Retirez les champs qui cherchent ailleurs. Le numéro de page et la date peuvent rester."),
    "markup": mark("Enregistrez de nouveau le fichier dans Word\u00a0: il contient des déclarations refusées."),
    "damaged": mark("Enregistrez de nouveau le fichier dans Word\u00a0: il n’a pas pu être lu."),
}


class Brought(Struct, frozen=True):
    """A file as it was brought."""

    name: str
    raw: bytes


class Refused(Struct, frozen=True):
    """What to show again, and why; `kind` is the document that was chosen."""

    errors: list[FieldError]
    kind: str = ALL


async def bring(request: Asked) -> None:
    """Read the file of a form before its handler runs; one that is too large is cut, and refused later."""
    file = (await request.form()).get("file")
    if isinstance(file, UploadFile):
        scope: Any = request.scope
        name = NO_TEXT.sub("", file.filename or "")[-_LONGEST_NAME:]
        scope[_SLOT] = Brought(name, await file.read(MOST_BYTES + 1))


def keep(request: Asked, city: str) -> str | Refused:
    """Keep a file for a kind of document, or for all, once it is found sound."""
    permit(request, city)("template.manage")
    spoken = language(request)
    _ = translator(spoken)
    raw = sent(request)
    kind = said(raw, "kind")
    if kind not in kinds():
        raise NotFoundException
    file: Brought | None = request.scope.get(_SLOT)  # type: ignore[assignment]
    if file is None or not file.raw:
        return Refused([FieldError("file", _("Choisissez un fichier Word (.docx)."))], kind)
    if fault := refusal(file.raw):
        return Refused([FieldError("file", _(_SAID[fault]))], kind)

    def act(session: Session) -> str:
        keep_template(session, permit(request, city), city, kind, file.name, file.raw)
        return address("city_templates", spoken, id=city, received="kept")

    return write(lambda session: once(session, said(raw, "once"), the_actor(request).person, lambda: act(session)))


def remove(request: Asked, city: str) -> str | Refused:
    """Remove a file."""
    raw = sent(request)
    form, _errors = parse(RemoveForm, only(raw, RemoveForm))
    if form is None or form.kind not in kinds():
        raise NotFoundException

    def act(session: Session) -> str:
        remove_template(session, permit(request, city), city, form.kind)
        return address("city_templates", language(request), id=city, received="removed")

    return write(lambda session: once(session, form.once, the_actor(request).person, lambda: act(session)))


def kinds() -> list[str]:
    """What a file may serve for: all documents, or one kind that is written in Word."""
    return [ALL, *(one.id for one in the_documents().kinds.values() if "docx" in one.formats)]
