"""The page of a file that was brought, in each of its states."""

from litestar import Response

from municipal.cities.desk import called
from municipal.db import reading
from municipal.imports.answers import Again
from municipal.imports.choosing import COLUMN
from municipal.imports.claims import is_silent
from municipal.imports.previews import Preview, preview
from municipal.imports.queries import RUNNING, STAGED, VENDORS, WORKING, FileRow, raw_of
from municipal.imports.words import ALPHABETS, CHANGES, FIELDS, KEPT, KINDS, OUTCOMES, STATES
from municipal.people.roles import PROVINCE
from municipal.people.rules import decide
from municipal.traces.once import new_token
from municipal.web.actor import the_actor
from municipal.web.language import translator
from municipal.web.page import Asked, choices, language, page


def shown(request: Asked, file: FileRow, again: Again) -> Response[bytes]:
    """The page: what the file would do, how far it is, or what it did; its state alone for whoever waits."""
    spoken = language(request)
    _ = translator(spoken)
    made = Preview()
    with reading() as session:
        people = {file.person, file.undone_by or file.person}
        who = {person: called(session, person, spoken) for person in people}
        if file.state == STAGED and file.kind == VENDORS and file.has_raw:
            made = preview(session, file, raw_of(session, file.id) or b"", spoken)
    return page(
        request,
        "import_file",
        "imports/file.html",
        fragment="imports/_state.html",
        id=file.id,
        status=again.status,
        private=True,
        file=file,
        made=made,
        counts=made.counts or file.counts,
        rejects=made.rejects or file.report.get("rejects", []),
        foreign="" if made.rejects or file.language == spoken else file.language,
        who=who,
        working=file.state in WORKING and not (file.state == RUNNING and is_silent(file.choices)),
        kind_name=_(KINDS[file.kind]),
        states={state: (_(name), tone) for state, (name, tone) in STATES.items()},
        alphabets=choices([(code, _(name)) for code, name in ALPHABETS.items()]),
        fields=choices([(code, _(name)) for code, name in FIELDS.items()]),
        changes={name: _(label) for name, label in CHANGES.items()},
        outcomes={name: (_(label), tone) for name, (label, tone) in OUTCOMES.items()},
        kept={why: _(text) for why, text in KEPT.items()},
        column=COLUMN,
        may_undo=decide(the_actor(request), "import.undo", body=PROVINCE).why in ("yes", "confirm"),
        typed=again.typed,
        errors=[*again.errors, *made.faults],
        received=again.received,
        once=new_token(),
    )
