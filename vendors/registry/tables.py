"""What is stored about suppliers: who they are, what they offer, and where each fact was read."""

from sqlmodel import JSON, Column, Field, SQLModel


class Vendor(SQLModel, table=True):
    """An enterprise. `status` says how far its place here is proven: a candidate was only read about."""

    id: str = Field(primary_key=True)
    name: str
    sort_key: str = Field(index=True)
    neq: str | None = Field(default=None, unique=True)
    city: str | None = None
    region_fr: str | None = None
    region_en: str | None = None
    website: str | None = None
    status: str = "candidate"
    version: int = 1


class Solution(SQLModel, table=True):
    """What a supplier offers. A blank property is unknown, never « no »."""

    id: str = Field(primary_key=True)
    vendor: str = Field(foreign_key="vendor.id", index=True)
    name: str
    sort_key: str = Field(index=True)
    kind: str
    summary_fr: str
    summary_en: str
    domains: list[str] = Field(sa_column=Column(JSON, nullable=False))
    capabilities: list[str] = Field(sa_column=Column(JSON, nullable=False))
    hosting: str | None = None
    languages: list[str] = Field(sa_column=Column(JSON, nullable=False))
    smallest_population: int | None = None
    price_low: int | None = None
    price_high: int | None = None
    open_source: bool | None = None
    version: int = 1


class Fact(SQLModel, table=True):
    """One thing that a public source states of a solution, in our words, with the page and the day it was read."""

    id: str = Field(primary_key=True)
    solution: str = Field(foreign_key="solution.id", index=True)
    position: int
    field: str
    body: str | None = None
    text_fr: str
    text_en: str
    source_title: str
    source_url: str | None = None
    source_date: str | None = None
    read_on: str
    verified: bool


class FitStatement(SQLModel, table=True):
    """Someone states, with a source, whether a solution suits a domain or a capability."""

    __tablename__ = "fit_statement"
    id: str = Field(primary_key=True)
    solution: str = Field(foreign_key="solution.id", index=True)
    node: str
    verdict: str
    reason_fr: str
    reason_en: str
    source_title: str
    source_url: str | None = None
    source_date: str | None = None
    read_on: str


for editable in (Vendor, Solution):
    editable.__mapper__.version_id_col = editable.__table__.c.version
