"""Questions about suppliers and solutions: a session in, Structs out."""

from typing import Any, Final

from msgspec import Struct
from sqlalchemy import select
from sqlmodel import Session, SQLModel, col

from vendors.registry.tables import Fact, FitStatement, Solution, Vendor


class SolutionRow(Struct, frozen=True):
    """A solution as the need search and the pages know it."""

    id: str
    name: str
    vendor: str
    vendor_name: str
    neq: str | None
    status: str
    kind: str
    summary_fr: str
    summary_en: str
    domains: list[str]
    capabilities: list[str]
    hosting: str | None
    languages: list[str]
    smallest_population: int | None
    price_low: int | None
    price_high: int | None
    open_source: bool | None
    version: int


class FactRow(Struct, frozen=True):
    """A fact with its source."""

    solution: str
    field: str
    body: str | None
    text_fr: str
    text_en: str
    source_title: str
    source_url: str | None
    source_date: str | None
    read_on: str
    verified: bool


class FitRow(Struct, frozen=True):
    """A statement of fit with its reason and source."""

    solution: str
    node: str
    verdict: str
    reason_fr: str
    reason_en: str
    source_title: str
    source_url: str | None
    source_date: str | None
    read_on: str


class VendorRow(Struct, frozen=True):
    """A supplier as its page shows it."""

    id: str
    name: str
    neq: str | None
    city: str | None
    region_fr: str | None
    region_en: str | None
    website: str | None
    status: str


_SOLUTION: Final[tuple[Any, ...]] = (
    Solution.id,
    Solution.name,
    Solution.vendor,
    Vendor.name,
    Vendor.neq,
    Vendor.status,
    Solution.kind,
    Solution.summary_fr,
    Solution.summary_en,
    Solution.domains,
    Solution.capabilities,
    Solution.hosting,
    Solution.languages,
    Solution.smallest_population,
    Solution.price_low,
    Solution.price_high,
    Solution.open_source,
    Solution.version,
)


def solutions(session: Session, *, ids: list[str] | None = None, vendor: str | None = None) -> list[SolutionRow]:
    """All solutions by name, or those with the ids, or those of one supplier."""
    query = select(*_SOLUTION).join(Vendor, col(Vendor.id) == Solution.vendor)
    if ids is not None:
        query = query.where(col(Solution.id).in_(ids))
    if vendor is not None:
        query = query.where(col(Solution.vendor) == vendor)
    found = session.execute(query.order_by(col(Solution.sort_key), col(Solution.id)))
    return [SolutionRow(*row) for row in found]


def facts(session: Session, *, ids: list[str] | None = None) -> list[FactRow]:
    """The facts of all solutions, or of those with the ids, in the order of their source file."""
    query = _select(FactRow, Fact)
    if ids is not None:
        query = query.where(col(Fact.solution).in_(ids))
    found = session.execute(query.order_by(col(Fact.solution), col(Fact.position)))
    return [FactRow(*row) for row in found]


def fit_statements(session: Session, *, solution: str | None = None) -> list[FitRow]:
    """Every statement of fit, or those about one solution."""
    query = _select(FitRow, FitStatement)
    if solution is not None:
        query = query.where(col(FitStatement.solution) == solution)
    return [FitRow(*row) for row in session.execute(query.order_by(col(FitStatement.id)))]


def vendor(session: Session, vendor_id: str) -> VendorRow | None:
    """A supplier, or None."""
    row = session.execute(_select(VendorRow, Vendor).where(col(Vendor.id) == vendor_id)).first()
    return VendorRow(*row) if row else None


def vendors(session: Session) -> list[VendorRow]:
    """All suppliers by name."""
    found = session.execute(_select(VendorRow, Vendor).order_by(col(Vendor.sort_key), col(Vendor.id)))
    return [VendorRow(*row) for row in found]


def _select(row: type[Struct], table: type[SQLModel]) -> Any:  # noqa: ANN401 - a select of as many columns as the Struct has
    """The columns of a table that a Struct names, in its order."""
    return select(*(getattr(table, name) for name in row.__struct_fields__))
