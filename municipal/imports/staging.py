"""A file brought by a form: read once to see that it can be used, then kept as it is until somebody decides."""

from typing import Any, Final

from litestar.datastructures import UploadFile
from msgspec import Struct
from sqlmodel import Session

from municipal.cities.desk import permit
from municipal.db import write
from municipal.imports.forms import BringForm
from municipal.imports.keeping import Brought, stage
from municipal.imports.list_work import columns
from municipal.imports.notice_work import tried
from municipal.imports.queries import NOTICES
from municipal.people.roles import PROVINCE
from municipal.traces.once import once
from municipal.web.actor import the_actor
from municipal.web.addresses import address
from municipal.web.form import FieldError, parse, said, without
from municipal.web.language import translator
from municipal.web.page import Asked, language
from municipal.web.threads import sent
from vendors.sources.faults import UnusableError
from vendors.sources.table import NO_TEXT

MOST_BYTES: Final = 20_000_000
LONGEST_NAME: Final = 60
# What can be mended on the page of the file: another alphabet, other columns.
_ASKED: Final = ("encoding", "column", "columns")
_SLOT: Final = "repere.import"


class Upload(Struct, frozen=True):
    """The files of a form: what the first is called and holds, and how many there are."""

    name: str
    raw: bytes
    number: int


class Unkept(Struct, frozen=True):
    """What to show again: what was typed, and each error beside its field."""

    values: dict[str, str]
    errors: list[FieldError]
    status: int = 422


async def bring(request: Asked) -> None:
    """Read the file of a form before its handler runs; one that is too large is cut, and refused later."""
    files = [one for one in (await request.form()).getall("file", []) if isinstance(one, UploadFile)]
    named = [one for one in files if one.filename]
    if named:
        scope: Any = request.scope
        name = " ".join(NO_TEXT.sub("", named[0].filename or "").split())[-LONGEST_NAME:]
        scope[_SLOT] = Upload(name, await named[0].read(MOST_BYTES + 1), len(named))


def keep_upload(request: Asked) -> str | Unkept:
    """Keep the file that was brought, and lead to its page: nothing of the registry moves."""
    by = permit(request, PROVINCE)("import.bring")
    spoken = language(request)
    _ = translator(spoken)
    raw = without(sent(request), "act")
    form, wrong = parse(BringForm, raw)
    values = {name: said(raw, name) for name in ("kind", "encoding", "source_title", "source_url")}
    upload: Upload | None = request.scope.get(_SLOT)  # type: ignore[assignment]
    errors = [*_of_file(upload, _), *_of_fields(wrong, _)]
    if form is None or errors or upload is None:
        return Unkept(values, errors)
    file = Brought(
        form.kind, upload.name, upload.raw, form.encoding, form.source_title, form.source_url, language=spoken
    )
    try:
        report = looked_at(file)
    except UnusableError as error:
        return Unkept(values, [FieldError("file", one.message(spoken)) for one in error.faults])

    def act(session: Session) -> str:
        return address("import_file", spoken, id=stage(session, by, file, report))

    person = the_actor(request).person
    return write(lambda session: once(session, form.once, person, lambda: act(session)))


def looked_at(file: Brought) -> dict[str, Any] | None:
    """The report of a trial, for notices; nothing for a list, which is read anew each time that it is shown.

    Raises UnusableError for a file that no choice on its page could mend.
    """
    try:
        if file.kind == NOTICES:
            return tried(file.raw, encoding=file.encoding, language=file.language).kept()
        columns(file.raw, file.name, file.encoding)
    except UnusableError as error:
        if any(one.rule not in _ASKED for one in error.faults):
            raise
    return None


def _of_file(upload: Upload | None, _: Any) -> list[FieldError]:  # noqa: ANN401 - the translator
    if upload is None or not upload.raw:
        return [FieldError("file", _("Choisissez un fichier\u00a0: aucun n’est arrivé, ou il est vide."))]
    if upload.number > 1:
        return [FieldError("file", _("Téléversez un seul fichier à la fois."))]
    if len(upload.raw) > MOST_BYTES:
        return [
            FieldError("file", _("Divisez le fichier\u00a0: cette page prend 20 Mo au plus. La commande prend plus."))
        ]
    return []


def _of_fields(wrong: dict[str, str], _: Any) -> list[FieldError]:  # noqa: ANN401 - the translator
    told = {
        "kind": _("Choisissez ce que le fichier contient."),
        "encoding": _("Choisissez un encodage de la liste."),
        "source_title": _("Nommez la source en 300 caractères au plus."),
        "source_url": _("Écrivez une adresse qui commence par https://."),
    }
    lost = _("Rechargez la page, puis recommencez.")
    return [FieldError(name if name in told else "kind", told.get(name, lost)) for name in wrong]
