"""What comes in about open contracting."""

from typing import Annotated, Literal

from msgspec import Meta

from municipal.open_contracting.release import PARTS
from municipal.web.form import Id, Input, Once, Received

MOST_REASON = 500


class PublishQuery(Received, frozen=True):
    """Which project, and which parts one looks at before publishing them."""

    project: Id = ""
    part: list[Id] = []  # noqa: RUF012 - a Struct gives each value its own

    def parts(self) -> list[str]:
        """The parts that exist."""
        return [part for part in PARTS if part in self.part]


class PublishForm(Input, frozen=True):
    """The parts to publish, or why all is taken back."""

    project: Id
    act: Literal["publish", "withdraw"]
    part: list[Id] = []  # noqa: RUF012 - as above
    reason: Annotated[str, Meta(max_length=MOST_REASON)] = ""
    once: Once = ""
