"""What is stored of a city’s own Word documents, into which ours are poured."""

from sqlmodel import Field, SQLModel


class CityTemplate(SQLModel, table=True):
    """A Word file of the city: for one kind of document, or for all of them where `kind` is `all`. `data` is base64."""

    __tablename__ = "city_template"  # type: ignore[assignment]
    __table_args__ = ({"info": {"tenant": ("city",)}},)
    city: str = Field(primary_key=True, foreign_key="municipality.code")
    kind: str = Field(primary_key=True)
    name: str
    data: str
    person: str
    at: str
    version: int = 1


CityTemplate.__mapper__.version_id_col = CityTemplate.__table__.c.version
