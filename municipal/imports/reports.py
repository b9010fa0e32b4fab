"""What an import did or would do, as it is kept with the file: counts, and the first of what was refused."""

from typing import Any, Final

import msgspec
from msgspec import Struct

from vendors.lists.plan import Counts
from vendors.notices.imports import Taken
from vendors.sources.table import Reject

COUNTED: Final = ("read", "created", "updated", "unchanged", "rejected", "to_review")
# What is kept of the refused rows of a file; their number is told whole.
MOST_KEPT: Final = 2_000


class Report(Struct, frozen=True):
    """Counts by their name, and refused rows."""

    counts: dict[str, int]
    rejects: list[Reject]

    def kept(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return msgspec.to_builtins(self)


def said_of(done: Taken | Counts) -> Report:
    """The report of an import."""
    counts: dict[str, int] = {name: getattr(done, name) for name in COUNTED}
    return Report(counts, list(done.rejects[:MOST_KEPT]))
