"""What an import would do, row by row, before anything is written."""

from typing import Any, Literal

from msgspec import Struct

from vendors.registry.changing import Kind
from vendors.sources.table import Reject

Outcome = Literal["created", "updated", "unchanged"]


class Change(Struct, frozen=True):
    """What becomes of one field of a supplier; `name` is a field of the list, `alias` or `offer`."""

    name: str
    before: str
    after: str


class Doubt(Struct, frozen=True):
    """What a person should look at before or after the import; nothing waits for it.

    `name`: the row may be the supplier `vendor`, with the score of the two names and why. `field`: a value that was
    left as it stands, for a person, the enterprise or the same file gave it. `neq`: a number that fails its check.
    """

    kind: Literal["name", "field", "neq"]
    vendor: str
    known: str
    field: str = ""
    given: str = ""
    score: float = 0.0
    band: str = ""
    why: str = ""


class Write(Struct, frozen=True):
    """A row of the registry to add, or to give other values."""

    kind: Kind
    vendor: str
    key: str
    values: dict[str, Any]
    new: bool


class Planned(Struct, frozen=True):
    """What becomes of one row of the file: the supplier as it is shown, what changes, what is in doubt."""

    line: int
    outcome: Outcome
    vendor: str
    name: str
    changes: list[Change]
    doubts: list[Doubt]
    writes: list[Write]


class Counts(Struct, frozen=True):
    """What an import does; `read` is the sum of the next four, `to_review` a part of created and updated."""

    read: int
    created: int
    updated: int
    unchanged: int
    rejected: int
    to_review: int
    rejects: list[Reject]


class Plan(Struct, frozen=True):
    """What a file would do: its rows in their order, its refused rows, and the sums."""

    rows: list[Planned]
    counts: Counts
