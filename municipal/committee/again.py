"""What a form of a committee leads to: an address, or the page again with what is wrong."""

from typing import Final, TypeAlias

from msgspec import Struct

from municipal.committee.refused import WRONG, RefusedError
from municipal.web.form import FieldError, said
from municipal.web.language import translator
from municipal.web.merge import Part
from vendors.sources.faults import Fault

Raw: TypeAlias = dict[str, list[str]]
# The names of the fields that hold a price: this, then the bid.
PRICE: Final = "price_"
_SHOWN: Final = ("bids", "name", "person", "council", "reason", "points", "justification")


class Again(Struct, frozen=True):
    """The page to show again: what was typed, what is wrong; with `parts`, both sides of two changes.

    `about` says of which bid and criterion, `version` what now stands.
    """

    values: dict[str, str]
    errors: list[FieldError]
    status: int = WRONG
    about: str = ""
    version: int = 0
    parts: tuple[Part, ...] = ()


# Where a form leads, or what to show again.
Made: TypeAlias = str | Again


def again(refused: RefusedError, spoken: str, raw: Raw) -> Again:
    """A refusal as the page tells it; a price is shown again only when it alone is refused, and its bid is admitted."""
    told = translator(spoken)(refused.text).format(**refused.values)
    shown = [name for name in raw if name in _SHOWN or (name.startswith(PRICE) and refused.field.startswith(PRICE))]
    values = {name: said(raw, name) for name in shown}
    return Again(values, [FieldError(refused.field, told)], refused.status, about(raw))


def about(raw: Raw) -> str:
    """The bid and the criterion that a form speaks of."""
    return f"{said(raw, 'bid')}-{said(raw, 'criterion')}"


def version(raw: Raw) -> int:
    """The version that a form began from."""
    told = said(raw, "version")
    return int(told) if told.isdecimal() and len(told) < 9 else 0  # noqa: PLR2004 - far beyond any version


def fault_told(fault: Fault, spoken: str) -> str:
    """A fault of the grid or the committee, in the words of a page."""
    _ = translator(spoken)
    if fault.rule != "R5":
        return fault.message(spoken)
    if fault.where.endswith("committee"):
        return _("Nommez au moins trois membres\u00a0: la règle le demande (R5).")
    return _("Remplacez ce membre\u00a0: un membre du conseil ne siège pas au comité (R5).")
