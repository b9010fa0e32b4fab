"""The documents of a project: those that its route needs, how far each is, and each as a file."""

from litestar import Controller, Response, get
from litestar.params import FromPath

from municipal.cities.desk import CITY, desk
from municipal.db import reading
from municipal.project_documents.dossier import gathered
from municipal.project_documents.forms import DocumentQuery, DocumentsQuery
from municipal.project_documents.letterheads import templates_of
from municipal.project_documents.making import handed, lines_to_complete, made
from municipal.project_documents.standing import listed
from municipal.web.addresses import address, canonical, paths
from municipal.web.form import query
from municipal.web.page import Asked, base_url, found, language, page, settings
from municipal.web.threads import reads, writes


class ProjectDocumentPages(Controller):
    """The list, and the file."""

    include_in_schema = False

    @get(paths("project_documents"), action="project.read", body="id")
    @reads
    def index(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """What the route needs: each document ready, a draft, or what it waits for."""
        asked = query(DocumentsQuery, canonical(request.query_params.multi_items()))
        spoken = language(request)
        with reading() as session:
            at = desk(session, request, id, kinds=CITY)
            dossier = found(gathered(session, id, asked.project, spoken))
            groups = listed(dossier)
            return page(
                request,
                "project_documents",
                "project_documents/list.html",
                id=id,
                private=True,
                at=at,
                project=dossier.project,
                groups=groups,
                gaps={one.kind.id: lines_to_complete(dossier, one.kind) for group in groups for one in group.documents},
                bidders=dossier.bidders,
                route=dossier.route,
                stage=dossier.evaluation.stage if dossier.evaluation else "none",
                own=templates_of(session, id),
                may_write=at.may("project.write"),
                may_manage=at.may("template.manage"),
            )

    @get(paths("project_document"), action="project.read", body="id")
    @writes  # Nothing is written: a document takes a while to make, and the site must answer others meanwhile.
    def file(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - as in the address
        """A document as Word, PDF, Excel or CSV."""
        asked = query(DocumentQuery, canonical(request.query_params.multi_items()))
        spoken = asked.lang or language(request)
        here = base_url(request) + address("project_documents", spoken, id=id, project=asked.project)
        with reading() as session:
            desk(session, request, id, kinds=CITY)
            file = made(
                session,
                id,
                asked.project,
                asked.document,
                asked.format,
                spoken,
                here=here,
                demo=settings(request).demo,
                bid=asked.bid,
            )
        return handed(file, spoken)
