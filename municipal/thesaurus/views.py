"""The thesaurus as whoever grows it reads it: weak needs, words that wait, words in use, and what a word changes."""

from pathlib import Path
from typing import Any, Final

from msgspec import Struct
from sqlmodel import Session

from municipal.cities.desk import called
from municipal.needs import labels
from municipal.thesaurus.check import others
from municipal.thesaurus.checking import Effect
from municipal.thesaurus.queries import TermRow, accepted, closed, thesaurus, waiting
from municipal.thesaurus.weak_queue import NO_NEED, NOTHING_OFFERED, SettledRow, WeakNeed, read, settled, weak_needs
from municipal.web.language import translator
from municipal.web.page import choices
from vendors.needs.detect import detect
from vendors.needs.extending import extended
from vendors.needs.taxonomy import TermSeed

# How many weak needs, and how many that were settled, a page shows.
MOST: Final = 50


class Word(Struct, frozen=True):
    """A word, what it names, who proposed it and who answered; `own` when whoever reads proposed it."""

    row: TermRow
    names: str
    who: str
    answered_by: str
    own: bool


class Asked(Struct, frozen=True):
    """A weak need, with what is understood of it today, and whether a word waits for it."""

    need: WeakNeed
    understood: list[str]
    waits: bool


class Settled(Struct, frozen=True):
    """A weak need that was settled, and by whom."""

    row: SettledRow
    who: str


class Told(Struct, frozen=True):
    """A need that would be read less well, in words."""

    need: str
    expected: str
    before: str
    after: str


class Change(Struct, frozen=True):
    """What a word changes, in words; `then`: of its own need; `answered`: whether that finds."""

    effect: Effect
    worse: list[Told]
    others: list[str]
    then: list[str]
    answered: bool


def everything(session: Session, folder: Path, person: str, spoken: str) -> dict[str, Any]:
    """What the list shows."""
    asked, weak = waiting(session), weak_needs(folder, session)
    proposed = {row.need for row in asked}
    done = settled(session)
    return {
        "asked": [word(session, row, person, spoken) for row in asked],
        "in_use": [word(session, row, person, spoken) for row in accepted(session)],
        "closed": [word(session, row, person, spoken) for row in closed(session)],
        "weak": [Asked(one, named(one.nodes, spoken), one.need in proposed) for one in weak[:MOST]],
        "weak_count": len(weak),
        "settled": [Settled(row, called(session, row.person, spoken)) for row in done[:MOST]],
        "settled_count": len(done),
    }


def of_need(session: Session, one: WeakNeed, spoken: str) -> dict[str, Any]:
    """What the page of a weak need shows: what is understood of it, and the choices of its forms."""
    _ = translator(spoken)
    nodes, answers = read(session, one.need)
    domains, means = labels("domain", spoken), labels("capability", spoken)
    return {
        "one": one,
        "understood": named(nodes, spoken),
        "answers": answers,
        "known": next((row for row in settled(session) if row.key == one.key), None),
        "nodes": choices([("", _("Choisir")), *domains, *means]),
        "domains": choices(domains),
        "means": choices(means),
        "languages": choices([("fr", _("français")), ("en", _("anglais"))]),
        "verdicts": choices(
            [
                (NOTHING_OFFERED, _("Un besoin, mais rien n’est encore offert")),
                (NO_NEED, _("Ce n’est pas un besoin")),
            ]
        ),
    }


def word(session: Session, row: TermRow, person: str, spoken: str) -> Word:
    """A word with the names of what it names and of whoever acted."""
    names = named([row.node], spoken)
    second = called(session, row.second, spoken) if row.second else ""
    return Word(row, names[0] if names else row.node, called(session, row.person, spoken), second, row.person == person)


def change(session: Session, row: TermSeed, need: str, effect: Effect, spoken: str) -> Change:
    """What a word changes, in words."""
    known = thesaurus(session)
    worse = [
        Told(one.need, *(", ".join(named(nodes, spoken)) for nodes in (one.expected, one.before, one.after)))
        for one in effect.worse
    ]
    then = detect(need, extended(known, [row])).nodes if need else []
    return Change(effect, worse, others(row, known, spoken), named(then, spoken), need in effect.answers)


def named(nodes: list[str], spoken: str) -> list[str]:
    """The names of nodes; one that is gone says nothing."""
    known = dict([*labels("domain", spoken), *labels("capability", spoken)])
    return [known[node] for node in nodes if node in known]
