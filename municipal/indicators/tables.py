"""What is stored about indicators."""

from sqlmodel import JSON, Column, Field, SQLModel


class Indicator(SQLModel, table=True):
    """An indicator that some public body already publishes or requires."""

    id: str = Field(primary_key=True)
    name_fr: str
    name_en: str
    sort_key_fr: str = Field(index=True)
    sort_key_en: str = Field(index=True)
    unit_fr: str
    unit_en: str
    polarity: str
    scale: str
    domains: list[str] = Field(sa_column=Column(JSON, nullable=False))
    dimension: str = Field(index=True)
    kind: str
    lever: str
    level: str
    frequency: str
    publisher_fr: str
    publisher_en: str
    reference: str | None = None
    description_fr: str
    description_en: str
    source_title: str
    source_url: str | None = None
    checked_on: str
    verified: bool
    version: int = 1


class Tracked(SQLModel, table=True):
    """A city declares that it follows an indicator: since when, from which source, between which bounds."""

    __table_args__ = ({"info": {"owned": ("city",)}},)
    city: str = Field(primary_key=True, foreign_key="municipality.code")
    indicator: str = Field(primary_key=True, foreign_key="indicator.id")
    since: int
    source_fr: str
    source_en: str
    worst: float | None = None
    target: float | None = None
    version: int = Field(default=1, sa_column_kwargs={"server_default": "1"})


class Reading(SQLModel, table=True):
    """What a city measured in a period (`2025` or `2025-03`)."""

    __table_args__ = ({"info": {"owned": ("city",)}},)
    city: str = Field(primary_key=True, foreign_key="municipality.code")
    indicator: str = Field(primary_key=True, foreign_key="indicator.id")
    period: str = Field(primary_key=True)
    value: float
    source_fr: str
    source_en: str


Indicator.__mapper__.version_id_col = Indicator.__table__.c.version
Tracked.__mapper__.version_id_col = Tracked.__table__.c.version
