"""A file of readings brought to a page: shown first, kept once somebody agrees; nothing is stored between the two."""

from typing import Any, Final

import msgspec
from litestar.datastructures import UploadFile
from msgspec import Struct
from sqlmodel import Session

from municipal.cities.desk import permit
from municipal.cities.reading_forms import KeptForm
from municipal.db import reading, write
from municipal.indicators.reading_columns import ALIASES, COLUMNS, REQUIRED
from municipal.indicators.reading_imports import Checked, check, keep
from municipal.indicators.reading_rows import Row
from municipal.traces.once import once
from municipal.web.addresses import address
from municipal.web.form import FieldError, parse, said, without
from municipal.web.language import translator
from municipal.web.page import Asked, language
from municipal.web.threads import sent
from vendors.sources.faults import UnusableError
from vendors.sources.table import Line, Sheet
from vendors.sources.workbook import read_raw

MOST_ROWS: Final = 500
MOST_BYTES: Final = 2_000_000
# What Windows calls its own alphabet, for whoever saves a CSV without UTF-8.
ENCODINGS: Final = ("", "cp1252")
_LONGEST_NAME: Final = 80
_SLOT: Final = "repere.file"


class File(Struct, frozen=True):
    """A file as it was brought."""

    name: str
    raw: bytes


class Previewed(Struct, frozen=True):
    """What a file would change, and its rows as the consent sends them back."""

    name: str
    checked: Checked
    rows: str
    status: int = 200

    def count(self, effect: str) -> int:
        """How many rows are new, changed or the same."""
        return sum(row.effect == effect for row in self.checked.rows)


class Unread(Struct, frozen=True):
    """A file that could not be read, and why."""

    errors: list[FieldError]


async def bring(request: Asked) -> None:
    """Read the file of a form before its handler runs; one that is too large is cut, and refused later."""
    file = (await request.form()).get("file")
    if isinstance(file, UploadFile):
        scope: Any = request.scope
        scope[_SLOT] = File((file.filename or "")[-_LONGEST_NAME:], await file.read(MOST_BYTES + 1))


def preview(request: Asked, city: str) -> Previewed | Unread:
    """What a file would change, row by row."""
    permit(request, city)("reading.record")
    _ = translator(language(request))
    file: File | None = request.scope.get(_SLOT)  # type: ignore[assignment]
    if file is None or not file.raw:
        return _unread(_("Choisissez un fichier CSV ou Excel (.xlsx)."))
    if len(file.raw) > MOST_BYTES:
        return _unread(_("Divisez le fichier\u00a0: cette page prend 2 Mo au plus. La commande prend plus."))
    encoding = said(sent(request), "encoding")
    try:
        sheet = read_raw(
            file.raw,
            file.name,
            required=REQUIRED,
            encoding=encoding if encoding in ENCODINGS and encoding else None,
            language=language(request),
            aliases=ALIASES,
        )
    except UnusableError as error:
        return Unread([FieldError("file", _said(one.rule, one.message(language(request)), _)) for one in error.faults])
    if len(sheet.rows) + len(sheet.rejects) > MOST_ROWS:
        return _unread(_("Divisez le fichier\u00a0: cette page prend 500 lignes au plus. La commande prend plus."))
    if not sheet.rows and not sheet.rejects:
        return _unread(_("Choisissez un fichier qui a des relevés\u00a0: celui-ci n’a que ses colonnes."))
    with reading() as session:
        checked = check(session, sheet, city=city, language=language(request))
    return Previewed(file.name, checked, _packed(checked.rows))


def consent(request: Asked, city: str) -> str | Previewed | Unread:
    """Keep the rows that were shown, checked anew; shown again when one of them is no longer sound."""
    form, _wrong = parse(KeptForm, without(sent(request), "act"))
    spoken = language(request)
    sheet = _unpacked(form.rows) if form else None
    if form is None or sheet is None:
        return _unread(translator(spoken)("Choisissez le fichier de nouveau\u00a0: son aperçu n’a pas pu être relu."))

    def act(session: Session) -> str | Previewed:
        by = permit(request, city)("reading.record")
        checked = check(session, sheet, city=city, language=spoken)
        if checked.rejects:
            return Previewed("", checked, _packed(checked.rows), 409)
        keep(session, by, checked)
        return address("city_readings", spoken, id=city, received="imported")

    person = permit(request, city)("reading.record").person
    return write(lambda session: once(session, form.once, person, lambda: act(session)), public=True)


def _packed(rows: list[Row]) -> str:
    """The sound rows that change something, as the consent sends them back."""
    kept = [
        [
            str(row.line),
            row.indicator,
            row.period,
            repr(row.measure.value),
            row.measure.source_fr,
            "" if row.measure.counted is None else str(row.measure.counted),
            "oui" if row.measure.method_changed else "non",
        ]
        for row in rows
        if row.effect != "same"
    ]
    return msgspec.json.encode(kept).decode()


def _unpacked(text: str) -> Sheet | None:
    """The rows that came back, as a file would give them; None for anything else."""
    try:
        rows = msgspec.json.decode(text, type=list[tuple[int, str, str, str, str, str, str]], strict=False)
    except msgspec.DecodeError:
        return None
    names = COLUMNS[1:]
    lines = [Line(line, dict(zip(names, (cell.strip() for cell in cells), strict=True))) for line, *cells in rows]
    return Sheet(lines, [], {name: name for name in names}) if 0 < len(lines) <= MOST_ROWS else None


def _unread(text: str) -> Unread:
    return Unread([FieldError("file", text)])


def _said(rule: str, text: str, _: Any) -> str:  # noqa: ANN401 - the translator
    """A fault as this page tells it: it has no --encoding."""
    if rule == "encoding":
        return _("Choisissez «\u00a0Windows\u00a0» comme encodage, ou enregistrez le fichier en CSV UTF-8.")
    return text
