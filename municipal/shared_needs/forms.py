"""What comes in from the pages of shared needs, and from the desk."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from municipal.web.form import Email, Id, Input, Once, Version

Need = Annotated[str, Meta(max_length=500)]


class NeedsQuery(Struct, frozen=True):
    """The domain and the words that a list keeps."""

    domain: Id = ""
    q: Annotated[str, Meta(max_length=120)] = ""


class NeedQuery(Struct, frozen=True):
    """What was just done, and the city whose details are meant."""

    received: Id = ""
    city: Id = ""


class SayQuery(Struct, frozen=True):
    """The words with which the form begins."""

    need: Need = ""


class JoinForm(Input, frozen=True):
    """A city that has a need too: one that is named by its id, or told in words."""

    city: Id
    need: Id = ""
    words: Need = ""
    once: Once = ""


class DetailForm(Input, frozen=True):
    """How much of a need a city has, when, and on which conditions."""

    city: Id
    version: Version
    volume: Annotated[float, Meta(ge=0, le=1e12)] | None = None
    unit: Annotated[str, Meta(max_length=40)] = ""
    wanted_in: Annotated[str, Meta(pattern=r"^20[0-9][0-9]$")] = ""
    conditions: Annotated[str, Meta(max_length=1000)] = ""
    once: Once = ""


class LeaveForm(Input, frozen=True):
    """A city that no longer has a need."""

    city: Id


class TellForm(Input, frozen=True):
    """A message to the cities that share a need."""

    city: Id
    text: Annotated[str, Meta(min_length=2, max_length=2000)]
    once: Once = ""


class UntellForm(Input, frozen=True):
    """A message that is taken back."""

    id: Id


class DeskQuery(Struct, frozen=True):
    """The need that one wants to talk about, and the city for which one asks."""

    need: Need = ""
    city: Id = ""


class AskForm(Input, frozen=True):
    """A question to the desk."""

    text: Annotated[str, Meta(min_length=10, max_length=2000)]
    contact: Email
    language: Literal["fr", "en"]
    need: Need = ""
    city: Id = ""
    once: Once = ""


class AnswerForm(Input, frozen=True):
    """The desk's answer."""

    id: Id
    version: Version
    answer: Annotated[str, Meta(min_length=2, max_length=4000)]


class FileQuery(Struct, frozen=True):
    """The format of a file."""

    format: Literal["xlsx", "csv", "docx"] = "xlsx"
