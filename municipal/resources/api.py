"""The same resources, as JSON."""

from typing import Literal

from litestar import Controller, get
from litestar.params import FromQuery

from municipal.db import reading
from municipal.resources.queries import ResourceRow, resources
from municipal.web.open import OPEN
from municipal.web.single import each_once
from municipal.web.threads import reads


class ResourceApi(Controller):
    """Resources."""

    opt = OPEN
    path = "/api/v1/ressources"
    tags = ("ressources",)
    before_request = each_once

    @get()
    @reads
    def index(
        self,
        lang: FromQuery[Literal["fr", "en"]] = "fr",
        kind: FromQuery[str | None] = None,
        domain: FromQuery[str | None] = None,
    ) -> list[ResourceRow]:
        """Resources by name, those of one kind or one domain."""
        with reading() as session:
            return resources(session, lang, kind=kind, domain=domain)
