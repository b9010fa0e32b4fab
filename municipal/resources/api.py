"""The same resources, as JSON."""

from typing import Literal

from litestar import Controller, get

from municipal.db import reading
from municipal.resources.queries import ResourceRow, resources


class ResourceApi(Controller):
    """Resources."""

    path = "/api/v1/ressources"
    tags = ("ressources",)

    @get(sync_to_thread=False)
    def index(
        self, lang: Literal["fr", "en"] = "fr", kind: str | None = None, domain: str | None = None
    ) -> list[ResourceRow]:
        """Resources by name, those of one kind or one domain."""
        with reading() as session:
            return resources(session, lang, kind=kind, domain=domain)
