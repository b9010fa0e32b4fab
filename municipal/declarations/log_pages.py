"""The log of an enterprise’s page."""

from typing import Annotated, Final

from litestar import Controller, Response, get
from litestar.params import FromPath
from msgspec import Meta, Struct

from municipal.db import reading
from municipal.declarations.log import log_lines
from municipal.web.addresses import address, canonical, paths
from municipal.web.form import query
from municipal.web.page import Asked, found, language, page
from municipal.web.threads import reads
from vendors.registry.merging import group
from vendors.registry.queries import vendor

PER_PAGE: Final = 50


class LogQuery(Struct, frozen=True):
    """Which page of the log."""

    page: Annotated[int, Meta(ge=1, le=10_000)] = 1


class VendorLogPages(Controller):
    """The log of an enterprise’s page."""

    include_in_schema = False

    @get(paths("vendor_log"), action="public.read")
    @reads
    def index(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """Every change of the page; that of a supplier joined to another still answers."""
        asked = query(LogQuery, canonical(request.query_params.multi_items()))
        spoken = language(request)
        with reading() as session:
            row = found(vendor(session, id))
            lines = log_lines(session, id, spoken)
            others = [] if row.merged_into else group(session, id)
            joined = [one for other in others if other != id and (one := vendor(session, other))]
            under = vendor(session, row.merged_into) if row.merged_into else None
        pages = max(1, -(-len(lines) // PER_PAGE))
        before, after = asked.page - 1, asked.page + 1
        return page(
            request,
            "vendor_log",
            "declarations/log.html",
            id=id,
            row=row,
            joined=joined,
            under=under,
            lines=lines[before * PER_PAGE : asked.page * PER_PAGE],
            number_of_page=asked.page,
            pages=pages,
            previous=address("vendor_log", spoken, id=id, page=before) if before else "",
            following=address("vendor_log", spoken, id=id, page=after) if after <= pages else "",
        )
