"""The alphabet and the columns that somebody chooses for a file, so that it is read as they meant it."""

from typing import Any, Final

from sqlmodel import Session

from municipal.cities.desk import permit
from municipal.db import reading
from municipal.imports.answers import MOVED, Again, Made, acting_once
from municipal.imports.forms import ENCODINGS, StepForm
from municipal.imports.keeping import Brought
from municipal.imports.list_work import MOST_COLUMNS
from municipal.imports.queries import STAGED, VENDORS, FileRow, raw_of
from municipal.imports.staging import looked_at
from municipal.imports.tables import ImportFile
from municipal.people.roles import PROVINCE
from municipal.web.addresses import address
from municipal.web.form import FieldError, parse, said
from municipal.web.language import translator
from municipal.web.page import Asked, language
from municipal.web.threads import sent
from vendors.sources.faults import UnusableError

# A select of the page for each column, by its place.
COLUMN: Final = "column-"


def choose(request: Asked, file: FileRow) -> Made:
    """Keep another alphabet, and what each column is; the preview then shows what comes of it."""
    by = permit(request, PROVINCE)("import.bring")
    raw, spoken = sent(request), language(request)
    _ = translator(spoken)
    encoding = said(raw, "encoding")
    form, _wrong = parse(StepForm, {name: raw[name] for name in ("version", "once") if name in raw})
    if form is None or encoding not in ENCODINGS:
        return Again([FieldError("encoding", _("Choisissez un encodage de la liste."))])
    mapping = _mapping(raw)
    with reading() as session:
        content = raw_of(session, file.id)
    if content is None or file.state != STAGED:
        return MOVED
    report: dict[str, Any] | None = None
    if file.kind != VENDORS:
        brought = Brought(file.kind, file.name, content, encoding, language=file.language)
        try:
            report = looked_at(brought)
        except UnusableError as error:
            return Again([FieldError("encoding", one.message(spoken)) for one in error.faults])

    def act(session: Session) -> Made:
        row = session.get_one(ImportFile, file.id)
        if row.state != STAGED or row.version != form.version:
            return MOVED
        same = encoding == row.encoding
        # Of another alphabet the labels may be others: they are guessed anew.
        row.choices = {"mapping": mapping} if mapping and same else {}
        row.encoding, row.report = encoding, report
        session.add(row)
        return address("import_file", spoken, id=file.id, received="chosen") + "#apercu"

    return acting_once(form.once, act, by.person)


def _mapping(raw: dict[str, list[str]]) -> dict[str, str]:
    """The choices of the page: each label with its field, as `label-N` and `column-N` say."""
    found: dict[str, str] = {}
    for place in range(MOST_COLUMNS):
        label = said(raw, f"label-{place}")
        if label:
            found[label] = said(raw, f"{COLUMN}{place}")
    return found
