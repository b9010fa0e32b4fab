"""What is stored of a city’s projects: the file, its steps, its log, who may read it from outside."""

from typing import Any

from sqlmodel import JSON, Column, Field, SQLModel


class Project(SQLModel, table=True):
    """From a need to what came of it. Removed, it can be taken back for a while."""

    __table_args__ = ({"info": {"tenant": ("city",)}},)
    city: str = Field(primary_key=True, foreign_key="municipality.code")
    id: str = Field(primary_key=True, unique=True)
    title: str
    words: str
    language: str
    opened_by: str
    opened_at: str
    closed_at: str | None = None
    removed_at: str | None = None
    version: int = 1


class ProjectStep(SQLModel, table=True):
    """What is told at one step. `frozen` is what was fixed on a day, with its digest: never changed, only replaced."""

    __tablename__ = "project_step"  # type: ignore[assignment]
    __table_args__ = ({"info": {"tenant": ("city",)}},)
    city: str = Field(primary_key=True, foreign_key="municipality.code")
    project: str = Field(primary_key=True, foreign_key="project.id")
    step: str = Field(primary_key=True)
    told: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    frozen: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True), nullable=True))
    author: str
    saved_at: str
    done_at: str | None = None
    version: int = 1


class ProjectEntry(SQLModel, table=True):
    """A line of a project’s log: what happened, who says so, and a figure of the indicator where there is one."""

    __tablename__ = "project_entry"  # type: ignore[assignment]
    __table_args__ = ({"info": {"tenant": ("city",)}},)
    city: str = Field(primary_key=True, foreign_key="municipality.code")
    id: str = Field(primary_key=True)
    project: str = Field(foreign_key="project.id", index=True)
    kind: str
    at: str
    person: str
    text: str
    value: float | None = None


class ProjectShare(SQLModel, table=True):
    """An address by which somebody without an account reads a project for a time. `id` is the digest of its code."""

    __tablename__ = "project_share"  # type: ignore[assignment]
    __table_args__ = ({"info": {"tenant": ("city", "id")}},)
    city: str = Field(primary_key=True, foreign_key="municipality.code")
    id: str = Field(primary_key=True)
    project: str = Field(foreign_key="project.id", index=True)
    language: str
    created_by: str
    created_at: str
    expires_at: str
    ended_at: str | None = None


Project.__mapper__.version_id_col = Project.__table__.c.version
ProjectStep.__mapper__.version_id_col = ProjectStep.__table__.c.version
