"""What the form of a city’s case offers and asks, and the numbers that decide, from `seed/case_form.toml`."""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Final, Literal

from msgspec import Meta, Struct

from municipal.bilingual import Bilingual
from municipal.paths import SEED
from municipal.web.typography import french
from vendors.sources.faults import Fault, UnusableError
from vendors.sources.numbers import Told, named
from vendors.sources.seedfile import fault_in, read_toml

FILE: Final = SEED / "case_form.toml"
CHECKS: Final = ("contract", "litigation", "personal")

Offered = Literal["cost_range", "would_do_again", "visibility", "language"]


class Numbers(Struct, frozen=True):
    """How large a difference and how sure an interval must be; how many cities hide one; days and months that run."""

    same_within: Annotated[float, Meta(gt=0, lt=1)]
    interval: Annotated[float, Meta(gt=0, lt=1)]
    fewest_alike: Annotated[int, Meta(ge=2)]
    notice_days: Annotated[int, Meta(ge=1)]
    review_months: Annotated[int, Meta(ge=1)]


class Size(Struct, frozen=True, forbid_unknown_fields=True):
    """The upper limit of a band of population, as an anonymous case tells it."""

    below: Annotated[int, Meta(gt=0)]


class Choice(Bilingual, frozen=True):
    """An answer that a field offers."""

    field: Offered
    id: str
    name_fr: str
    name_en: str


class Check(Bilingual, frozen=True):
    """Something to confirm before a case is sent."""

    id: Literal["contract", "litigation", "personal"]
    text_fr: str
    text_en: str


class CaseForm(Struct, frozen=True):
    """All of it."""

    numbers: Numbers
    sizes: tuple[int, ...]
    choices: dict[str, list[Choice]]
    checks: list[Check]

    def offered(self, field: Offered, language: str) -> list[tuple[str, str]]:
        """The answers that a field offers, with their names."""
        return [(one.id, one.text("name", language)) for one in self.choices[field]]

    def name(self, field: Offered, chosen: str, language: str) -> str:
        """The name of an answer; nothing for none."""
        return dict(self.offered(field, language)).get(chosen, "")


@cache
def case_form() -> CaseForm:
    """The form as the seed tells it."""
    return read_case_form(FILE)


def read_case_form(path: Path) -> CaseForm:
    """The form of a seed file.

    Raises UnusableError for what stands twice or is missing, for sizes out of order, for untidy French.
    """
    tables = read_toml(path, number=Told, size=Size, choice=Choice, check=Check)
    told: list[Told] = tables["number"]
    numbers, faults = named(path, {"number": told}, Numbers)
    choices: list[Choice] = tables["choice"]
    checks: list[Check] = tables["check"]
    sizes = [one.below for one in tables["size"]]
    faults += [
        *_listed(path, "choice", [f"{one.field} {one.id}" for one in choices], ()),
        *_listed(path, "check", [one.id for one in checks], CHECKS),
        *(
            fault_in(path, "size", n, "below", "in order")
            for n, pair in enumerate(pairwise(sizes), 1)
            if pair[0] >= pair[1]
        ),
        *_untidy(path, "choice", "name", choices),
        *_untidy(path, "check", "text", checks),
    ]
    if faults:
        raise UnusableError(faults)
    fields = dict.fromkeys(one.field for one in choices)
    return CaseForm(
        Numbers(**numbers),
        tuple(sizes),
        {field: [one for one in choices if one.field == field] for field in fields},
        checks,
    )


def _listed(path: Path, table: str, ids: list[str], wanted: Iterable[str]) -> list[Fault]:
    """What stands twice, and what is missing of what must be there."""
    twice = [
        fault_in(path, table, n, "id", f"{one} stands there already") for n, one in enumerate(ids) if one in ids[:n]
    ]
    return twice + [fault_in(path, table, 0, "id", f"missing {one}") for one in wanted if one not in ids]


def _untidy(path: Path, table: str, name: str, rows: Sequence[Bilingual]) -> list[Fault]:
    told = [(n, row.text(name, "fr")) for n, row in enumerate(rows)]
    return [
        fault_in(path, table, n, f"{name}_fr", f"write: {french(text)}") for n, text in told if french(text) != text
    ]
