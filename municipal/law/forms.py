"""What comes in about the law: a day to read it at, a row to propose, an answer to a proposal."""

from typing import Annotated

from msgspec import Meta, Struct

from municipal.web.form import Id, Input

LEAST_REASON = 5
MOST_REASON = 1000


class LawQuery(Struct, frozen=True):
    """The day at which the rules are read; today where none is given."""

    date: Annotated[str, Meta(max_length=40)] = ""


class ProposalQuery(Struct, frozen=True):
    """Which row to propose another in place of, or which kind of row to add; what was just done."""

    row: Id = ""
    kind: Id = ""
    received: Id = ""


class AnswerForm(Input, frozen=True):
    """What a second person answers to a proposal, as it stood when they read it."""

    proposal: Annotated[str, Meta(pattern=r"^[0-9a-f]{16}$")]
    version: Annotated[int, Meta(ge=1, le=10_000_000)]
    reason: Annotated[str, Meta(min_length=LEAST_REASON, max_length=MOST_REASON)]
    stands: Annotated[str, Meta(pattern=r"^([0-9a-f]{64})?$")] = ""
