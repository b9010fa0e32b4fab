"""The fields that an enterprise may give of itself, from `seed/curation/declaration.toml`."""

from functools import cache
from pathlib import Path
from typing import Annotated, Final, Literal

from msgspec import Meta

from municipal.bilingual import Bilingual
from municipal.paths import SEED
from municipal.web.typography import french
from vendors.sources.faults import Fault, UnusableError
from vendors.sources.seedfile import fault_in, read_toml

FILE: Final = SEED / "curation" / "declaration.toml"
# What the program knows how to ask and to write; the file says in which words, how long, and in which order.
KNOWN: Final = {
    "name": "line",
    "alias": "line",
    "neq": "neq",
    "website": "url",
    "city": "line",
    "description": "text",
    "domains": "domains",
    "capabilities": "capabilities",
    "hosting": "hosting",
    "languages": "languages",
    "price_low": "amount",
    "price_high": "amount",
    "references": "references",
}

Id = Literal[
    "name",
    "alias",
    "neq",
    "website",
    "city",
    "description",
    "domains",
    "capabilities",
    "hosting",
    "languages",
    "price_low",
    "price_high",
    "references",
]


class Group(Bilingual, frozen=True):
    """A part of the sheet."""

    id: str
    name_fr: str
    name_en: str


class Field(Bilingual, frozen=True):
    """One thing that is asked; `longest` counts characters."""

    id: Id
    group: str
    kind: str
    longest: Annotated[int, Meta(ge=1, le=10_000)]
    required: bool
    label_fr: str
    label_en: str
    hint_fr: str = ""
    hint_en: str = ""


class SheetSeed(Bilingual, frozen=True):
    """All of it, in the order in which it is asked."""

    groups: list[Group]
    fields: list[Field]

    def of(self, group: str) -> list[Field]:
        """The fields of a part."""
        return [one for one in self.fields if one.group == group]

    def labels(self, language: str) -> dict[str, str]:
        """What each field is called."""
        return {one.id: one.text("label", language) for one in self.fields}


@cache
def sheet_seed() -> SheetSeed:
    """The sheet as the seed tells it. Raises UnusableError."""
    return read_sheet_seed(FILE)


def read_sheet_seed(path: Path) -> SheetSeed:
    """The sheet of a seed file.

    Raises UnusableError for a field that is missing, stands twice or has another kind, and for untidy French.
    """
    tables = read_toml(path, group=Group, field=Field)
    groups: list[Group] = tables["group"]
    fields: list[Field] = tables["field"]
    ids = [one.id for one in fields]
    faults = [fault_in(path, "field", 0, "id", f"missing {one}") for one in KNOWN if one not in ids]
    for n, one in enumerate(fields):
        if one.id in ids[:n]:
            faults.append(fault_in(path, "field", n, "id", f"{one.id} stands there already"))
        if one.kind != KNOWN[one.id]:
            faults.append(fault_in(path, "field", n, "kind", f"write {KNOWN[one.id]}"))
        if one.group not in {group.id for group in groups}:
            faults.append(fault_in(path, "field", n, "group", "no such group"))
        faults += _untidy(path, n, one)
    if faults:
        raise UnusableError(faults)
    return SheetSeed(groups, fields)


def _untidy(path: Path, n: int, one: Field) -> list[Fault]:
    return [
        fault_in(path, "field", n, f"{name}_fr", f"write: {french(text)}")
        for name in ("label", "hint")
        if (text := one.text(name, "fr")) != french(text)
    ]
