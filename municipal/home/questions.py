"""The five questions before a vote, read from `seed/questions.toml`."""

from functools import cache
from typing import Any

from municipal.bilingual import Bilingual
from municipal.paths import SEED
from vendors.sources.seedfile import read_toml


class Question(Bilingual, frozen=True):
    """A `[[question]]`: why it is asked, what a good answer sounds like, what should make one pause."""

    id: str
    question_fr: str
    question_en: str
    why_fr: str
    why_en: str
    good_fr: str
    good_en: str
    warning_fr: str
    warning_en: str
    source_title: str
    source_url: str | None = None


@cache
def questions() -> list[Question]:
    """The five questions, in order."""
    rows: list[Any] = read_toml(SEED / "questions.toml", question=Question)["question"]
    return rows
