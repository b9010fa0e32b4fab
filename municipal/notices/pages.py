"""The pages of public notices: the list, and one notice with its contracts."""

from functools import partial

from litestar import Controller, Response, get
from litestar.params import FromPath

from municipal.db import reading
from municipal.notices.contracts import contract_line
from municipal.notices.forms import NoticesQuery
from municipal.notices.lines import frequent, line, notice_href
from municipal.notices.listing import at, facets_of, feed, listed
from municipal.notices.queries import PER_PAGE, awards, imported, one, registered, vendor_name
from municipal.notices.words import day_of, source, title_of
from municipal.web.addresses import canonical, paths
from municipal.web.form import query
from municipal.web.format import date
from municipal.web.open import OPEN
from municipal.web.page import Asked, found, language, page
from municipal.web.threads import reads
from vendors.notices.queries import persons_in, releases_of
from vendors.notices.similar import Like


class NoticePages(Controller):
    """Public notices about software, like a need, of a supplier, or all of them."""

    opt = OPEN
    include_in_schema = False

    @get(paths("notices"))
    @reads
    def index(self, request: Asked) -> Response[bytes]:
        """The list, page by page; its rows alone when only they are asked for."""
        asked = query(NoticesQuery, canonical(request.query_params.multi_items()))
        spoken = language(request)
        with reading() as session:
            told = imported(session)
            vendor = found(vendor_name(session, asked.vendor)) if asked.vendor else ""
            rows = listed(session, asked)
            contracts = awards(session, [each.notice for each in rows.rows])
        return page(
            request,
            "notices",
            "notices/index.html",
            fragment="notices/_rows.html",
            asked=asked,
            need=asked.need.strip(),
            vendor=vendor,
            lines=[line(each, contracts.get(each.notice.ocid, []), spoken) for each in rows.rows],
            count=rows.count,
            imported=told,
            source=source(told, spoken),
            codes=frequent([each.notice for each in rows.rows]) if asked.need.strip() else "",
            facets=facets_of(rows, asked, spoken),
            pages=max(1, -(-rows.count // PER_PAGE)),
            at=partial(at, asked, spoken),
            feed=feed(asked, spoken),
        )

    @get(paths("notice"))
    @reads
    def notice(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """One notice: what it says, its contracts, and the days of its releases."""
        spoken = language(request)
        with reading() as session:
            row = found(one(session, id))
            contracts = awards(session, [row]).get(row.ocid, [])
            known = registered(session)
            releases = releases_of(session, row.ocid)
            persons = persons_in(session, row.ocid)
            told = imported(session)
        return page(
            request,
            "notice",
            "notices/detail.html",
            id=notice_href(row.ocid, spoken).rpartition("/")[2],
            row=row,
            title=title_of(row.title, spoken),
            line=line(Like(row, [], []), contracts, spoken),
            contracts=[contract_line(each, spoken, known) for each in contracts],
            persons=persons,
            days=[date(day, spoken) for day in dict.fromkeys(day_of(each.date) for each in releases)],
            source=source(told, spoken),
        )
