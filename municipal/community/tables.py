"""What is stored about cities around a case: its other users, questions to its city, who follows it."""

from sqlmodel import Field, SQLModel


class CaseUse(SQLModel, table=True):
    """A city says that it uses what a case tells about; the case may be documented or a city’s own."""

    __tablename__ = "case_use"  # type: ignore[assignment]
    __table_args__ = ({"info": {"owned": ("city",)}},)
    case: str = Field(primary_key=True)
    city: str = Field(primary_key=True, foreign_key="municipality.code", index=True)
    person: str
    at: str


class CaseQuestion(SQLModel, table=True):
    """A question from one city to another about its case, and the answer; municipalities alone read them."""

    __tablename__ = "case_question"  # type: ignore[assignment]
    __table_args__ = ({"info": {"tenant": ("city", "from_city", "author")}},)
    city: str = Field(primary_key=True, foreign_key="municipality.code")
    id: str = Field(primary_key=True)
    case: str = Field(index=True)
    from_city: str = Field(foreign_key="municipality.code", index=True)
    author: str
    text: str
    asked_at: str
    answer: str = ""
    answered_by: str | None = None
    answered_at: str | None = None
    version: int = 1


class Follow(SQLModel, table=True):
    """Somebody wants to know what becomes of a case or of a shared need; `told_at` is when a message last said."""

    __table_args__ = ({"info": {"tenant": ("person",)}},)
    person: str = Field(primary_key=True, foreign_key="person.id")
    kind: str = Field(primary_key=True)
    object: str = Field(primary_key=True)
    at: str
    told_at: str


CaseQuestion.__mapper__.version_id_col = CaseQuestion.__table__.c.version
