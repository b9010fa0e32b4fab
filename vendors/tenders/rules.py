"""The numbers of rules R1 to R9 and the limits of the program, read from a seed file."""

import datetime as dt
from pathlib import Path
from typing import Annotated

from msgspec import Meta, Struct

from vendors.sources.faults import UnusableError
from vendors.sources.numbers import named
from vendors.sources.seedfile import read_toml

Count = Annotated[int, Meta(ge=1)]


class Rule(Struct, frozen=True, forbid_unknown_fields=True):
    """A number of the law: the rule it belongs to, its article, its source, and whether it could be verified."""

    id: str
    number: str
    value: int
    meaning_fr: str
    meaning_en: str
    article: str
    source_title: str
    source_url: str
    checked_on: dt.date
    verified: bool


class Limit(Struct, frozen=True, forbid_unknown_fields=True):
    """A number beyond which a document is refused."""

    id: str
    value: int
    meaning_fr: str
    meaning_en: str


class Numbers(Struct, frozen=True, kw_only=True):
    """The numbers by name, within what each may be."""

    least_criteria: Count
    most_points: Count
    total_points: Count
    least_factor: Annotated[int, Meta(ge=0)]
    most_factor: Annotated[int, Meta(ge=0)]
    least_members: Count
    least_interim: Annotated[int, Meta(ge=0)]
    scale: Count
    most_bytes: Count
    most_tenders: Count
    most_bids: Count
    most_criteria: Count
    most_members: Count
    most_faults: Count
    largest_price: Count


class Rules(Numbers, frozen=True, kw_only=True):
    """All of them, and what the seed tells of each."""

    told: list[Rule]
    limits: list[Limit]


def read_rules(path: Path) -> Rules:
    """The rules and limits of a seed file.

    Raises UnusableError when one is missing, unknown, given twice or beyond what it may be.
    """
    tables = read_toml(path, rule=Rule, limit=Limit)
    numbers, faults = named(path, tables, Numbers)
    if faults:
        raise UnusableError(faults)
    return Rules(told=tables["rule"], limits=tables["limit"], **numbers)
