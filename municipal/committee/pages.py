"""A committee’s pages: its stages as the secretary and the members see them, and each member’s own sheet."""

from litestar import Controller, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from municipal.committee.acts import act
from municipal.committee.again import Again
from municipal.committee.forms import CommitteeQuery
from municipal.committee.list_views import listed
from municipal.committee.sheet_acts import act as act_on_sheet
from municipal.committee.sheet_views import sheet
from municipal.committee.views import shown
from municipal.web.addresses import address, canonical, paths
from municipal.web.form import query
from municipal.web.page import Asked, language
from municipal.web.threads import reads, takes


class CommitteePages(Controller):
    """Prepare, score, agree, lock, open prices, decide."""

    include_in_schema = False

    @get(paths("committee"), action="committee.read", body="id")
    @reads
    def show(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """The committee of a project; without one, the list of those that one keeps or sits on."""
        asked = _asked(request)
        return shown(request, id, asked.project, received=asked.received) if asked.project else listed(request, id)

    @post(paths("committee"), action="committee.read", body="id")
    @takes
    def change(self, request: Asked, id: FromPath[str]) -> Response[bytes] | Redirect:  # noqa: A002 - as in the address
        """One of the secretary’s forms."""
        project = _asked(request).project
        made = act(request, id, project)
        if isinstance(made, Again):
            return shown(request, id, project, again=made)
        if request.headers.get("hx-request-type") == "partial":
            return shown(request, id, project, received=made.rpartition("#")[2])
        return Redirect(made, status_code=303)

    @get(paths("committee_sheet"), action="committee.read", body="id")
    @reads
    def read(self, request: Asked, id: FromPath[str]) -> Response[bytes] | Redirect:  # noqa: A002 - as in the address
        """One’s own sheet, or one that came on paper."""
        asked = _asked(request)
        if not asked.project:
            return Redirect(address("committee", language(request), id=id))
        return sheet(request, id, asked)

    @post(paths("committee_sheet"), action="committee.read", body="id")
    @takes
    def write(self, request: Asked, id: FromPath[str]) -> Response[bytes] | Redirect:  # noqa: A002 - as in the address
        """Answer about interests, keep, read again, seal."""
        asked = _asked(request)
        made = act_on_sheet(request, id, asked.project, asked.member)
        if isinstance(made, Again):
            return sheet(request, id, asked, again=made)
        if request.headers.get("hx-request-type") == "partial":
            return sheet(request, id, asked)
        return Redirect(made, status_code=303)


def _asked(request: Asked) -> CommitteeQuery:
    return query(CommitteeQuery, canonical(request.query_params.multi_items()))
