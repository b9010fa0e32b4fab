"""A staged file imported, or given up."""

import time
from typing import Final

from sqlmodel import Session

from municipal.cities.desk import permit
from municipal.db import reading
from municipal.imports.answers import MOVED, Again, Made, acting_once, left_to_others
from municipal.imports.claims import is_silent
from municipal.imports.forms import StepForm
from municipal.imports.interests import barred
from municipal.imports.keeping import OBJECT
from municipal.imports.list_work import planned
from municipal.imports.queries import (
    CONFIRMED,
    DROPPED,
    FAILED,
    RUNNING,
    STAGED,
    VENDORS,
    WORKING,
    FileRow,
    import_file,
    raw_of,
)
from municipal.imports.running import JOB, work_off
from municipal.imports.tables import ImportFile
from municipal.jobs import soon
from municipal.people.interests import interests_of
from municipal.people.roles import PROVINCE
from municipal.traces.chain import now, record
from municipal.web.addresses import address
from municipal.web.form import FieldError, parse, without
from municipal.web.page import Asked, language, settings
from municipal.web.threads import sent
from vendors.sources.faults import UnusableError

# Seconds for which the answer waits for a short file, and between two looks.
PATIENCE: Final = 4.0
PAUSE: Final = 0.1


def confirm(request: Asked, file: FileRow) -> Made:
    """Import the file: beside the site where jobs run, else at once."""
    by = permit(request, PROVINCE)("import.bring")
    spoken = language(request)
    form, _wrong = parse(StepForm, without(sent(request), "act"))
    if form is None:
        return MOVED

    if names := _barred(request, file, by.person):
        return Again([FieldError("etat", left_to_others(names, spoken))], status=403)

    def act(session: Session) -> Made:
        row = session.get_one(ImportFile, file.id)
        stuck = row.state == FAILED or (row.state == RUNNING and is_silent(row.choices))
        if row.raw is None or row.version != form.version or not (row.state == STAGED or stuck):
            return MOVED
        if row.state == STAGED:
            counts: dict[str, int] = (row.report or {}).get("counts", {})
            row.total = sum(counts.get(name, 0) for name in ("created", "updated", "unchanged"))
            row.report, row.done = {}, 0
        row.state, row.confirmed_at = CONFIRMED, now()
        row.report = {name: value for name, value in (row.report or {}).items() if name != "faults"}
        session.add(row)
        record(session, by, "import.confirmed", OBJECT, row.id, body=PROVINCE, after=row.digest)
        return address("import_file", spoken, id=file.id)

    made = acting_once(form.once, act, by.person)
    if isinstance(made, str):
        _begin(request, file.id)
    return made


def drop(request: Asked, file: FileRow) -> Made:
    """Give a file up before anything was read from it into the registry."""
    by = permit(request, PROVINCE)("import.bring")
    spoken = language(request)
    form, _wrong = parse(StepForm, without(sent(request), "act"))

    def act(session: Session) -> Made:
        row = session.get_one(ImportFile, file.id)
        if form is None or row.state != STAGED or row.version != form.version:
            return MOVED
        row.state, row.raw, row.ended_at = DROPPED, None, now()
        session.add(row)
        record(session, by, "import.dropped", OBJECT, row.id, body=PROVINCE)
        return address("imports", spoken, received="dropped")

    return acting_once(form.once if form else "", act, by.person)


def _begin(request: Asked, identity: str) -> None:
    """Have the file imported; a short one is done before the page is shown, so that it shows the report at once."""
    if not (settings(request).jobs and soon(JOB)):
        work_off(identity)
        return
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with reading() as session:
            file = import_file(session, identity)
        if file is None or file.state not in WORKING:
            return
        time.sleep(PAUSE)


def _barred(request: Asked, file: FileRow, person: str) -> list[str]:
    """The suppliers that the file would change, and that the person must leave to others."""
    with reading() as session:
        content = raw_of(session, file.id)
        if file.kind != VENDORS or content is None or not interests_of(session, person):
            return []
        try:
            made = planned(session, file, content, language(request))
        except UnusableError:
            return []
        return barred(session, person, {one.vendor for one in made.rows if one.outcome == "updated"})
