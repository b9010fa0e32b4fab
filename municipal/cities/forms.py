"""What comes in from « Ma ville » and from the administration of the service."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from municipal.web.form import Email, Id, Input, Name, Once, Received, Version

Text = Annotated[str, Meta(max_length=2000)]
# Beyond any amount, and short of what a float would round.
Measure = Annotated[float, Meta(ge=-1e12, le=1e12)]


class TextQuery(Received, frozen=True):
    """Whether one goes on with one's draft."""

    draft: str = ""


class PeopleQuery(Received, frozen=True):
    """The person whose roles one looks at, and whether one wants to manage."""

    person: str = ""
    manage: str = ""


class TrackingQuery(Received, frozen=True):
    """The indicator that one declares or changes, or the words that lead to one."""

    indicator: str = ""
    q: str = ""


class TraceQuery(Struct, frozen=True):
    """Which page of the journal."""

    page: Annotated[int, Meta(ge=1, le=100_000)] = 1


class OpenQuery(Received, frozen=True):
    """The name that is looked for, or the city that was chosen."""

    q: str = ""
    city: str = ""


class InviteForm(Input, frozen=True):
    """Somebody to invite, with roles."""

    email: Email
    roles: list[Id]
    language: Literal["fr", "en"] = "fr"
    once: Once = ""


class RolesForm(Input, frozen=True):
    """The roles that a person shall have, and those that they had when the form was made."""

    person: Id
    roles: list[Id] = []  # noqa: RUF012 - a Struct gives each value its own
    was: list[Id] = []  # noqa: RUF012 - as above


class OneForm(Input, frozen=True):
    """The person, the invitation, the delegation or the request that is meant."""

    id: Id = ""
    city: Id = ""
    once: Once = ""


class TextForm(Input, frozen=True):
    """A city's two texts; `draft`, `about` and `back` are there for the draft, which the same fields make."""

    version: Version
    text_fr: Text = ""
    text_en: Text = ""
    once: Once = ""
    draft: Id = ""
    about: Id = ""
    back: str = ""


class ReviewForm(Input, frozen=True):
    """What a second person answers."""

    version: Version
    reason: Annotated[str, Meta(max_length=1000)] = ""


class TrackForm(Input, frozen=True):
    """What a city declares of an indicator."""

    indicator: Id
    since: Annotated[int, Meta(ge=1900, le=2100)]
    source_fr: Annotated[str, Meta(min_length=3, max_length=300)]
    source_en: Annotated[str, Meta(max_length=300)] = ""
    target: Measure | None = None
    worst: Measure | None = None
    version: Version = 0
    once: Once = ""


class StopForm(Input, frozen=True):
    """What a city no longer follows."""

    indicator: Id
    version: Version


class OpenForm(Input, frozen=True):
    """Who asks to open a city."""

    city: Id
    name: Name
    email: Email
    once: Once = ""
