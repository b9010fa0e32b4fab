"""What a person does with the list of a market: ticks what to compare, says why others are left out."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from msgspec import Struct

from municipal.projects.shortlist_words import (
    FEWEST,
    LONGEST,
    MOST,
    ticked_and_left,
    too_few_or_many,
    too_long,
)
from municipal.web.form import FieldError

# Each solution has fields of its own, so that a draft keeps every one of them.
TICK: Final = "compare_"
WHY: Final = "why_"
# Where an error about the whole list leads.
WHOLE: Final = "liste"


class Chosen(Struct, frozen=True):
    """What to compare, in the order of the list, and why some solutions are left out."""

    compared: list[str]
    why: dict[str, str]


def typed(values: Mapping[str, str], ids: Sequence[str]) -> Chosen:
    """What a form, or a draft of it, says of the solutions of a list; what it says of others is let pass."""
    why = {one: values.get(f"{WHY}{one}", "").strip() for one in ids}
    return Chosen([one for one in ids if values.get(f"{TICK}{one}")], {one: text for one, text in why.items() if text})


def as_fixed(frozen: Mapping[str, Any]) -> Chosen:
    """What was chosen in a list that is fixed, to begin again from."""
    why = {str(row["solution"]): str(row["because"]) for row in frozen["rows"] if not row["kept"]}
    return Chosen(list(frozen["compared"]), why)


def wrong(chosen: Chosen, names: Mapping[str, str], language: str, *, comparing: bool) -> list[FieldError]:
    """What is to be mended before the list is fixed; `names` are those of its solutions, in order."""
    errors = [
        FieldError(f"{WHY}{one}", too_long(names[one], language))
        for one, text in chosen.why.items()
        if len(text) > LONGEST
    ]
    if not comparing:
        return errors
    if not FEWEST <= len(chosen.compared) <= MOST:
        where = next((f"{TICK}{one}" for one in names), WHOLE)
        errors.append(FieldError(where, too_few_or_many(len(chosen.compared), language)))
    both = [one for one in chosen.compared if one in chosen.why]
    return errors + [FieldError(f"{TICK}{one}", ticked_and_left(names[one], language)) for one in both]
