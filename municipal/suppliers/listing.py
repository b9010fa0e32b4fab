"""The plain list of solutions, page by page: each card is drawn once per version of its row and kept."""

from functools import cache, lru_cache
from typing import Any, Final

import msgspec
from markupsafe import Markup
from msgspec import Struct, structs
from sqlmodel import Session

from municipal.db import current
from municipal.needs import the_taxonomy
from municipal.suppliers.facets import facets
from municipal.suppliers.forms import VendorsQuery
from municipal.suppliers.words import STATUS
from municipal.web.language import environment, translator
from vendors.registry.queries import SolutionRow, solutions

PER_PAGE: Final = 30
_KEPT_CARDS: Final = 4096
# The rows of a page without their content: what changed is told by the version alone.
# A solution is shown under the supplier with which its own is one, and not at all once that one was removed.
_REMOVED: Final = (
    "(SELECT count(*) FROM solution WHERE vendor IN ("
    "SELECT id FROM vendor WHERE status = 'dereferenced' AND merged_into IS NULL UNION ALL "
    "SELECT own.id FROM vendor AS shown JOIN vendor AS own ON own.merged_into = shown.id "
    "WHERE shown.status = 'dereferenced'))"
)
_COUNT: Final = f"SELECT (SELECT count(*) FROM solution) - {_REMOVED}"  # noqa: S608 - fixed text
_PAGE: Final = (
    f"SELECT solution.id, solution.version, shown.name, shown.status, ({_COUNT}) "  # noqa: S608 - fixed text
    "FROM solution JOIN vendor AS own ON own.id = solution.vendor "
    "JOIN vendor AS shown ON shown.id = coalesce(own.merged_into, own.id) WHERE shown.status <> 'dereferenced' "
    "ORDER BY solution.sort_key, solution.id LIMIT :most OFFSET :start"
)
# By language, solution and its version, and what the card shows of its supplier.
Key = tuple[str, str, int, str, str]
_cards: dict[Key, Markup] = {}


class Listing(Struct, frozen=True):
    """A page of the list: its cards, drawn, and where it stands."""

    cards: Markup
    page: int
    pages: int
    count: int


def listing(session: Session, language: str, page: int) -> Listing:
    """A page of all solutions by name; a card whose row kept its version is not drawn again."""
    rows = current().glance(_PAGE, most=PER_PAGE, start=(page - 1) * PER_PAGE)
    keys: list[Key] = [(language, row[0], row[1], row[2], row[3]) for row in rows]
    missing = [key[1] for key in keys if key not in _cards]
    if missing:
        drawn(solutions(session, ids=missing), language)
    count: int = rows[0][4] if rows else current().glance(_COUNT)[0][0]
    cards = Markup("".join([_cards[key] for key in keys]))  # noqa: S704 - each card is drawn by a template
    return Listing(cards, page, pages_of(count), count)


def drawn(rows: list[SolutionRow], language: str) -> Markup:
    """The cards of some solutions, without a need; one drawn before is not drawn again."""
    if len(_cards) > _KEPT_CARDS:
        _cards.clear()
    found: list[Markup] = []
    for row in rows:
        key = (language, row.id, row.version, row.vendor_name, row.status)
        if key not in _cards:
            _cards[key] = draw(row, language)
        found.append(_cards[key])
    return Markup("".join(found))  # noqa: S704 - each card is drawn by a template


def pages_of(count: int) -> int:
    """How many pages a list of so many has; an empty one has one."""
    return max(1, -(-count // PER_PAGE))


def forget() -> None:
    """Drop the cards kept, as when another database is opened."""
    _cards.clear()


class Card(Struct, frozen=True):
    """A solution as a list shows it."""

    id: str
    name: str
    vendor: str
    vendor_name: str
    summary: str
    topics: list[str]
    status: str


def card(one: SolutionRow, language: str) -> Card:
    """What a list shows of a solution."""
    return Card(
        id=one.id,
        name=one.name,
        vendor=one.vendor,
        vendor_name=one.vendor_name,
        summary=one.summary_en if language == "en" else one.summary_fr,
        topics=[the_taxonomy().label(node, language) for node in (*one.domains, *one.capabilities)],
        status=_status(one.status, language),
    )


def draw(one: SolutionRow, language: str) -> Markup:
    """The card of a solution without a need, as an item of a list in HTML."""
    made: Any = _template(language).module
    return Markup("<li>{}</li>\n").format(made.solution_card(card(one, language), None))


def plain_facets(asked: VendorsQuery, language: str) -> Markup:
    """The facets of a list without a need, as HTML: nothing is counted, so they change only with what is chosen."""
    chosen = structs.replace(asked, need="", city="", page=1)
    return _facets(msgspec.json.encode(chosen), language)


@lru_cache(maxsize=256)
def _facets(chosen: bytes, language: str) -> Markup:
    asked = msgspec.json.decode(chosen, type=VendorsQuery)
    made = facets([], asked, language, counted=False)
    return Markup(environment(language).get_template("suppliers/_facets.html").render(facets=made))  # noqa: S704


@cache
def _template(language: str):  # noqa: ANN202 - a template
    return environment(language).get_template("suppliers/_card.html")


def _status(status: str, language: str) -> str:
    return translator(language)(STATUS[status])
