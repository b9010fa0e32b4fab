"""What is stored of saved searches, and of when somebody was last written to."""

from typing import Any

from sqlmodel import JSON, Column, Field, SQLModel


class SavedSearch(SQLModel, table=True):
    """A search that somebody keeps; `seen` is what it gave when they were last told. `code` is a digest."""

    __tablename__ = "saved_search"  # type: ignore[assignment]
    __table_args__ = ({"info": {"tenant": ("person", "code")}},)
    person: str = Field(primary_key=True, foreign_key="person.id")
    id: str = Field(primary_key=True)
    page: str
    asked: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    language: str
    name: str
    alert: bool = True
    seen: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    code: str = Field(unique=True)
    saved_at: str
    told_at: str
    version: int = 1


class Told(SQLModel, table=True):
    """When somebody last received the message of the day, and up to when it told what is new of their projects."""

    __tablename__ = "person_told"  # type: ignore[assignment]
    __table_args__ = ({"info": {"tenant": ("person",)}},)
    person: str = Field(primary_key=True, foreign_key="person.id")
    written_at: str
    projects_until: str


SavedSearch.__mapper__.version_id_col = SavedSearch.__table__.c.version
