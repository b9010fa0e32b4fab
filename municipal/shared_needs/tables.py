"""What is stored about shared needs, and about questions to the desk."""

from sqlmodel import JSON, Column, Field, SQLModel


class SharedNeed(SQLModel, table=True):
    """A need that a city joined: the words that first told it, and what was understood of them."""

    __tablename__ = "shared_need"  # type: ignore[assignment]
    id: str = Field(primary_key=True)
    words: str
    language: str
    domains: list[str] = Field(sa_column=Column(JSON, nullable=False))
    capabilities: list[str] = Field(sa_column=Column(JSON, nullable=False))
    opened_at: str


class NeedMember(SQLModel, table=True):
    """A city that has a need too: in its words, how much of it, and on which conditions it would buy with others."""

    __tablename__ = "need_member"  # type: ignore[assignment]
    __table_args__ = ({"info": {"owned": ("city",)}},)
    need: str = Field(primary_key=True, foreign_key="shared_need.id")
    city: str = Field(primary_key=True, foreign_key="municipality.code", index=True)
    words: str
    volume: float | None = None
    unit: str = ""
    wanted_in: str = ""
    conditions: str = ""
    person: str
    joined_at: str
    version: int = 1


class NeedMessage(SQLModel, table=True):
    """What somebody of a city tells the others that share a need; municipalities alone read it."""

    __tablename__ = "need_message"  # type: ignore[assignment]
    __table_args__ = ({"info": {"tenant": ("need", "city", "person")}},)
    need: str = Field(primary_key=True, foreign_key="shared_need.id")
    id: str = Field(primary_key=True)
    city: str = Field(foreign_key="municipality.code", index=True)
    person: str
    text: str
    at: str
    removed_at: str | None = None


class DeskRequest(SQLModel, table=True):
    """Somebody wants to talk to a person; the desk answers by `due_on`, three working days later."""

    __tablename__ = "desk_request"  # type: ignore[assignment]
    __table_args__ = ({"info": {"tenant": ("id", "person", "contact")}},)
    id: str = Field(primary_key=True)
    need: str = ""
    city: str | None = Field(default=None, foreign_key="municipality.code")
    person: str | None = Field(default=None, index=True)
    contact: str
    text: str
    language: str
    asked_at: str
    due_on: str
    answer: str = ""
    answered_by: str | None = None
    answered_at: str | None = None
    version: int = 1


NeedMember.__mapper__.version_id_col = NeedMember.__table__.c.version
DeskRequest.__mapper__.version_id_col = DeskRequest.__table__.c.version
