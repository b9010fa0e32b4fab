"""What is stored of the files that somebody brought."""

from typing import Any

from sqlmodel import JSON, Column, Field, SQLModel


class ImportFile(SQLModel, table=True):
    """A file of suppliers or of notices: staged, confirmed, running, done, failed, taken back, or dropped.

    `raw` is base64, blanked once the file is done or dropped; `choices` hold the columns and answers of a person.
    """

    __tablename__ = "import_file"
    id: str = Field(primary_key=True)
    kind: str
    name: str
    digest: str
    encoding: str = ""
    source_title: str = ""
    source_url: str = ""
    language: str = "fr"
    raw: str | None = None
    choices: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    state: str = "staged"
    done: int = 0
    total: int = 0
    report: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True), nullable=True))
    person: str = ""
    brought_at: str
    confirmed_at: str | None = None
    ended_at: str | None = None
    undone_by: str | None = None
    undone_at: str | None = None
    undone_reason: str = ""
    version: int = 1


ImportFile.__mapper__.version_id_col = ImportFile.__table__.c.version
