"""The needs of a territory: a city's own, those of the cities of an MRC, those of all for the provincial body."""

from litestar import Controller, Response, get
from litestar.params import FromPath

from municipal.cities.desk import desk
from municipal.db import reading
from municipal.people.access import insist
from municipal.people.rules import decide
from municipal.shared_needs.forms import FileQuery
from municipal.shared_needs.group import needs_of
from municipal.shared_needs.group_file import TYPES, group_file
from municipal.web.addresses import canonical, paths
from municipal.web.form import query
from municipal.web.page import Asked, language, page, settings
from municipal.web.threads import reads, writes


class CityNeedPages(Controller):
    """What cities need together."""

    include_in_schema = False

    @get(paths("city_needs"), action="body.read", body="id")
    @reads
    def index(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """The needs with their cities, volumes and conditions; beyond one's own city, for who prepares a purchase."""
        spoken = language(request)
        with reading() as session:
            at = desk(session, request, id)
            if at.kind != "municipality":
                insist(decide(at.actor, "need.group", body=id))
            rows = needs_of(session, id, spoken)
        return page(
            request,
            "city_needs",
            "shared_needs/group.html",
            id=id,
            private=True,
            at=at,
            needs=rows,
            may_take=at.may("need.group"),
            may_join=at.kind == "municipality" and at.may("need.join"),
        )

    @get(paths("city_needs_file"), action="need.group", body="id")
    @writes
    def file(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """The same as a file to work with."""
        asked = query(FileQuery, canonical(request.query_params.multi_items()))
        spoken = language(request)
        with reading() as session:
            at = desk(session, request, id)
            rows = needs_of(session, id, spoken)
        made = group_file(rows, asked.format, body=at.name, language=spoken, demo=settings(request).demo)
        name = f"{'besoins' if spoken == 'fr' else 'needs'}-{id.replace(':', '-')}.{asked.format}"
        headers = {
            "cache-control": "no-store",
            "content-disposition": f'attachment; filename="{name}"',
            "x-robots-tag": "noindex",
        }
        return Response(made, media_type=TYPES[asked.format], headers=headers)
