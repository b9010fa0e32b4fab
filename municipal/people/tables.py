"""What is stored about persons, the bodies they act for, and their sessions."""

from sqlmodel import JSON, Column, Field, SQLModel


class Person(SQLModel, table=True):
    """Somebody who may sign in; `id` is a random pseudonym, the only name that traces know."""

    id: str = Field(primary_key=True)
    name: str
    email: str | None = Field(default=None, unique=True)
    language: str = "fr"
    created_at: str
    password: str | None = None
    disabled_at: str | None = None
    notices: bool = True
    version: int = 1


class Membership(SQLModel, table=True):
    """A role that a person holds in a body: a municipality's code, `mrc:CODE`, or `province`."""

    __table_args__ = ({"info": {"tenant": ("body", "person")}},)
    body: str = Field(primary_key=True)
    person: str = Field(primary_key=True, foreign_key="person.id", index=True)
    role: str = Field(primary_key=True)
    granted_by: str | None = None
    granted_at: str


class Factor(SQLModel, table=True):
    """A second proof of who signs in: a code that changes each half minute (`totp`), or a key (`passkey`)."""

    id: str = Field(primary_key=True)
    person: str = Field(foreign_key="person.id", index=True)
    kind: str
    name: str
    secret: str
    credential: str | None = Field(default=None, unique=True)
    counter: int = 0
    created_at: str
    used_at: str | None = None


class Identity(SQLModel, table=True):
    """How an identity provider knows a person: by issuer and subject, never by address."""

    issuer: str = Field(primary_key=True)
    subject: str = Field(primary_key=True)
    person: str = Field(foreign_key="person.id", index=True)
    created_at: str


class UserSession(SQLModel, table=True):
    """A browser that is signed in, known by the hash of what its cookie holds."""

    __tablename__ = "user_session"  # type: ignore[assignment]
    id: str = Field(primary_key=True)
    person: str = Field(foreign_key="person.id", index=True)
    created_at: str
    acted_at: str
    level: int
    proved_at: str
    browser: str
    ended_at: str | None = None


class OneTime(SQLModel, table=True):
    """An address that works once: a sign-in link, an invitation, the opening of a city, a recovery."""

    __tablename__ = "one_time"  # type: ignore[assignment]
    id: str = Field(primary_key=True)
    purpose: str
    email: str | None = None
    person: str | None = Field(default=None, index=True)
    body: str | None = Field(default=None, index=True)
    roles: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    name: str = ""
    language: str = "fr"
    browser: str = ""
    code: str = ""
    tries: int = 0
    onward: str = ""
    created_by: str | None = None
    created_at: str
    expires_at: str
    used_at: str | None = None


class Attempt(SQLModel, table=True):
    """One try against a limit; gone once it is older than the limit's window."""

    id: str = Field(primary_key=True)
    key: str = Field(index=True)
    at: float = Field(index=True)


class Delegation(SQLModel, table=True):
    """A city lets the validators of its MRC act as its second person, once both have accepted."""

    __table_args__ = ({"info": {"tenant": ("city", "mrc", "id")}},)
    id: str = Field(primary_key=True)
    city: str = Field(index=True)
    mrc: str = Field(index=True)
    proposed_by: str
    proposed_at: str
    accepted_by: str | None = None
    accepted_at: str | None = None
    ended_by: str | None = None
    ended_at: str | None = None
    version: int = 1


class Interest(SQLModel, table=True):
    """What a person answers about a supplier: no interest, or which, since when, until when."""

    person: str = Field(primary_key=True, foreign_key="person.id")
    vendor: str = Field(primary_key=True)
    declared: bool
    kind: str = ""
    since: str | None = None
    until: str | None = None
    statement: str = ""
    declared_at: str
    decided_by: str | None = None
    decision: str = ""
    version: int = 1


class Opening(SQLModel, table=True):
    """A request to open a city's first account, until its town hall or an administrator confirms it."""

    __table_args__ = ({"info": {"tenant": ("city", "id")}},)
    id: str = Field(primary_key=True)
    city: str = Field(index=True)
    name: str
    email: str
    language: str
    requested_at: str
    sent_to: str | None = None
    decided_by: str | None = None
    decided_at: str | None = None
    state: str = "waiting"


for table in (Person, Delegation, Interest):
    table.__mapper__.version_id_col = table.__table__.c.version
