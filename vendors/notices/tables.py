"""What is stored of public notices and contracts. Amounts are in cents; what a release does not tell is blank."""

from typing import Any

from sqlalchemy import BigInteger, text
from sqlmodel import JSON, Column, Field, SQLModel


class Notice(SQLModel, table=True):
    """A public notice as its newest release tells it."""

    ocid: str = Field(primary_key=True)
    number: str = Field(index=True)
    release: str
    date: str
    title: str
    buyer_id: str | None = None
    buyer: str
    municipal: bool | None = None
    reference: str | None = None
    status: str | None = None
    method: str | None = None
    method_label: str | None = None
    exception: str | None = None
    nature: str | None = None
    category: str | None = Field(default=None, index=True)
    category_label: str | None = None
    unspsc: list[str] = Field(sa_column=Column(JSON, nullable=False))
    estimate_low: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    estimate_high: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    published_at: str | None = None
    closes_at: str | None = None
    bidders: int | None = None
    url: str | None = None


class NoticeRelease(SQLModel, table=True):
    """One release of a notice, by its own id; `told` is what it tells, so that an older one is never lost.

    `origin` is the import that brought it.
    """

    __tablename__ = "notice_release"  # type: ignore[assignment]
    ocid: str = Field(primary_key=True, foreign_key="notice.ocid")
    id: str = Field(primary_key=True)
    date: str
    tags: list[str] = Field(sa_column=Column(JSON, nullable=False))
    told: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    digest: str
    origin: str = Field(default="", sa_column_kwargs={"server_default": text("''")})


class Contract(SQLModel, table=True):
    """A contract by its economic fact: notice, supplier, amount and day. `natural` is a person: it is never shown."""

    id: str = Field(primary_key=True)
    ocid: str = Field(foreign_key="notice.ocid", index=True)
    supplier: str
    supplier_id: str | None = None
    neq: str | None = Field(default=None, index=True)
    neq_doubtful: bool = False
    natural: bool = False
    locality: str | None = None
    country: str | None = None
    status: str | None = None
    awarded: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    final: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    currency: str = "CAD"
    awarded_on: str | None = None
    signed_on: str | None = None
    ends_on: str | None = None
