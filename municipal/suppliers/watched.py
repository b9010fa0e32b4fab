"""What a search of suppliers gives, as its feed and a kept search have it: the solutions, and what is known of each."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

import msgspec
from sqlmodel import Session, col, select

from municipal.cases.queries import CaseRow, library
from municipal.kept import kept
from municipal.places.queries import who
from municipal.suppliers.facets import facets, keep
from municipal.suppliers.forms import VendorsQuery
from municipal.suppliers.listing import card
from municipal.suppliers.queries import registry, search
from municipal.suppliers.tables import Report
from municipal.watched import Watched, chosen
from municipal.web.actor import Actor
from municipal.web.addresses import address
from municipal.web.language import translator
from vendors.registry.queries import SolutionRow, facts, fit_statements, solutions

FORM: Final = VendorsQuery
DEREFERENCED: Final = "dereferenced"
# What nobody dated was there before the first day of this site.
NEVER: Final = "2026-01-01T00:00:00+00:00"


def asked_rows(session: Session, asked: VendorsQuery) -> list[SolutionRow]:
    """The solutions that a search gives, all its pages together."""
    need = asked.need.strip()
    if not need:
        return keep(registry(session).solutions.values(), asked)
    place = who(session, asked.city).place if asked.city.strip() else None
    return keep([one.solution for one in search(session, need, city=place.code if place else None).results], asked)


def listed(
    session: Session, given: Mapping[str, Any], language: str, *, demo: bool, reader: Actor | None = None
) -> list[Watched]:
    """The solutions of a search, each with what may change: its status, who contests it, the cases that used it."""
    _ = translator(language)
    rows = asked_rows(session, msgspec.convert(given, VendorsQuery))
    told, read, cases = contests(session), _read_on(session), _cases(session, language, demo=demo, reader=reader)

    def watched(row: SolutionRow) -> Watched:
        shown, about = card(row, language), told.get(row.id, {})
        used = cases.get(row.id, [])
        sentences = [f"{shown.vendor_name} ({shown.status})", shown.summary.rstrip(".")]
        if about:
            sentences.append(_("Quelqu’un conteste ce qui en est dit"))
        changed = [read.get(row.id, NEVER), *about.values(), *(instant(case.read_on) for case in used)]
        return Watched(
            row.id,
            row.name,
            address("solution", language, id=row.id),
            max(changed, key=dt.datetime.fromisoformat),
            ". ".join(sentences) + ".",
            {"status": [row.status], "contests": sorted(about), "cases": sorted(case.id for case in used)},
        )

    return [watched(row) for row in rows]


def labels(session: Session, given: Mapping[str, Any], language: str) -> list[str]:
    """What a search asks, in words: the need, the choices of its facets, the city."""
    asked = msgspec.convert(given, VendorsQuery)
    filters = chosen(facets([], asked, language, counted=False), language)
    place = who(session, asked.city).place if asked.city.strip() else None
    return [one for one in (asked.need.strip(), *filters, place.name if place else "") if one]


def contests(session: Session) -> dict[str, dict[str, str]]:
    """The contestations that were received of each solution, by number, with their instant."""
    query = select(Report.solution, Report.id, Report.received_at).where(Report.kind == "contest")
    found: dict[str, dict[str, str]] = {}
    for solution, number, at in session.exec(query.order_by(col(Report.received_at), col(Report.id))):
        found.setdefault(solution, {})[number] = at
    return found


def standing(session: Session, ids: list[str]) -> dict[str, SolutionRow]:
    """Of some solutions, those that the registry still knows."""
    return {row.id: row for row in solutions(session, ids=ids)}


def instant(day: dt.date | str) -> str:
    """A day as an instant: its first."""
    return f"{day}T00:00:00+00:00"


def _cases(session: Session, language: str, *, demo: bool, reader: Actor | None) -> dict[str, list[CaseRow]]:
    found: dict[str, list[CaseRow]] = {}
    for row in library(session, language, demo=demo, reader=reader):
        if row.solution:
            found.setdefault(row.solution, []).append(row)
    return found


@kept
def _read_on(session: Session) -> dict[str, str]:
    """When a source about each solution was last read."""
    days: dict[str, str] = {}
    for one in (*facts(session), *fit_statements(session)):
        days[one.solution] = max(days.get(one.solution, ""), one.read_on)
    return {solution: instant(day) for solution, day in days.items()}
