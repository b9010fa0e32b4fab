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
    """What a city measured in a period (`2025` or `2025-03`); `counted` events behind the value, where it counts."""

    __table_args__ = ({"info": {"owned": ("city",)}},)
    city: str = Field(primary_key=True, foreign_key="municipality.code")
    indicator: str = Field(primary_key=True, foreign_key="indicator.id")
    period: str = Field(primary_key=True)
    value: float
    counted: int | None = None
    method_changed: bool = Field(default=False, sa_column_kwargs={"server_default": "0"})
    source_fr: str
    source_en: str
    recorded_at: str | None = None


class NotTracked(SQLModel, table=True):
    """A city says that it does not follow an indicator that its likes report: it is no longer proposed."""

    __tablename__ = "not_tracked"  # type: ignore[assignment]
    __table_args__ = ({"info": {"owned": ("city",)}},)
    city: str = Field(primary_key=True, foreign_key="municipality.code")
    indicator: str = Field(primary_key=True, foreign_key="indicator.id")
    at: str


class Observation(SQLModel, table=True):
    """What people of a city saw and no number says; public once a second person agreed."""

    __table_args__ = ({"info": {"tenant": ("city",), "published": "published_at"}},)
    city: str = Field(primary_key=True, foreign_key="municipality.code")
    id: str = Field(primary_key=True)
    indicator: str = Field(foreign_key="indicator.id")
    period: str
    text: str
    language: str
    author: str
    written_at: str
    validated_by: str | None = None
    published_at: str | None = None
    version: int = 1


class LateIndicator(SQLModel, table=True):
    """A city asks that an indicator it began to follow after a project began be accepted; a curator answers."""

    __tablename__ = "late_indicator"  # type: ignore[assignment]
    __table_args__ = ({"info": {"tenant": ("city",)}},)
    city: str = Field(primary_key=True, foreign_key="municipality.code")
    indicator: str = Field(primary_key=True, foreign_key="indicator.id")
    because: str
    asked_by: str
    asked_at: str
    accepted: bool | None = None
    reason: str = ""
    decided_by: str | None = None
    decided_at: str | None = None
    version: int = 1


Indicator.__mapper__.version_id_col = Indicator.__table__.c.version
Tracked.__mapper__.version_id_col = Tracked.__table__.c.version
Observation.__mapper__.version_id_col = Observation.__table__.c.version
LateIndicator.__mapper__.version_id_col = LateIndicator.__table__.c.version
