"""What is stored of the law beyond `seed/legal`: rows that somebody proposed, until a second person answers."""

from typing import Any

from sqlmodel import JSON, Column, Field, SQLModel


class LegalProposal(SQLModel, table=True):
    """A dated row for a file of `seed/legal`, new or in place of one: proposed, then accepted or refused."""

    __tablename__ = "legal_proposal"  # type: ignore[assignment]
    id: str = Field(primary_key=True)
    file: str
    row: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    reason: str
    proposed_by: str
    proposed_at: str
    state: str = "waiting"
    decided_by: str | None = None
    decided_at: str | None = None
    decided_because: str = ""
    version: int = 1


LegalProposal.__mapper__.version_id_col = LegalProposal.__table__.c.version
