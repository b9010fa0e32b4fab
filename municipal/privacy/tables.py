"""What is stored about incidents that touch personal information, and about deletions."""

from sqlmodel import Field, SQLModel


class Incident(SQLModel, table=True):
    """A confidentiality incident, with what the regulation asks (A-2.1, r. 3.1); kept five years from its discovery."""

    __table_args__ = ({"info": {"tenant": ("body",)}},)
    id: str = Field(primary_key=True)
    body: str = Field(index=True)
    information: str
    circumstances: str
    occurred_from: str
    occurred_to: str
    aware_on: str
    persons: int | None = None
    persons_in_quebec: int | None = None
    sensitivity: str
    consequences: str
    likelihood: str
    serious: bool
    cai_told_on: str | None = None
    persons_told_on: str | None = None
    public_notice: str = ""
    measures: str
    recorded_by: str
    recorded_at: str
    version: int = 1


class Deletion(SQLModel, table=True):
    """The proof that a person's data were erased: counts and a digest, nothing of what they were."""

    id: str = Field(primary_key=True)
    person: str
    at: str
    asked_by: str
    rows: int
    digest: str


Incident.__mapper__.version_id_col = Incident.__table__.c.version
