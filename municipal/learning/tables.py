"""What is stored about learners and cohorts."""

from sqlmodel import JSON, Column, Field, SQLModel


class Learner(SQLModel, table=True):
    """Where a person stands: all of it in `progress`, which the person alone reads."""

    __table_args__ = ({"info": {"tenant": ("person",)}},)
    person: str = Field(primary_key=True, foreign_key="person.id")
    progress: dict[str, object] = Field(sa_column=Column(JSON, nullable=False))
    essentials_at: str | None = None
    digest: bool = True
    digest_at: str | None = None
    saved_at: str
    version: int = 1


class Cohort(SQLModel, table=True):
    """People of a body who learn together; `code` stands in the address by which they join."""

    __table_args__ = ({"info": {"tenant": ("body", "code")}},)
    id: str = Field(primary_key=True)
    body: str = Field(index=True)
    name: str
    code: str = Field(unique=True)
    opened_by: str
    opened_at: str
    closed_at: str | None = None
    version: int = 1


class CohortMember(SQLModel, table=True):
    """Somebody who joined a cohort. Their employer sees counts alone, and only large enough ones."""

    __tablename__ = "cohort_member"  # type: ignore[assignment]
    __table_args__ = ({"info": {"tenant": ("cohort", "person")}},)
    cohort: str = Field(primary_key=True, foreign_key="cohort.id")
    person: str = Field(primary_key=True, foreign_key="person.id", index=True)
    joined_at: str


Learner.__mapper__.version_id_col = Learner.__table__.c.version
Cohort.__mapper__.version_id_col = Cohort.__table__.c.version
