"""What is stored of a committee’s evaluation. A score is sealed until all are in; a shut price is never stored."""

from typing import Any

from sqlmodel import JSON, Column, Field, SQLModel


class Evaluation(SQLModel, table=True):
    """The evaluation of a project’s bids: the grid as it was published, the bids without a price, and how far it is.

    `stage` only goes forward: draft, open, consensus, locked, decided.
    """

    __table_args__ = ({"info": {"tenant": ("city",)}},)
    city: str = Field(primary_key=True, foreign_key="municipality.code")
    project: str = Field(primary_key=True, foreign_key="project.id")
    stage: str = "draft"
    grid: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    bids: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False))
    secretary: str
    created_at: str
    opened_at: str | None = None
    consensus_at: str | None = None
    locked_at: str | None = None
    decided_at: str | None = None
    answer: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True), nullable=True))
    version: int = 1


class CommitteeMember(SQLModel, table=True):
    """Somebody who scores, with an account or on paper. `commitment` binds their sealed sheet."""

    __tablename__ = "committee_member"  # type: ignore[assignment]
    __table_args__ = ({"info": {"tenant": ("city",)}},)
    city: str = Field(primary_key=True, foreign_key="municipality.code")
    project: str = Field(primary_key=True, foreign_key="project.id")
    id: str = Field(primary_key=True)
    person: str | None = Field(default=None, index=True)
    name: str
    council_member: bool = False
    excused_because: str = ""
    excused_at: str | None = None
    sealed_at: str | None = None
    commitment: str = ""
    version: int = 1


class MemberInterest(SQLModel, table=True):
    """What a member answers about one bidder, before their first score; a later answer stands beside it."""

    __tablename__ = "member_interest"  # type: ignore[assignment]
    __table_args__ = ({"info": {"tenant": ("city",)}},)
    city: str = Field(primary_key=True, foreign_key="municipality.code")
    project: str = Field(primary_key=True, foreign_key="project.id")
    member: str = Field(primary_key=True)
    bid: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    declared: bool
    statement: str = ""
    entered_by: str
    at: str


class ScoreSheet(SQLModel, table=True):
    """A member’s scores and notes, encrypted and all of one length; once `sealed_at` stands, nothing of it changes."""

    __tablename__ = "score_sheet"  # type: ignore[assignment]
    __table_args__ = ({"info": {"tenant": ("city",)}},)
    city: str = Field(primary_key=True, foreign_key="municipality.code")
    project: str = Field(primary_key=True, foreign_key="project.id")
    member: str = Field(primary_key=True)
    sheet: str
    saved_at: str
    sealed_at: str | None = None
    version: int = 1


class ConsensusScore(SQLModel, table=True):
    """What the committee agreed on for a bid and a criterion, and why."""

    __tablename__ = "consensus_score"  # type: ignore[assignment]
    __table_args__ = ({"info": {"tenant": ("city",)}},)
    city: str = Field(primary_key=True, foreign_key="municipality.code")
    project: str = Field(primary_key=True, foreign_key="project.id")
    bid: str = Field(primary_key=True)
    criterion: str = Field(primary_key=True)
    points: str
    justification: str
    person: str
    at: str
    version: int = 1


class BidPrice(SQLModel, table=True):
    """The price of a bid that was admitted, as it was written; no other price ever stands here."""

    __tablename__ = "bid_price"  # type: ignore[assignment]
    __table_args__ = ({"info": {"tenant": ("city",)}},)
    city: str = Field(primary_key=True, foreign_key="municipality.code")
    project: str = Field(primary_key=True, foreign_key="project.id")
    bid: str = Field(primary_key=True)
    price: str
    person: str
    at: str


for table in (Evaluation, CommitteeMember, ScoreSheet, ConsensusScore):
    table.__mapper__.version_id_col = table.__table__.c.version
