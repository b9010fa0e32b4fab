"""What is stored of what enterprises say of themselves."""

from sqlmodel import JSON, Column, Field, SQLModel


class Declaration(SQLModel, table=True):
    """A proposal (`new`), a correction or a yearly confirmation: asked, told, sent back for more, accepted, refused.

    Its address serves once: only the hash of its key is kept, until `key_until`. `told` are the fields given.
    """

    id: str = Field(primary_key=True)
    kind: str
    vendor: str | None = Field(default=None, index=True)
    name: str = ""
    contact: str | None = None
    language: str
    key_hash: str | None = Field(default=None, unique=True)
    key_until: str | None = None
    told: dict[str, str] = Field(sa_column=Column(JSON, nullable=False))
    state: str = "asked"
    asked_at: str
    told_at: str | None = None
    due_on: str | None = None
    first: str | None = None
    first_at: str | None = None
    first_reason: str = ""
    second: str | None = None
    second_at: str | None = None
    second_reason: str = ""
    version: int = 1


Declaration.__mapper__.version_id_col = Declaration.__table__.c.version
