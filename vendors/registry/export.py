"""The registry in bytes, so that two states of it can be compared: as it is shown, and as it is kept."""

from typing import Any, Final

import msgspec
from sqlalchemy import func, select
from sqlmodel import Session, SQLModel, col

from vendors.notices.tables import Contract
from vendors.registry.changing import content
from vendors.registry.identities import neqs
from vendors.registry.queries import facts, fit_statements, solutions, vendors
from vendors.registry.tables import Fact, FitStatement, Solution, Vendor, VendorAlias

_TABLES: Final[tuple[type[SQLModel], ...]] = (Vendor, VendorAlias, Solution, Fact, FitStatement)


def registry_json(session: Session) -> bytes:
    """The registry as it is shown, merges applied: suppliers, what they offer, facts, and how many contracts each has.

    Versions only count changes: they are left out.
    """
    shown = vendors(session)
    told: dict[str, Any] = {
        "vendors": shown,
        "solutions": [_without_version(msgspec.to_builtins(one)) for one in solutions(session)],
        "facts": facts(session),
        "fits": fit_statements(session),
        "contracts": _contracts(session, [one.id for one in shown]),
    }
    return msgspec.json.encode(told, order="sorted")


def rows_json(session: Session) -> bytes:
    """Every row of the registry as it is kept, with the record under which each supplier is shown."""
    told: dict[str, list[dict[str, Any]]] = {
        table.__name__: [
            content(row) | ({"merged_into": row.merged_into} if isinstance(row, Vendor) else {})
            for row in session.scalars(select(table).order_by(col(table.id)))  # type: ignore[attr-defined]
        ]
        for table in _TABLES
    }
    return msgspec.json.encode(told, order="sorted")


def _without_version(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "version"}


def _contracts(session: Session, shown: list[str]) -> dict[str, int]:
    """How many public contracts bear an NEQ of each supplier; a natural person’s are never counted."""
    query = select(col(Contract.neq), func.count()).where(
        col(Contract.natural).is_(False), col(Contract.neq).is_not(None)
    )
    counts = {neq: count for neq, count in session.execute(query.group_by(col(Contract.neq)))}  # noqa: C416 - rows are not pairs
    by_vendor = neqs(session) if counts else {}
    found = {one: sum(counts.get(neq, 0) for neq in by_vendor.get(one, [])) for one in shown}
    return {one: count for one, count in found.items() if count}
