"""The list of public notices: which ones an address asks for, and the facets that narrow it."""

from typing import Any, Final

import msgspec
from sqlmodel import Session

from municipal.notices.forms import NoticesQuery
from municipal.notices.lines import category
from municipal.notices.queries import PER_PAGE, Listed, every, like, newest, numbers_of, software
from municipal.notices.words import BUYERS, buyer_kind
from municipal.web.addresses import ADDRESSES, FEEDS, address
from municipal.web.facets import Facet, Values, facets, kept
from municipal.web.language import translator
from vendors.notices.rows import NoticeRow
from vendors.notices.similar import Like

FORM: Final = NoticesQuery
VALUES: Final[Values[NoticeRow]] = {
    "buyer": lambda row: [buyer_kind(row.municipal)],
    "category": lambda row: [row.category] if row.category else [],
}


def listed(session: Session, asked: NoticesQuery) -> Listed:
    """A page of what is asked for: a supplier’s notices, all of them, those like a need, or those about software."""
    if asked.vendor:
        return every(session, asked.page, neqs=numbers_of(session, asked.vendor))
    if asked.kind:
        return every(session, asked.page)
    rows, likes = _in_memory(session, asked)
    narrowed = kept(rows, VALUES, _chosen(asked))
    start = (asked.page - 1) * PER_PAGE
    shown = [likes.get(row.ocid) or Like(row, [], []) for row in narrowed[start : start + PER_PAGE]]
    return Listed(shown, len(narrowed), rows)


def whole(session: Session, asked: NoticesQuery, most: int) -> list[NoticeRow]:
    """The same list, all its pages together, up to a number of notices."""
    if asked.vendor or asked.kind:
        return newest(session, most, neqs=numbers_of(session, asked.vendor) if asked.vendor else None)
    rows, _likes = _in_memory(session, asked)
    return kept(rows, VALUES, _chosen(asked))[:most]


def _in_memory(session: Session, asked: NoticesQuery) -> tuple[list[NoticeRow], dict[str, Like]]:
    """The notices about software, or those like a need with what they share with it."""
    likes = {one.notice.ocid: one for one in like(session, asked.need, most=None)}
    return ([one.notice for one in likes.values()] if asked.need.strip() else software(session)), likes


def facets_of(found: Listed, asked: NoticesQuery, language: str) -> list[Facet]:
    """The facets of a list that is held in memory."""
    _ = translator(language)
    named = {row.category: category(row, language) for row in found.counted if row.category}
    choices = {
        "buyer": (_("Acheteur"), [(key, _(text)) for key, text in BUYERS.items()]),
        "category": (
            _("Catégorie SEAO"),
            [(key, f"{key} {one.label}" if one else key) for key, one in sorted(named.items())],
        ),
    }
    return facets(found.counted, VALUES, choices, _chosen(asked), language) if found.counted else []


def at(asked: NoticesQuery, language: str, page: int) -> str:
    """The address of another page of the same list."""
    given: dict[str, Any] = msgspec.structs.asdict(asked) | {"page": page}
    return address("notices", language, **given)


def feed(asked: NoticesQuery, language: str) -> str:
    """The address of the feed of a list: its newest notices, whatever the page."""
    given: dict[str, Any] = msgspec.structs.asdict(asked) | {"page": "", "need": asked.need.strip()}
    kept_query = address("notices", language, **given).removeprefix(ADDRESSES["notices"][language])
    return FEEDS["notices"][language] + kept_query


def _chosen(asked: NoticesQuery) -> dict[str, list[str]]:
    return {"buyer": asked.buyer, "category": asked.category}
