"""The same needs, as JSON: what is shared and by how many cities, never by which."""

from typing import Literal

from litestar import Controller, get
from litestar.params import FromPath, FromQuery
from msgspec import Struct

from municipal.db import reading
from municipal.shared_needs.queries import NeedRow, members, need, needs
from municipal.shared_needs.spreading import Spread, spread
from municipal.web.open import OPEN
from municipal.web.page import found
from municipal.web.single import each_once
from municipal.web.threads import reads


class NeedAnswer(Struct, frozen=True):
    """A need, and where the cities that share it are."""

    need: NeedRow
    spread: Spread


class SharedNeedApi(Controller):
    """Shared needs."""

    opt = OPEN
    path = "/api/v1/besoins"
    tags = ("besoins",)
    before_request = each_once

    @get()
    @reads
    def index(
        self, lang: FromQuery[Literal["fr", "en"]] = "fr", domain: FromQuery[str] = "", q: FromQuery[str] = ""
    ) -> list[NeedRow]:
        """The needs that cities share, those of most cities first; of a domain, or that some words name."""
        with reading() as session:
            return needs(session, lang, domain=domain, q=q)

    @get("/{id:str}")
    @reads
    def one(self, id: FromPath[str], lang: FromQuery[Literal["fr", "en"]] = "fr") -> NeedAnswer:  # noqa: A002 - as in the address
        """A need by its id, with its cities counted by MRC, by region and by size."""
        with reading() as session:
            row = found(need(session, id, lang))
            return NeedAnswer(row, spread(members(session, id), lang))
