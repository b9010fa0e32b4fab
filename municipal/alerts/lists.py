"""The lists whose searches may be kept, and a search as it is stored: the parameters of its address, checked."""

from collections.abc import Callable
from typing import Any, Final
from urllib.parse import parse_qsl

import msgspec
from msgspec import Struct
from sqlmodel import Session

from municipal.cases import watched as cases
from municipal.shared_needs import watched as needs
from municipal.suppliers import watched as vendors
from municipal.watched import Watched
from municipal.web.addresses import ADDRESSES, FEEDS, address, canonical
from municipal.web.form import multi, parse
from municipal.web.language import translator
from municipal.web.marking import mark

Asked = dict[str, Any]
MOST_NAME: Final = 120
# The page of a list is no part of what is asked.
_NOT_ASKED: Final = "page"


class List(Struct, frozen=True):
    """A list: the Struct that its page reads, what it gives, its search in words, its name when nothing is asked."""

    form: type[Struct]
    listed: Callable[..., list[Watched]]
    labels: Callable[[Session, Asked, str], list[str]]
    all_of_it: str


LISTS: Final = {
    "vendors": List(vendors.FORM, vendors.listed, vendors.labels, mark("Toutes les solutions")),
    "cases": List(cases.FORM, cases.listed, cases.labels, mark("Tous les cas d’usage")),
    "needs": List(needs.FORM, needs.listed, needs.labels, mark("Tous les besoins partagés")),
}


def asked_of(page: str, query: str) -> Asked | None:
    """What the query string of a list asks, in either language; None when it holds what the list does not know."""
    try:
        pairs = canonical(parse_qsl(query, keep_blank_values=True, max_num_fields=200))
    except ValueError:
        return None
    value, _errors = parse(LISTS[page].form, multi(pairs))
    if value is None:
        return None
    given, plain = (msgspec.to_builtins(one) for one in (value, LISTS[page].form()))
    return {name: one for name, one in given.items() if name != _NOT_ASKED and one != plain[name]}


def path_of(page: str, asked: Asked, language: str) -> str:
    """The path of a search."""
    return address(page, language, **asked)


def feed_of(page: str, asked: Asked, language: str) -> str:
    """The path of its feed."""
    return FEEDS[page][language] + path_of(page, asked, language).removeprefix(ADDRESSES[page][language])


def named(session: Session, page: str, asked: Asked, language: str) -> str:
    """What a search is called, from what it asks."""
    told = "; ".join(LISTS[page].labels(session, asked, language)) or translator(language)(LISTS[page].all_of_it)
    return told if len(told) <= MOST_NAME else told[: MOST_NAME - 1].rstrip() + "…"
