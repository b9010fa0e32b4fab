"""What is stored of what a city says of itself."""

from sqlmodel import Field, SQLModel


class Presentation(SQLModel, table=True):
    """A city's own words on its page: what is being written, and what was published once a second person agreed."""

    __table_args__ = ({"info": {"tenant": ("city",), "published": "published_at"}},)
    city: str = Field(primary_key=True, foreign_key="municipality.code")
    state: str = "draft"
    text_fr: str = ""
    text_en: str = ""
    author: str
    saved_at: str
    submitted_at: str | None = None
    returned_because: str = ""
    published_fr: str = ""
    published_en: str = ""
    published_at: str | None = None
    validated_by: str | None = None
    version: int = 1


Presentation.__mapper__.version_id_col = Presentation.__table__.c.version
