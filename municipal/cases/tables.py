"""What is stored of a city’s own cases, and of what a supplier that is named in one answers."""

from typing import Any

from sqlmodel import JSON, Column, Field, SQLModel


class CityCase(SQLModel, table=True):
    """What a city tells of what it tried: what is being written, and what was published once a second person agreed."""

    __tablename__ = "city_case"  # type: ignore[assignment]
    __table_args__ = ({"info": {"tenant": ("city",), "published": "published_at"}},)
    city: str = Field(primary_key=True, foreign_key="municipality.code")
    id: str = Field(primary_key=True, unique=True)
    stage: str = "draft"
    draft: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    author: str
    saved_at: str
    submitted_at: str | None = None
    returned_because: str = ""
    validated_by: str | None = None
    validated_at: str | None = None
    notice_until: str | None = None
    published: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True), nullable=True))
    visibility: str = "public"
    published_at: str | None = None
    review_on: str | None = None
    withdrawn_because: str = ""
    version: int = 1


class SupplierNotice(SQLModel, table=True):
    """A named supplier is told ten days before; what it answers stands beside the case. `code` is a digest."""

    __tablename__ = "supplier_notice"  # type: ignore[assignment]
    __table_args__ = ({"info": {"tenant": ("city", "code", "email"), "published": "replied_at"}},)
    city: str = Field(primary_key=True, foreign_key="municipality.code")
    case: str = Field(primary_key=True, foreign_key="city_case.id")
    supplier: str
    vendor: str | None = None
    email: str | None
    language: str
    code: str = Field(unique=True)
    sent_at: str
    due_on: str
    reply: str = ""
    replied_by: str = ""
    replied_at: str | None = None
    version: int = 1


CityCase.__mapper__.version_id_col = CityCase.__table__.c.version
SupplierNotice.__mapper__.version_id_col = SupplierNotice.__table__.c.version
