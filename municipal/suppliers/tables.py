"""What is stored of what readers tell us about a page."""

from sqlalchemy import text
from sqlmodel import Field, SQLModel


class Report(SQLModel, table=True):
    """An error that a reader points out, or a supplier's contestation; answered within five working days.

    It outlives the solution that it is about: no foreign key.
    """

    id: str = Field(primary_key=True)
    kind: str
    solution: str = Field(index=True)
    message: str
    contact: str | None = None
    language: str
    received_at: str
    due_on: str
    state: str = "received"
    answer: str = Field(default="", sa_column_kwargs={"server_default": text("''")})
    answered_by: str | None = None
    answered_at: str | None = None
    version: int = 1


Report.__mapper__.version_id_col = Report.__table__.c.version
