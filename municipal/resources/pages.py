"""The page of resources: who accompanies, what funds, what guides."""

from litestar import Controller, Response, get
from msgspec import Struct

from municipal.db import reading
from municipal.needs import labels
from municipal.resources.queries import KINDS, resources
from municipal.web.addresses import canonical, paths
from municipal.web.form import query
from municipal.web.language import translator
from municipal.web.open import OPEN
from municipal.web.page import Asked, choices, language, page
from municipal.web.threads import reads


class ResourcesQuery(Struct, frozen=True):
    """What a reader looks for."""

    kind: str = ""
    domain: str = ""


class ResourcePages(Controller):
    """Resources."""

    opt = OPEN
    include_in_schema = False

    @get(paths("resources"))
    @reads
    def index(self, request: Asked) -> Response[bytes]:
        """Resources by kind; the list alone when only it is asked for."""
        asked = query(ResourcesQuery, canonical(request.query_params.multi_items()))
        spoken = language(request)
        _ = translator(spoken)
        with reading() as session:
            rows = resources(session, spoken, kind=asked.kind or None, domain=asked.domain or None)
        groups = [(kind, [row for row in rows if row.kind == kind]) for kind in KINDS]
        return page(
            request,
            "resources",
            "resources/index.html",
            fragment="resources/_rows.html",
            groups=[(_(KINDS[kind]), kept) for kind, kept in groups if kept],
            count=len(rows),
            asked=asked,
            kinds=choices([(kind, _(words)) for kind, words in KINDS.items()]),
            domains=choices(labels("domain", spoken)),
        )
