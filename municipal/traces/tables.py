"""What is stored of what was done: the chain, who read what, earlier versions, unfinished texts."""

from typing import Any

from sqlmodel import JSON, Column, Field, SQLModel


class Audit(SQLModel, table=True):
    """One link of the chain. No personal value stands here: pseudonyms and digests only, so that it never changes."""

    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: str
    actor: str = Field(index=True)
    role: str
    body: str = Field(index=True)
    action: str = Field(index=True)
    object_type: str
    object_id: str
    object_version: int | None = None
    before: str = ""
    after: str = ""
    reason: str = ""
    request: str = ""
    previous: str
    hash: str = Field(unique=True)


class AuditReason(SQLModel, table=True):
    """The words given for a decision; the chain holds their salted digest alone, so that they can be erased."""

    __tablename__ = "audit_reason"  # type: ignore[assignment]
    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    salt: str
    text: str


class Access(SQLModel, table=True):
    """Somebody read something sensitive: who, what, when."""

    __table_args__ = ({"info": {"tenant": ("body", "person")}},)
    id: str = Field(primary_key=True)
    at: str = Field(index=True)
    person: str = Field(index=True)
    body: str = Field(index=True)
    action: str
    object_type: str
    object_id: str
    request: str


class Version(SQLModel, table=True):
    """An object as it stood at one version, to show who changed what and to join two people's edits."""

    __table_args__ = ({"info": {"tenant": ("body",)}},)
    kind: str = Field(primary_key=True)
    object: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    body: str = Field(index=True)
    values: dict[str, Any] = Field(sa_column=Column("given", JSON, nullable=False))
    by: str
    at: str


class Draft(SQLModel, table=True):
    """A form as somebody left it, before it was sent."""

    __table_args__ = ({"info": {"tenant": ("person",)}},)
    person: str = Field(primary_key=True, foreign_key="person.id")
    form: str = Field(primary_key=True)
    object: str = Field(primary_key=True)
    values: dict[str, Any] = Field(sa_column=Column("given", JSON, nullable=False))
    base: int
    saved_at: str


class Done(SQLModel, table=True):
    """A form that was sent once, by the token it carried: sent again, it only leads to the same place."""

    token: str = Field(primary_key=True)
    person: str
    at: str
    onward: str
