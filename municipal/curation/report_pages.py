"""An error or a contestation, and its answer."""

from litestar import Controller, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from municipal.curation.barred import barred, may
from municipal.curation.promises import promises
from municipal.curation.report_acts import AgainReport, owners, sent_answer
from municipal.db import reading
from municipal.people.roles import PROVINCE
from municipal.suppliers.reports import OPEN, report
from municipal.suppliers.solution import sheet, speaking
from municipal.traces.once import new_token
from municipal.web.actor import the_actor
from municipal.web.addresses import canonical, paths
from municipal.web.form import Received, query
from municipal.web.format import today
from municipal.web.page import Asked, found, language, page
from municipal.web.threads import reads, takes


class ReportQueuePages(Controller):
    """What somebody wrote about a solution, the solution beside it, and the form of the answer."""

    include_in_schema = False

    @get(paths("curation_report"), action="curation.read", body=PROVINCE)
    @reads
    def index(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """The report beside what its page says today."""
        asked = query(Received, canonical(request.query_params.multi_items()))
        return _shown(request, id, AgainReport(received=asked.received, status=200))

    @post(paths("curation_report"), action="curation.answer", body=PROVINCE)
    @takes
    def answer(self, request: Asked, id: FromPath[str]) -> Response[bytes] | Redirect:  # noqa: A002 - as above
        """Answer, or ask for more."""
        made = sent_answer(request, id)
        if isinstance(made, str):
            return Redirect(made, status_code=303)
        return _shown(request, id, made)


def _shown(request: Asked, identity: str, again: AgainReport) -> Response[bytes]:
    spoken, actor = language(request), the_actor(request)
    with reading() as session:
        row = found(report(session, identity))
        stop = barred(session, actor.person, owners(session, row))
        data = sheet(session, row.solution, spoken)
    return page(
        request,
        "curation_report",
        "curation/report.html",
        id=identity,
        status=again.status,
        private=True,
        row=row,
        kind=promises()[row.kind].name(spoken),
        open=row.state in OPEN,
        late=row.state in OPEN and row.due_on < today().isoformat(),
        sheet=data,
        stop=stop,
        may_answer=may(actor, "curation.answer"),
        typed=again.typed,
        errors=again.errors,
        received=again.received,
        once=new_token(),
        **speaking(spoken),
    )
