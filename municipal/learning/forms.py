"""What learners send."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from municipal.web.form import Input, Name

Choice = Annotated[int, Meta(ge=0, le=9)]


class AnswerForm(Input, frozen=True):
    """An answer to the question of a lesson, and where the reader came from."""

    choice: Choice
    back: str = ""


class SureForm(Input, frozen=True):
    """An answer, what one thinks of it, and the question that it answers."""

    item: Annotated[str, Meta(max_length=40)]
    choice: Choice
    confidence: Annotated[int, Meta(ge=0, le=9)] = -1


class PlacementForm(Input, frozen=True):
    """An answer of the placement test; without one, its beginning, its end, or the level that one chooses oneself."""

    item: Annotated[str, Meta(max_length=40)] = ""
    choice: Choice | None = None
    level: Annotated[int, Meta(ge=0, le=4)] | None = None
    again: Literal["yes", ""] = ""


class PracticeForm(Input, frozen=True):
    """An answer on the way to mastery; or to begin its questions again."""

    item: Annotated[str, Meta(max_length=40)] = ""
    choice: Choice | None = None
    again: Literal["yes", ""] = ""


class DecisionForm(Input, frozen=True):
    """A decision at a point of a scenario; or to take it up from its beginning."""

    point: Annotated[str, Meta(max_length=40)] = ""
    choice: Choice | None = None
    again: Literal["yes", ""] = ""


class RoleForm(Input, frozen=True):
    """The pathway that one follows."""

    role: Annotated[str, Meta(max_length=40)] = ""


class DigestForm(Input, frozen=True):
    """Whether one wants the monthly message."""

    digest: Literal["yes", "no"]


class BadgeForm(Input, frozen=True):
    """The badge to receive, or the code of the one to renew."""

    achievement: Annotated[str, Meta(max_length=40)] = ""
    renew: Annotated[str, Meta(max_length=40)] = ""


class CohortForm(Input, frozen=True):
    """A new cohort of a body."""

    name: Name
    once: str = ""


class CohortEnd(Input, frozen=True):
    """The cohort that is closed."""

    close: Annotated[str, Meta(max_length=40)]


class CohortAct(Input, frozen=True):
    """To join a cohort, or to leave it."""

    act: Literal["join", "leave"]


class CohortQuery(Struct, frozen=True):
    """What was just done."""

    received: str = ""
