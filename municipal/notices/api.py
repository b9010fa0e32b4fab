"""The same public notices and contracts, as JSON."""

from typing import Annotated

from litestar import Controller, get
from litestar.params import FromPath, QueryParameter
from msgspec import Struct

from municipal.db import reading
from municipal.notices.queries import PER_PAGE, awards, every, like, numbers_of, one, vendor_name
from municipal.web.open import OPEN
from municipal.web.page import found
from municipal.web.single import each_once
from municipal.web.threads import reads
from vendors.needs.detect import LONGEST
from vendors.notices.queries import contracts_of, releases_of
from vendors.notices.rows import ContractRow, NoticeRow, ReleaseRow


class NoticeAnswer(Struct, frozen=True):
    """A notice with its contracts, those of natural persons left out, and its releases. Amounts in cents."""

    notice: NoticeRow
    contracts: list[ContractRow]
    releases: list[ReleaseRow]


class NoticeResult(Struct, frozen=True):
    """A notice, and the domains, capabilities and words that it has in common with the need."""

    notice: NoticeRow
    nodes: list[str]
    words: list[str]


class NoticeApi(Controller):
    """Public notices and contracts."""

    opt = OPEN
    path = "/api/v1"
    tags = ("avis",)
    before_request = each_once

    @get("/avis")
    @reads
    def index(
        self,
        besoin: Annotated[str | None, QueryParameter(max_length=LONGEST)] = None,
        limit: Annotated[int, QueryParameter(ge=1, le=PER_PAGE)] = PER_PAGE,
    ) -> list[NoticeResult]:
        """The newest notices; with `besoin`, those about software or AI that are like this need."""
        with reading() as session:
            rows = every(session, 1).rows[:limit] if besoin is None else like(session, besoin, limit)
        return [NoticeResult(row.notice, row.nodes, row.words) for row in rows]

    @get("/avis/{id:str}")
    @reads
    def notice(self, id: FromPath[str]) -> NoticeAnswer:  # noqa: A002 - the name in the address
        """A notice by its ocid. A supplier without a sure number may be a person, and is not named."""
        with reading() as session:
            row = found(one(session, id))
            contracts = awards(session, [row]).get(row.ocid, [])
            return NoticeAnswer(row, contracts, releases_of(session, row.ocid))

    @get("/fournisseurs/{id:str}/contrats")
    @reads
    def contracts(self, id: FromPath[str]) -> list[ContractRow]:  # noqa: A002 - the name in the address
        """The public contracts of a supplier, attached by its number alone, newest first."""
        with reading() as session:
            found(vendor_name(session, id))
            return contracts_of(session, numbers_of(session, id))
