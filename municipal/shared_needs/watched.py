"""What a search of shared needs gives, as its feed and a kept search have it."""

from collections.abc import Mapping
from typing import Any, Final

import msgspec
from sqlmodel import Session

from municipal.needs import labels as nodes
from municipal.shared_needs.forms import NeedsQuery
from municipal.shared_needs.queries import needs
from municipal.shared_needs.words import cities
from municipal.watched import Watched
from municipal.web.actor import Actor
from municipal.web.addresses import address

FORM: Final = NeedsQuery


def listed(
    session: Session, given: Mapping[str, Any], language: str, *, demo: bool = False, reader: Actor | None = None
) -> list[Watched]:
    """The needs of a search, for any reader; a city that joins one is told to who follows that need."""
    del demo, reader
    asked = msgspec.convert(given, NeedsQuery)
    return [
        Watched(
            row.id,
            row.words,
            address("need", language, id=row.id),
            row.latest,
            ". ".join([cities(row.cities, language), *row.labels]),
        )
        for row in needs(session, language, domain=asked.domain, q=asked.q)
    ]


def labels(_session: Session, given: Mapping[str, Any], language: str) -> list[str]:
    """What a search asks, in words: the domain, then the words of the need."""
    asked = msgspec.convert(given, NeedsQuery)
    named = dict(nodes("domain", language)).get(asked.domain, "")
    return [one for one in (asked.q.strip(), named) if one]
