"""The words of the routes: what is asked, where it leads, and why, read from a seed file."""

import datetime as dt
from pathlib import Path
from typing import Literal

from msgspec import Struct

from vendors.sources.seedfile import read_toml

RouteId = Literal["no_purchase", "mutual_agreement", "invitation", "public_call", "group_purchase"]
Mode = Literal["two_envelope", "one_envelope", "lowest_price"]


class RouteRow(Struct, frozen=True, forbid_unknown_fields=True):
    """A route, and what comes next on it."""

    id: RouteId
    name_fr: str
    name_en: str
    next_fr: str
    next_en: str


class KindRow(Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of thing: whether it is a purchase, its own reasons, the award modes that it allows."""

    id: str
    purchase: bool
    name_fr: str
    name_en: str
    reasons: list[str]
    modes: list[Mode]
    why_fr: str | None = None
    why_en: str | None = None


class ReasonRow(Struct, frozen=True, forbid_unknown_fields=True):
    """A reason with its places to fill; `city_word` when it rests on what the city stated."""

    id: str
    fr: str
    en: str
    topics: list[str]
    city_word: bool


class WarningRow(Struct, frozen=True, forbid_unknown_fields=True):
    """A warning; one with a day is given from then on."""

    id: str
    fr: str
    en: str
    topics: list[str]
    effective_from: dt.date | None = None


class AskRow(Struct, frozen=True, forbid_unknown_fields=True):
    """A question that the city must answer before a route can be told."""

    id: str
    fr: str
    en: str


class RouteTexts(Struct, frozen=True):
    """All of them; what is looked up by its name is kept by its name."""

    routes: dict[RouteId, RouteRow]
    kinds: dict[str, KindRow]
    reasons: dict[str, ReasonRow]
    warnings: list[WarningRow]
    asks: dict[str, AskRow]


def read_route_texts(path: Path) -> RouteTexts:
    """The words of a seed file; raises UnusableError when a field is wrong."""
    tables = read_toml(path, route=RouteRow, kind=KindRow, reason=ReasonRow, warning=WarningRow, ask=AskRow)
    return RouteTexts(
        routes={one.id: one for one in tables["route"]},
        kinds={one.id: one for one in tables["kind"]},
        reasons={one.id: one for one in tables["reason"]},
        warnings=tables["warning"],
        asks={one.id: one for one in tables["ask"]},
    )
