"""Files of suppliers and of notices: brought, looked at, imported, taken back."""

from litestar import Controller, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from municipal.cities.desk import called
from municipal.db import reading
from municipal.documents.document import Cell, Table
from municipal.documents.sheet import csv_file
from municipal.imports.acts import act_of
from municipal.imports.answers import Again
from municipal.imports.file_views import shown
from municipal.imports.forms import FileQuery, ImportsQuery, TemplateQuery
from municipal.imports.queries import import_file, imports
from municipal.imports.staging import Unkept, bring, keep_upload
from municipal.imports.words import ALPHABETS, KINDS, STATES
from municipal.people.roles import PROVINCE
from municipal.traces.once import new_token
from municipal.web.addresses import canonical, paths
from municipal.web.form import query, said
from municipal.web.guard import MOST_UPLOAD
from municipal.web.language import translator
from municipal.web.page import Asked, choices, found, language, page
from municipal.web.threads import reads, sent, takes, writes
from vendors.lists.template import template

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ImportPages(Controller):
    """The files, the form that brings one, and the page of each."""

    include_in_schema = False

    @get(paths("imports"), action="import.bring", body=PROVINCE)
    @reads
    def index(self, request: Asked) -> Response[bytes]:
        """The imports so far, and the form."""
        asked = query(ImportsQuery, canonical(request.query_params.multi_items()))
        return _index(request, received=asked.received)

    @post(paths("imports"), action="import.bring", body=PROVINCE, request_max_body_size=MOST_UPLOAD)
    async def bring(self, request: Asked) -> Response[bytes] | Redirect:
        """Keep a file, and show what it would do."""
        await bring(request)
        return await _bring(request=request)

    @get(paths("import_template"), action="import.bring", body=PROVINCE)
    @reads
    def template(self, request: Asked) -> Response[bytes]:
        """The file in which one writes a list of suppliers."""
        asked = query(TemplateQuery, request.query_params.multi_items())
        spoken = language(request)
        name = f"{'suppliers' if spoken == 'en' else 'fournisseurs'}.{asked.format}"
        kind = "text/csv" if asked.format == "csv" else _XLSX
        return _download(template(spoken, asked.format), name, kind)

    @get(paths("import_file"), action="import.bring", body=PROVINCE)
    @writes
    def one(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """A file: what it would do, how far it is, or what it did. A preview may take a second: it has a thread."""
        asked = query(FileQuery, canonical(request.query_params.multi_items()))
        with reading() as session:
            file = found(import_file(session, id))
        if asked.format == "rejects":
            _ = translator(language(request))
            rejects: list[dict[str, Cell]] = file.report.get("rejects", [])
            header = [_("Ligne"), _("Colonne"), _("Valeur"), _("Raison"), _("Remède")]
            names = ("line", "column", "value", "reason", "remedy")
            table = Table(_("Lignes refusées"), header, [[one[name] for name in names] for one in rejects])
            return _download(csv_file(table), f"{_('refus')}-{file.id}.csv", "text/csv")
        return shown(request, file, Again(received=asked.received, status=200))

    @post(paths("import_file"), action="import.bring", body=PROVINCE)
    @takes
    def change(self, request: Asked, id: FromPath[str]) -> Response[bytes] | Redirect:  # noqa: A002 - as above
        """One of the forms of a file; each asks the table of rules about what it does."""
        act = act_of(said(sent(request), "act"))
        with reading() as session:
            file = found(import_file(session, id))
        made = act(request, file)
        if isinstance(made, str):
            return Redirect(made, status_code=303)
        with reading() as session:
            file = found(import_file(session, id))
        return shown(request, file, made)


@takes
def _bring(*, request: Asked) -> Response[bytes] | Redirect:
    made = keep_upload(request)
    return Redirect(made, status_code=303) if isinstance(made, str) else _index(request, made)


def _index(request: Asked, again: Unkept | None = None, *, received: str = "") -> Response[bytes]:
    spoken = language(request)
    _ = translator(spoken)
    with reading() as session:
        rows = imports(session)
        who = {person: called(session, person, spoken) for person in {one.person for one in rows}}
    blank = {"kind": "vendors", "encoding": "", "source_title": "", "source_url": ""}
    return page(
        request,
        "imports",
        "imports/index.html",
        status=again.status if again else 200,
        private=True,
        files=rows,
        who=who,
        states={state: (_(name), tone) for state, (name, tone) in STATES.items()},
        kinds=choices([(kind, _(name)) for kind, name in KINDS.items()]),
        kind_names={kind: _(name) for kind, name in KINDS.items()},
        alphabets=choices([(code, _(name)) for code, name in ALPHABETS.items()]),
        values=again.values if again else blank,
        errors=again.errors if again else [],
        received=received,
        once=new_token(),
    )


def _download(content: bytes, name: str, kind: str) -> Response[bytes]:
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
    return Response(content, media_type=kind, headers=headers)
