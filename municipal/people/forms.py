"""What comes in from one's own pages."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from municipal.web.form import Input, Name

Day = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]


class AccountForm(Input, frozen=True):
    """How one is called, and in which language the messages come."""

    name: Name
    language: Literal["fr", "en"]
    version: Annotated[int, Meta(ge=1, le=2**31 - 1)]
    notices: Literal["yes", "no"] = "no"


class SessionForm(Input, frozen=True):
    """Which session ends; without one, all others."""

    session: Annotated[str, Meta(max_length=64)] = ""


class InterestsQuery(Struct, frozen=True):
    """The supplier about which one is asked to answer first, and the page that asked."""

    vendor: Annotated[str, Meta(max_length=100)] = ""
    back: Annotated[str, Meta(max_length=2000)] = ""


class InterestForm(Input, frozen=True):
    """What one declares about a supplier, or an answer of « none » about several; `back` is the page that asked."""

    vendor: Annotated[str, Meta(max_length=100)]
    declared: Literal["yes", "no"]
    kind: Annotated[str, Meta(max_length=40)] = ""
    since: Day | None = None
    until: Day | None = None
    statement: Annotated[str, Meta(max_length=1000)] = ""
    also: list[Annotated[str, Meta(max_length=100)]] = []  # noqa: RUF012 - a Struct gives each value its own
    back: Annotated[str, Meta(max_length=2000)] = ""
