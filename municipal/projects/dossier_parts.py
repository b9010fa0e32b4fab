"""What was fixed at the steps of a project, as a reader sees it: the route, the market, the comparison, the grid."""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from msgspec import Struct

from municipal.legal import route_name
from municipal.projects.dossier_words import Hide
from municipal.web.language import translator
from vendors.tenders.number import dollars


class Article(Struct, frozen=True):
    """An article on which a reason rests."""

    name: str
    source_title: str
    source_url: str
    checked_on: str
    verified: bool


class Reason(Struct, frozen=True):
    """Why the route is this one; `city_word` when it rests on what the city stated."""

    text: str
    articles: list[Article]
    city_word: bool


class Route(Struct, frozen=True):
    """The route, and why. What the city thought that it would pay is no part of it."""

    name: str
    on: str
    reasons: list[Reason]


class Seen(Struct, frozen=True):
    """A solution of the market: kept, or set aside and why."""

    name: str
    vendor: str
    kept: bool
    because: str
    reasons: list[str]


class Market(Struct, frozen=True):
    """The market as it was on its day: what was kept, what the city set aside, what did not answer the need."""

    need: str
    kept: list[Seen]
    aside: list[Seen]
    excluded: list[tuple[str, str]]


class Compared(Struct, frozen=True):
    """The solutions that were compared."""

    names: list[str]

    @classmethod
    def of(cls, frozen: Mapping[str, Any]) -> "Compared | None":
        """Those of a market, by name; nothing where none was chosen."""
        names = {str(row["solution"]): str(row["name"]) for row in frozen.get("rows", [])}
        chosen = [names.get(str(one), str(one)) for one in frozen.get("compared", [])]
        return cls(chosen) if chosen else None


class Criterion(Struct, frozen=True):
    """A criterion with its points."""

    name: str
    most: str
    least: str


class Grid(Struct, frozen=True):
    """The grid by which bids are judged."""

    mode: str
    factor: str
    price_points: str
    criteria: list[Criterion]


def route_of(frozen: Mapping[str, Any], language: str) -> Route:
    """The route that was fixed."""
    name = str(frozen.get("route", ""))
    amount = dollars(Fraction(str(frozen.get("amount") or 0)), language)
    reasons = [_reason(one, amount, language) for one in (*frozen.get("reasons", []), *frozen.get("warnings", []))]
    return Route(route_name(name, language), str(frozen.get("on", "")), reasons)


def market_of(frozen: Mapping[str, Any], hide: Hide, language: str) -> Market:
    """The market that was fixed."""
    rows = [
        Seen(
            str(row.get("name", "")),
            str(row.get("vendor_name", "")),
            bool(row.get("kept")),
            hide(str(row.get("because") or "")),
            [str(one) for one in _listed(row.get(f"reasons_{language}"))],
        )
        for row in frozen.get("rows", [])
    ]
    return Market(
        hide(str(frozen.get("need", ""))),
        [row for row in rows if row.kept],
        [row for row in rows if not row.kept],
        [(str(row.get("name", "")), str(row.get(f"reason_{language}", ""))) for row in frozen.get("excluded", [])],
    )


def grid_of(frozen: Mapping[str, Any], language: str) -> Grid:
    """The grid that was fixed."""
    _ = translator(language)
    modes = {
        "two_envelope": _("Pondération à deux enveloppes"),
        "one_envelope": _("Pondération à une enveloppe"),
        "lowest_price": _("Plus bas prix"),
    }
    mode = str(frozen.get("mode", ""))
    criteria = [
        Criterion(str(row.get(f"name_{language}", "")), str(row.get("max", "")), str(row.get("min") or ""))
        for row in frozen.get("criteria", [])
    ]
    return Grid(modes.get(mode, mode), str(frozen.get("factor") or ""), str(frozen.get("price_points") or ""), criteria)


def _reason(one: Mapping[str, Any], amount: str, language: str) -> Reason:
    """A reason, without the amount that the city expects; an article that is cited twice stands once."""
    articles = [
        Article(
            " ".join(str(row.get(name, "")) for name in ("regime", "article")).strip(),
            str(row.get("source_title", "")),
            str(row.get("source_url", "")),
            str(row.get("checked_on", "")),
            bool(row.get("verified")),
        )
        for row in one.get("articles", [])
    ]
    # As a whole amount: 5 000 $ stands in 25 000 $.
    expected = rf"(?<!\d)(?<!\d\u00a0){re.escape(amount)}(?![.,]?\d)"
    text = re.sub(expected, "[…]", str(one.get(f"text_{language}", "")))
    return Reason(text, list(dict.fromkeys(articles)), bool(one.get("city_word")))


def _listed(value: Any) -> list[Any]:  # noqa: ANN401 - as it was kept
    return list(value) if isinstance(value, list) else [value] if value else []  # type: ignore[arg-type]
