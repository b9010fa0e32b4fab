"""What is stored of curation beside the registry itself: edits that wait."""

from typing import Any

from sqlmodel import JSON, Column, Field, SQLModel


class RegistryEdit(SQLModel, table=True):
    """A change of one row of the registry that somebody proposes (a NEQ, a fact read again) and another accepts."""

    __tablename__ = "registry_edit"
    id: str = Field(primary_key=True)
    vendor: str = Field(index=True)
    kind: str
    key: str
    before: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    after: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    source: str = ""
    reason: str
    state: str = "waiting"
    person: str
    at: str
    second: str | None = None
    second_at: str | None = None
    second_reason: str = ""
    version: int = 1


RegistryEdit.__mapper__.version_id_col = RegistryEdit.__table__.c.version
