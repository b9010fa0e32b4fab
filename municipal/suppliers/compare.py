"""Two to five solutions side by side: where they differ, and what nobody has said."""

from litestar import Controller, Response, get
from msgspec import Struct

from municipal.db import reading
from municipal.suppliers.side_by_side import FEWEST, MOST, comparison
from municipal.suppliers.solution import speaking
from municipal.web.addresses import canonical, paths
from municipal.web.form import query
from municipal.web.open import OPEN
from municipal.web.page import Asked, language, page
from municipal.web.threads import reads


class CompareQuery(Struct, frozen=True):
    """The ids, repeated or joined by commas, and the need that brought them together."""

    ids: list[str] = []
    need: str = ""

    def wanted(self) -> list[str]:
        """The ids, each once, in the order given."""
        return list(dict.fromkeys(one.strip() for given in self.ids for one in given.split(",") if one.strip()))


class ComparePages(Controller):
    """The comparison."""

    opt = OPEN
    include_in_schema = False

    @get(paths("compare"))
    @reads
    def compare(self, request: Asked) -> Response[bytes]:
        """Two to five solutions; with fewer or more, what to do about it."""
        asked = query(CompareQuery, canonical(request.query_params.multi_items()))
        ids = asked.wanted()
        with reading() as session:
            table = comparison(session, ids, language(request))
        return page(
            request,
            "compare",
            "suppliers/compare.html",
            table=table,
            too_few=len(table.columns) < FEWEST,
            too_many=len(ids) > MOST,
            most=MOST,
            need=asked.need.strip(),
            **speaking(language(request)),
        )
