"""What is stored of what a city publishes as open contracting: releases, which never change."""

from typing import Any

from sqlmodel import JSON, Column, Field, SQLModel


class ContractingRelease(SQLModel, table=True):
    """One release of a project (OCDS 1.1), as it was published; a later one adds, or takes back."""

    __tablename__ = "contracting_release"  # type: ignore[assignment]
    __table_args__ = ({"info": {"owned": ("city",)}},)
    city: str = Field(primary_key=True, foreign_key="municipality.code")
    id: str = Field(primary_key=True)
    project: str = Field(foreign_key="project.id", index=True)
    at: str
    tag: str
    release: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    person: str
