"""What comes in around a case: a city that uses it too, a question, an answer, what one follows."""

from typing import Annotated, Literal

from msgspec import Meta

from municipal.web.form import Id, Input, Once


class UseForm(Input, frozen=True):
    """The city that says it uses the same."""

    city: Id
    once: Once = ""


class AskForm(Input, frozen=True):
    """A question, and the city that asks it."""

    city: Id
    text: Annotated[str, Meta(min_length=10, max_length=1000)]
    once: Once = ""


class AnswerForm(Input, frozen=True):
    """The answer to a question."""

    id: Id
    text: Annotated[str, Meta(min_length=2, max_length=2000)]
    version: Annotated[int, Meta(ge=1, le=10_000_000)]
    once: Once = ""


class FollowForm(Input, frozen=True):
    """What one follows, or no longer; `back` is the page where one said so."""

    act: Literal["follow", "unfollow"]
    kind: Literal["case", "need"]
    object: Id
    back: Annotated[str, Meta(max_length=2000)] = ""
