"""The same questions about suppliers and needs, as JSON."""

from typing import Annotated, Literal

from litestar import Controller, get
from litestar.exceptions import ClientException
from litestar.params import FromPath, FromQuery, QueryParameter
from msgspec import Struct

from municipal.db import reading
from municipal.places.queries import municipality
from municipal.suppliers.queries import Answer, answer
from municipal.web.open import OPEN
from municipal.web.page import found
from municipal.web.single import each_once
from municipal.web.threads import reads
from vendors.needs.detect import LONGEST
from vendors.needs.find import MOST
from vendors.registry.queries import (
    FactRow,
    FitRow,
    SolutionRow,
    VendorRow,
    facts,
    fit_statements,
    solutions,
    vendor,
    vendors,
)


class VendorAnswer(Struct, frozen=True):
    """A supplier and what it offers."""

    vendor: VendorRow
    solutions: list[SolutionRow]


class SolutionAnswer(Struct, frozen=True):
    """A solution with every fact and statement, each with its source."""

    solution: SolutionRow
    facts: list[FactRow]
    statements: list[FitRow]


class SupplierApi(Controller):
    """Suppliers, solutions, and the answer to a need."""

    opt = OPEN
    path = "/api/v1"
    tags = ("fournisseurs",)
    before_request = each_once

    @get("/fournisseurs")
    @reads
    def index(
        self,
        besoin: Annotated[str | None, QueryParameter(max_length=LONGEST)] = None,
        ville: Annotated[str | None, QueryParameter(pattern=r"^\d{5}$")] = None,
        lang: FromQuery[Literal["fr", "en"] | None] = None,
        limit: Annotated[int, QueryParameter(ge=1, le=MOST)] = MOST,
    ) -> Answer | list[VendorRow]:
        """All suppliers by name; with `besoin`, what answers that need, what was left out, and the indicators."""
        with reading() as session:
            if besoin is None:
                return vendors(session)
            if ville and municipality(session, ville) is None:
                raise ClientException(f"Corrigez le code de la municipalité / Correct the municipality code: {ville}")
            return answer(session, besoin, language=lang, city=ville, limit=limit)

    @get("/fournisseurs/{id:str}")
    @reads
    def one(self, id: FromPath[str]) -> VendorAnswer:  # noqa: A002 - the name in the address
        """A supplier and what it offers."""
        with reading() as session:
            return VendorAnswer(found(vendor(session, id)), solutions(session, vendor=id))

    @get("/solutions/{id:str}")
    @reads
    def solution(self, id: FromPath[str]) -> SolutionAnswer:  # noqa: A002 - the name in the address
        """A solution with every fact and its source."""
        with reading() as session:
            row = found(next(iter(solutions(session, ids=[id])), None))
            return SolutionAnswer(row, facts(session, ids=[id]), fit_statements(session, solution=id))
