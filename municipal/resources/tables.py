"""What is stored about resources."""

from sqlmodel import JSON, Column, Field, SQLModel


class Resource(SQLModel, table=True):
    """A programme, network, guide or body; `domains` empty means useful to all of them."""

    id: str = Field(primary_key=True)
    name: str
    sort_key: str = Field(index=True)
    kind: str = Field(index=True)
    scope: str
    summary_fr: str
    summary_en: str
    use_fr: str
    use_en: str
    eligibility_fr: str | None = None
    eligibility_en: str | None = None
    amount_fr: str | None = None
    amount_en: str | None = None
    deadline: str | None = None
    status: str
    domains: list[str] = Field(sa_column=Column(JSON, nullable=False))
    url: str | None = None
    source_title: str
    source_url: str | None = None
    source_date: str | None = None
    read_on: str
    version: int = 1


Resource.__mapper__.version_id_col = Resource.__table__.c.version
