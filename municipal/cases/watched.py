"""What a search of cases gives, as a kept search has it; and which cases were withdrawn, with what they spoke of."""

from collections.abc import Mapping
from typing import Any, Final

import msgspec
from msgspec import Struct
from sqlalchemy import select as columns
from sqlmodel import Session, col

from municipal.cases.cards import card, facets
from municipal.cases.forms import CasesQuery
from municipal.cases.own import KIND
from municipal.cases.queries import CaseRow, answering, keep, library
from municipal.cases.tables import CityCase
from municipal.traces.versions import history
from municipal.watched import Watched, chosen
from municipal.web.actor import Actor
from municipal.web.addresses import address

FORM: Final = CasesQuery


class Gone(Struct, frozen=True):
    """A case that stood published and was withdrawn: when, and what its last public text spoke of."""

    id: str
    at: str
    solution: str
    nodes: tuple[str, ...]


def listed(
    session: Session, given: Mapping[str, Any], language: str, *, demo: bool, reader: Actor | None = None
) -> list[Watched]:
    """The cases of a search; what may change is the version that a city published."""
    asked = msgspec.convert(given, CasesQuery)
    rows, need = library(session, language, demo=demo, reader=reader), asked.need.strip()
    return [_watched(row, language) for row in keep(answering(rows, need) if need else rows, asked.chosen())]


def labels(_session: Session, given: Mapping[str, Any], language: str) -> list[str]:
    """What a search asks, in words: the need, then the choices of its filters."""
    asked = msgspec.convert(given, CasesQuery)
    return [one for one in (asked.need.strip(), *chosen(facets([], asked, language), language)) if one]


def withdrawn_since(session: Session, moment: str) -> list[Gone]:
    """The cases that were withdrawn since an instant, the first first."""
    query = (
        columns(col(CityCase.city), col(CityCase.id), col(CityCase.published_at))
        .where(col(CityCase.published_at).is_not(None), col(CityCase.published_at) >= moment)
        .where(col(CityCase.published).is_(None))
        .order_by(col(CityCase.published_at), col(CityCase.id))
    )
    return [_gone(session, *row) for row in session.execute(query).all()]


def _gone(session: Session, city: str, identity: str, at: str) -> Gone:
    # What was being written since then was never public: the version that was published tells.
    kept = history(session, KIND, identity, body=city)
    nothing: dict[str, Any] = {}
    values = next((one.values for one in kept if one.values.get("stage") == "published"), nothing)
    nodes = [str(given) for name, given in values.items() if name.startswith(("domain_", "capability_")) and given]
    return Gone(identity, at, str(values.get("solution") or ""), tuple(nodes))


def _watched(row: CaseRow, language: str) -> Watched:
    shown = card(row, language)
    return Watched(
        row.id,
        row.title,
        address("case", language, id=row.id),
        f"{row.read_on}T00:00:00+00:00",
        f"{shown.where}. {shown.state}. {shown.effect}.",
        {"published": [row.told.published_at] if row.told else []},
    )
