"""What comes in from the list of solutions and from its report form."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from municipal.web.form import Input

Choice = Annotated[str, Meta(max_length=40)]


class VendorsQuery(Struct, frozen=True):
    """The need, the city, and what the facets keep."""

    need: str = ""
    city: str = ""
    domain: list[Choice] = []
    capability: list[Choice] = []
    status: list[Choice] = []
    hosting: list[Choice] = []
    language: list[Choice] = []
    population: list[int] = []
    open_source: bool = False
    page: Annotated[int, Meta(ge=1, le=10_000)] = 1

    @property
    def filtered(self) -> bool:
        """Whether a facet was chosen."""
        chosen = (self.domain, self.capability, self.status, self.hosting, self.language, self.population)
        return any(chosen) or self.open_source


class Told(Input, frozen=True):
    """An error that a reader points out, or a supplier's contestation."""

    kind: Literal["error", "contest"]
    message: Annotated[str, Meta(min_length=10, max_length=4000)]
    contact: Annotated[str, Meta(max_length=200)] | None = None


class ReportForm(Told, frozen=True):
    """The same by the form, which acts once."""

    once: Annotated[str, Meta(max_length=100)] = ""


class ReportBody(Told, frozen=True):
    """The same through the API, where the solution is named in the body."""

    solution: Annotated[str, Meta(max_length=200)] = ""
