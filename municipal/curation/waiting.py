"""What waits for curation, each source by itself."""

from collections.abc import Callable, Iterator
from typing import Final

from msgspec import Struct
from sqlmodel import Session, select

from municipal.curation import edits
from municipal.curation.promises import day_of, due
from municipal.declarations.queries import in_states
from municipal.duplicates.doubts import all_doubts
from municipal.lifecycle import the_lifecycle
from municipal.shared_needs.desk_queue import queue as desk_queue
from municipal.suppliers.reports import waiting as reports
from municipal.thesaurus.queries import waiting as words_waiting
from municipal.web.addresses import address
from municipal.web.language import translator
from vendors.registry.lifecycle import confirmations_due
from vendors.registry.queries import solutions
from vendors.registry.tables import LifecycleStep, PairDecision

WAITING: Final = "waiting"


class Asked(Struct, frozen=True):
    """Who reads the queue, in which language, on which day (ISO), and what they may do."""

    person: str
    spoken: str
    today: str
    may: Callable[[str], bool]


class Waiting(Struct, frozen=True):
    """A thing that waits; `title` leads to where it is decided, `about` is whom it is about.

    `second`: it waits for a second person, and `own` says that the reader was the first.
    """

    kind: str
    title: str
    href: str
    about: str
    about_href: str
    since: str
    due_on: str
    late: bool
    second: bool = False
    own: bool = False


def _line(asked: Asked, kind: str, title: str, href: str, since: str, due_on: str = "", **more: object) -> Waiting:
    day = due_on or (due(kind, since) if since else "")
    about = {"about": "", "about_href": ""} | more
    return Waiting(kind, title, href, since=since, due_on=day, late=bool(day) and day < asked.today, **about)  # type: ignore[arg-type]


def _told(session: Session, asked: Asked) -> Iterator[Waiting]:
    """The reports and contestations without an answer."""
    _ = translator(asked.spoken)
    rows = reports(session)
    names = {one.id: one.name for one in solutions(session, ids=list({row.solution for row in rows}))}
    for row in rows:
        title = _("Message {number}").format(number=row.id)
        if row.state == "more":
            title = _("Message {number}, précisions demandées").format(number=row.id)
        known = row.solution in names
        yield _line(
            asked,
            row.kind,
            title,
            address("curation_report", asked.spoken, id=row.id),
            day_of(row.received_at),
            row.due_on,
            about=names.get(row.solution, row.solution),
            about_href=address("solution", asked.spoken, id=row.solution) if known else "",
        )


def _declared(session: Session, asked: Asked) -> Iterator[Waiting]:
    """What enterprises declare."""
    _ = translator(asked.spoken)
    names = {"new": _("Nouvelle fiche"), "correction": _("Correction"), "confirmation": _("Confirmation annuelle")}
    known = all_doubts(session).names
    for row in in_states(session, "told", "first"):
        day = day_of(row.told_at or row.asked_at)
        yield _line(
            asked,
            "declaration",
            names.get(row.kind, row.kind),
            address("curation_declaration", asked.spoken, id=row.id),
            day,
            row.due_on or "",
            about=known.get(row.vendor or "", row.told.get("name", "") or row.name),
            about_href=address("curation_vendor", asked.spoken, id=row.vendor) if row.vendor else "",
            second=row.state == "first",
            own=row.state == "first" and row.first == asked.person,
        )


def _doubted(session: Session, asked: Asked) -> Iterator[Waiting]:
    """The possible duplicates."""
    found = all_doubts(session)
    _ = translator(asked.spoken)
    for one in found.pairs:
        names = found.names.get(one.left, one.left), found.names.get(one.right, one.right)
        href = address("curation_pair", asked.spoken, left=one.left, right=one.right)
        yield _line(asked, "pair", _("{left} et {right}").format(left=names[0], right=names[1]), href, found.day(one))


def _seconds(session: Session, asked: Asked) -> Iterator[Waiting]:
    """The decisions that wait for a second person."""
    spoken, names = asked.spoken, all_doubts(session).names
    _ = translator(spoken)

    def line(title: str, href: str, at: str, person: str, vendor: str = "") -> Waiting:
        more = {"about": names.get(vendor, vendor), "about_href": _vendor(vendor, spoken)} if vendor else {}
        return _line(asked, "second", title, href, day_of(at), second=True, own=person == asked.person, **more)

    for pair in session.exec(select(PairDecision).where(PairDecision.state == WAITING)):
        two = {"left": names.get(pair.left, pair.left), "right": names.get(pair.right, pair.right)}
        told = _("Réunir {left} et {right}") if pair.decision == "merged" else _("Séparer {left} et {right}")
        href = address("curation_pair", spoken, left=pair.left, right=pair.right)
        yield line(told.format(**two), href, pair.at, pair.person)
    for edit in edits.waiting(session):
        yield line(_("Correction de la fiche"), _vendor(edit.vendor, spoken), edit.at, edit.person, edit.vendor)
    for step in session.exec(select(LifecycleStep).where(LifecycleStep.state == WAITING)):
        yield line(_("Statut dans Repère"), _vendor(step.vendor, spoken), step.at, step.person, step.vendor)
    for term in words_waiting(session):
        title = _("Mot proposé\u00a0: {word}").format(word=term.term)
        yield line(title, address("curation_words", spoken, word=str(term.id)), term.at, term.person)


def _confirmations(session: Session, asked: Asked) -> Iterator[Waiting]:
    """The suppliers whose yearly confirmation is due."""
    _ = translator(asked.spoken)
    for one in confirmations_due(session, asked.today, the_lifecycle()):
        href = _vendor(one.vendor, asked.spoken)
        yield _line(
            asked,
            "confirmation",
            _("Confirmation annuelle à demander"),
            href,
            one.since,
            about=one.name,
            about_href=href,
        )


def _questions(session: Session, asked: Asked) -> Iterator[Waiting]:
    """The questions to the desk, for whoever may answer them; neither who asks nor what."""
    if not asked.may("desk.answer"):
        return
    _ = translator(asked.spoken)
    for one in desk_queue(session):
        about = {"about": one.need, "about_href": address("vendors", asked.spoken, need=one.need)} if one.need else {}
        href = address("desk_requests", asked.spoken)
        yield _line(asked, "desk", _("Question d’une personne"), href, day_of(one.asked_at), one.due_on, **about)


def _vendor(identity: str, spoken: str) -> str:
    return address("curation_vendor", spoken, id=identity)


SOURCES: Final = (_told, _declared, _doubted, _seconds, _confirmations, _questions)
