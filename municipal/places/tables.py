"""What is stored about places."""

from sqlmodel import Field, SQLModel


class Region(SQLModel, table=True):
    """An administrative region."""

    code: str = Field(primary_key=True)
    name: str


class Mrc(SQLModel, table=True):
    """A regional county municipality."""

    code: str = Field(primary_key=True)
    name: str
    region: str = Field(foreign_key="region.code")


class Municipality(SQLModel, table=True):
    """A local municipality. The five-digit code is the key, in text: names repeat and zeros get lost."""

    code: str = Field(primary_key=True)
    name: str
    sort_key: str = Field(index=True)
    designation: str
    region: str = Field(foreign_key="region.code", index=True)
    mrc: str | None = Field(default=None, foreign_key="mrc.code", index=True)
    population: int
    population_year: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    area_km2: float | None = None
    source: str
    note: str | None = None
    email: str | None = None
    version: int = 1


class MunicipalityAlias(SQLModel, table=True):
    """A former, short or English name under which people still look for a municipality."""

    __tablename__ = "municipality_alias"
    alias: str = Field(primary_key=True)
    code: str = Field(primary_key=True, foreign_key="municipality.code")
    kind: str
    source: str
    sort_key: str = Field(index=True)


Municipality.__mapper__.version_id_col = Municipality.__table__.c.version
