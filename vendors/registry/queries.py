"""Questions about suppliers and solutions: a session in, Structs out."""

from typing import Any, Final

from msgspec import Struct, structs
from sqlalchemy import ColumnElement, bindparam, case, func, null, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, SQLModel, col

from vendors.names.neq import NATURAL
from vendors.registry.links import links
from vendors.registry.tables import Fact, FitStatement, Solution, Vendor, VendorAlias


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
    """A supplier as its page shows it; what it lacks is told by the records that are one with it, the oldest first.

    `merged_into`: the record under which this one is shown. `aliases`: its other names, and those of these records.
    """

    id: str
    name: str
    neq: str | None
    city: str | None
    region_fr: str | None
    region_en: str | None
    website: str | None
    status: str
    description: str | None = None
    further: dict[str, str] | None = None
    aliases: list[str] = []
    declared: list[str] | None = None
    origin: str = "seed"
    confirmed_on: str | None = None
    merged_into: str | None = None


def _public(neq: Any) -> Any:  # noqa: ANN401 - a column and what a select takes
    """A number as anybody may read it: that of a natural person stays in the registry, to find again who bears it."""
    return case((neq.like(f"{NATURAL}%"), null()), else_=neq)


_own: Final = aliased(Vendor, name="own")
_shown: Final = aliased(Vendor, name="shown")
_SOLUTION: Final[tuple[Any, ...]] = (
    Solution.id,
    Solution.name,
    _shown.id,
    _shown.name,
    _public(_shown.neq),
    _shown.status,
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
# What a supplier lacks is told by a record that is one with it; a place is told whole.
_LENT: Final = ("neq", "website", "description")
_PLACE: Final = ("city", "region_fr", "region_en")
_COLUMNS: Final = tuple(name for name in VendorRow.__struct_fields__ if name != "aliases")
_VENDOR: Final[tuple[Any, ...]] = tuple(
    _public(Vendor.neq) if name == "neq" else getattr(Vendor, name) for name in _COLUMNS
)


# Made once, for these are asked on every page.
_ALL: Final = (
    select(*_SOLUTION)
    .join(_own, col(_own.id) == Solution.vendor)
    .join(_shown, col(_shown.id) == func.coalesce(_own.merged_into, _own.id))
    .order_by(col(Solution.sort_key), col(Solution.id))
)
_BY_IDS: Final = _ALL.where(col(Solution.id).in_(bindparam("ids", expanding=True)))
_BY_VENDOR: Final = _ALL.where(col(_shown.id) == bindparam("vendor"))
_MERGED: Final = select(*_VENDOR).where(col(Vendor.merged_into).is_not(None))


def solutions(session: Session, *, ids: list[str] | None = None, vendor: str | None = None) -> list[SolutionRow]:
    """All solutions by name, or those with the ids, or those of one supplier and of the records that are one with it.

    Each is told under the supplier under which it is shown.
    """
    if ids is not None:
        found = session.execute(_BY_IDS, {"ids": ids})
    elif vendor is not None:
        found = session.execute(_BY_VENDOR, {"vendor": vendor})
    else:
        found = session.execute(_ALL)
    rows = [SolutionRow(*row) for row in found]
    lent = {key: neq for key, some in _merged(session).items() if (neq := _first(some, "neq"))}
    return [structs.replace(row, neq=lent[row.vendor]) if not row.neq and row.vendor in lent else row for row in rows]


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
    """A supplier, or None. One that was joined with another still answers, and says under which one it is shown."""
    rows = _vendors(session, col(Vendor.id) == vendor_id, vendor_id)
    return rows[0] if rows else None


def vendors(session: Session) -> list[VendorRow]:
    """All suppliers by name; records that are one are told once."""
    return _vendors(session, col(Vendor.merged_into).is_(None))


def _vendors(session: Session, which: ColumnElement[bool], vendor_id: str | None = None) -> list[VendorRow]:
    names = select(col(VendorAlias.vendor), col(VendorAlias.name)).order_by(col(VendorAlias.id))
    merged = _merged(session)
    if vendor_id is not None:
        names = names.where(col(VendorAlias.vendor).in_([vendor_id, *(row.id for row in merged.get(vendor_id, []))]))
    aliases: dict[str, list[str]] = {}
    for one, name in session.execute(names):
        aliases.setdefault(one, []).append(name)
    query = select(*_VENDOR).where(which)
    found = session.execute(query.order_by(col(Vendor.sort_key), col(Vendor.id)))
    rows = [VendorRow(**dict(zip(_COLUMNS, row, strict=True))) for row in found]
    return [_whole(row, merged.get(row.id, []), aliases) for row in rows]


def _whole(row: VendorRow, merged: list[VendorRow], aliases: dict[str, list[str]]) -> VendorRow:
    """A supplier with what those that are one with it add."""
    names = [*aliases.get(row.id, []), *(name for one in merged for name in (one.name, *aliases.get(one.id, [])))]
    others = [name for name in dict.fromkeys(names) if name != row.name]
    values = {name: value for name in _LENT if not getattr(row, name) and (value := _first(merged, name))}
    placed = next((one for one in merged if one.city), None)
    if not row.city and placed:
        values |= {name: getattr(placed, name) for name in _PLACE}
    return structs.replace(row, aliases=others, **values) if others or values else row


def _merged(session: Session) -> dict[str, list[VendorRow]]:
    """By supplier, the records shown under it, those that were joined first before."""
    rows = {row[0]: VendorRow(**dict(zip(_COLUMNS, row, strict=True))) for row in session.execute(_MERGED)}
    found: dict[str, list[VendorRow]] = {}
    for one in links(session) if rows else ():
        if one in rows:
            found.setdefault(rows[one].merged_into or "", []).append(rows[one])
    return found


def _first(rows: list[VendorRow], name: str) -> str | None:
    return next((value for row in rows if (value := getattr(row, name))), None)


def _select(row: type[Struct], table: type[SQLModel]) -> Any:  # noqa: ANN401 - a select of as many columns as the Struct has
    """The columns of a table that a Struct names, in its order."""
    return select(*(getattr(table, name) for name in row.__struct_fields__))
