"""The questions to ask around a purchase of AI: gates, scored criteria and clauses, each with its source."""

import datetime as dt
from pathlib import Path
from typing import Annotated, Literal

from msgspec import Meta, Struct

from vendors.sources.faults import Fault, UnusableError
from vendors.sources.seedfile import fault_in, read_toml

Kind = Literal["gate", "scored", "clause"]
Points = Annotated[int, Meta(ge=1, le=30)]


class Group(Struct, frozen=True, forbid_unknown_fields=True):
    """A criterion of the grid that is suggested, with its points."""

    id: str
    name_fr: str
    name_en: str
    points: Points

    def name(self, language: str) -> str:
        """What it is called, in the reader's language."""
        return self.name_en if language == "en" else self.name_fr


class Question(Struct, frozen=True, forbid_unknown_fields=True):
    """A question, or a clause, with its source; a scored one has points to begin with."""

    id: str
    kind: Kind
    group: str
    answered_by: Literal["city", "supplier"]
    question_fr: str
    question_en: str
    source_title: str
    checked_on: dt.date
    verified: bool
    source_url: str | None = None
    points: Points | None = None

    def text(self, language: str) -> str:
        """The question, in the reader's language."""
        return self.question_en if language == "en" else self.question_fr


class Checklist(Struct, frozen=True):
    """The questions and the grid that they suggest."""

    groups: list[Group]
    questions: list[Question]

    def of(self, kind: Kind) -> list[Question]:
        """The questions of one kind, in order: they are never mixed."""
        return [one for one in self.questions if one.kind == kind]


def read_questions(path: Path) -> Checklist:
    """The checklist of a seed file.

    Raises UnusableError when a question has no group, points without being scored, or points that miss its group's.
    """
    tables = read_toml(path, group=Group, question=Question)
    groups: list[Group] = tables["group"]
    questions: list[Question] = tables["question"]
    known = {one.id for one in groups}
    faults: list[Fault] = []
    for n, one in enumerate(questions):
        if one.group not in known:
            faults.append(fault_in(path, "question", n, "group", f"there is no {one.group}"))
        if (one.points is None) == (one.kind == "scored"):
            faults.append(fault_in(path, "question", n, "points", "a scored question has some, any other has none"))
        if one.id in [other.id for other in questions[:n]]:
            faults.append(fault_in(path, "question", n, "id", f"{one.id} stands there already"))
    for n, group in enumerate(groups):
        total = sum(one.points or 0 for one in questions if one.group == group.id)
        if total != group.points:
            faults.append(fault_in(path, "group", n, "points", f"its questions have {total}"))
    if faults:
        raise UnusableError(faults)
    return Checklist(groups, questions)
