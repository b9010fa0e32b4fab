"""What is stored about suppliers: who they are, what they offer, where each fact was read, and how it all changed."""

from typing import Any

from sqlmodel import JSON, Column, Field, SQLModel


class Vendor(SQLModel, table=True):
    """An enterprise. `status` says how far its place here is proven: a candidate was only read about.

    `merged_into` follows from the decisions about pairs that stand: the enterprise under which this one is shown.
    `declared` names the fields that the enterprise itself gave; `further` holds an imported list’s own columns.
    """

    id: str = Field(primary_key=True)
    name: str
    sort_key: str = Field(index=True)
    neq: str | None = Field(default=None, unique=True)
    city: str | None = None
    region_fr: str | None = None
    region_en: str | None = None
    website: str | None = None
    description: str | None = None
    further: dict[str, str] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True), nullable=True))
    declared: list[str] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True), nullable=True))
    origin: str = Field(default="seed", sa_column_kwargs={"server_default": "seed"})
    confirmed_on: str | None = None
    merged_into: str | None = Field(default=None, index=True)
    status: str = Field(default="candidate", index=True)
    version: int = 1


class VendorAlias(SQLModel, table=True):
    """Another name of an enterprise, as a source wrote it: legal, trade, former or acronym."""

    __tablename__ = "vendor_alias"
    id: str = Field(primary_key=True)
    vendor: str = Field(index=True)
    name: str
    kind: str
    source: str = ""


class Solution(SQLModel, table=True):
    """What a supplier offers. A blank property is unknown, never « no ».

    `tagged` says who read its domains and capabilities in its description: a `person`, or the `program` alone.
    """

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
    tagged: str = Field(default="person", sa_column_kwargs={"server_default": "person"})
    origin: str = Field(default="seed", sa_column_kwargs={"server_default": "seed"})
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


class VendorChange(SQLModel, table=True):
    """One row of the registry before and after an act, so that its log tells it and any act can be taken back.

    `kind` is the table of the row; `origin` the import, decision or proposal from which it came. None: no such row.
    """

    __tablename__ = "vendor_change"
    id: int | None = Field(default=None, primary_key=True)
    vendor: str = Field(index=True)
    kind: str
    key: str
    act: str
    origin: str = Field(default="", index=True)
    before: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True), nullable=True))
    after: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True), nullable=True))
    reason: str = ""
    person: str = ""
    at: str
    taken_back: bool = False


class PairDecision(SQLModel, table=True):
    """What people decided of two records: one enterprise (`merged`, under `into`), `apart`, or `asked` for more.

    `left` is the smaller id. It stands, waits for a second person, was refused or taken back; a row is never removed.
    """

    __tablename__ = "pair_decision"
    id: str = Field(primary_key=True)
    left: str = Field(index=True)
    right: str = Field(index=True)
    decision: str
    into: str | None = None
    state: str
    reason: str
    person: str
    at: str
    second: str | None = None
    second_at: str | None = None
    second_reason: str = ""
    undone_by: str | None = None
    undone_at: str | None = None
    undone_reason: str = ""
    version: int = 1


class LifecycleStep(SQLModel, table=True):
    """A supplier’s place that somebody wants to change, with the proof of each condition, until it is answered."""

    __tablename__ = "lifecycle_step"
    id: str = Field(primary_key=True)
    vendor: str = Field(index=True)
    before: str
    after: str
    proofs: dict[str, str] = Field(sa_column=Column(JSON, nullable=False))
    reason: str
    state: str
    person: str
    at: str
    second: str | None = None
    second_at: str | None = None
    second_reason: str = ""
    version: int = 1


for editable in (Vendor, Solution, PairDecision, LifecycleStep):
    editable.__mapper__.version_id_col = editable.__table__.c.version
