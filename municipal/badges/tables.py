"""What is stored about badges: the issuer's keys, what was awarded, which numbers of the status lists are taken."""

from sqlmodel import Field, SQLModel


class IssuerKey(SQLModel, table=True):
    """A key that signs badges; one that is retired signs nothing more, and what it signed stays verifiable."""

    __tablename__ = "issuer_key"  # type: ignore[assignment]
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    issuer: str
    public: str
    sealed: str
    created_at: str
    retired_at: str | None = None


class BadgeStatus(SQLModel, table=True):
    """A place in a status list, drawn at random and never used again; it names nobody."""

    __tablename__ = "badge_status"  # type: ignore[assignment]
    list: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    place: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    revoked_at: str | None = None
    reason: str = ""


class Attestation(SQLModel, table=True):
    """A badge that a person earned, as it was signed; `code` leads to the page where anyone checks it."""

    __table_args__ = ({"info": {"tenant": ("person", "code")}},)
    code: str = Field(primary_key=True)
    person: str = Field(foreign_key="person.id", index=True)
    name: str
    achievement: str
    language: str
    token: str
    list: int
    place: int
    valid_from: str
    valid_until: str
    created_at: str
