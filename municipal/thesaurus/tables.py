"""What is stored of the thesaurus beyond `seed/taxonomy`: words proposed, and weak needs that somebody settled."""

from typing import Any

from sqlmodel import JSON, Column, Field, SQLModel


class ThesaurusTerm(SQLModel, table=True):
    """A way to name a domain or a capability, proposed after a weak need; accepted by a second person.

    `effect` is what the check against the recorded needs told when it was proposed.
    """

    __tablename__ = "thesaurus_term"
    id: str = Field(primary_key=True)
    node: str
    file: str
    lang: str
    term: str
    need: str = ""
    effect: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    reason: str
    state: str = "waiting"
    person: str
    at: str
    second: str | None = None
    second_at: str | None = None
    second_reason: str = ""
    version: int = 1


class WeakNeedAnswer(SQLModel, table=True):
    """A weak need that somebody looked at: a word was proposed, nothing is offered yet, or it is no need."""

    __tablename__ = "weak_need_answer"
    key: str = Field(primary_key=True)
    need: str
    verdict: str
    reason: str
    person: str
    at: str


ThesaurusTerm.__mapper__.version_id_col = ThesaurusTerm.__table__.c.version
