"""Questions about public contracts: a session in, Structs out. A natural person’s contracts are never among them."""

from typing import Any, Final

from msgspec import Struct
from sqlalchemy import func, select
from sqlmodel import Session, col

from vendors.notices.tables import Contract, Notice


class ContractRow(Struct, frozen=True):
    """A public contract with its notice: who, what, how much in cents, when. What the release did not tell is None."""

    id: str
    supplier: str
    neq: str
    neq_doubtful: bool
    country: str | None
    buyer: str
    municipal: bool | None
    number: str
    title: str
    category: str | None
    method_label: str | None
    status: str | None
    awarded: int | None
    final: int | None
    currency: str
    awarded_on: str | None
    signed_on: str | None
    ends_on: str | None
    url: str | None


_COLUMNS: Final[tuple[Any, ...]] = (
    Contract.id,
    Contract.supplier,
    Contract.neq,
    Contract.neq_doubtful,
    Contract.country,
    Notice.buyer,
    Notice.municipal,
    Notice.number,
    Notice.title,
    Notice.category,
    Notice.method_label,
    Contract.status,
    Contract.awarded,
    Contract.final,
    Contract.currency,
    Contract.awarded_on,
    Contract.signed_on,
    Contract.ends_on,
    Notice.url,
)


def contracts_of(session: Session, neq: str) -> list[ContractRow]:
    """The public contracts that bear this NEQ, newest first."""
    told_on = func.coalesce(Contract.awarded_on, Contract.signed_on, "")
    rows = session.execute(
        select(*_COLUMNS)
        .join(Notice, col(Notice.ocid) == Contract.ocid)
        .where(col(Contract.neq) == neq, col(Contract.natural).is_(False))
        .order_by(told_on.desc(), col(Contract.id))
    )
    return [ContractRow(*row) for row in rows]
