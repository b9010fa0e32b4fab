"""The need at its step: beside it, what the city measures, who else has it, what was tried, what the law asks."""

from collections.abc import Mapping
from typing import Any, Final

from msgspec import Struct
from sqlmodel import Session

from municipal.cases.queries import answering, library
from municipal.cases.rows import CaseRow
from municipal.db import reading
from municipal.indicators.queries import Point, TrackedRow, city_readings, tracked_by
from municipal.indicators.spark import HEIGHT, WIDTH, spark
from municipal.law.queries import the_law
from municipal.projects.naming import named
from municipal.projects.opening import baseline
from municipal.projects.own import ProjectRow, StepRow, steps_of
from municipal.projects.step_acts import keep, version_of
from municipal.projects.step_form import NO_INDICATOR, plain
from municipal.projects.step_kit import Again, Extra, Made, Stand
from municipal.shared_needs.offer import offer
from municipal.thesaurus.queries import thesaurus
from municipal.web.form import FieldError, said
from municipal.web.format import today
from municipal.web.language import translator
from municipal.web.page import Asked, language, settings
from vendors.needs.detect import detect
from vendors.tenders.regime import Article, articles_on

STEP: Final = "need"
# What each answer asks, by the topic of the law that says so.
_ASKED: Final = {"personal": "privacy", "automated": "automated"}
_TRIGGERS: Final = {"personal": ("yes", "unknown"), "automated": ("yes",)}
_MOST_CASES: Final = 3
_BASELINE: Final = ("baseline", "baseline_on")


class Measured(Struct, frozen=True):
    """The indicator of a need as the city measures it: the latest reading, and a curve as small as a word."""

    row: TrackedRow
    points: list[Point]
    curve: str


class Asks(Struct, frozen=True):
    """What the law asks where an answer is yes, or not known yet."""

    answer: str
    known: bool
    articles: list[Article]


def show(session: Session, stand: Stand) -> dict[str, Any]:
    """What stands beside the need, by what is told of it, or was just typed."""
    row = stand.steps.get(STEP)
    told = stand.again.values if stand.again else row.told if row else {}
    words = (told.get("words", "") or stand.project.words).strip()
    spoken, city = stand.language, stand.project.city
    follows = tracked_by(session, city, spoken)
    mine = next((one for one in follows if one.indicator == told.get("indicator")), None)
    points = city_readings(session, city, spoken).get(mine.indicator, []) if mine else []
    return {
        "extra_beside": True,
        "box": (WIDTH, HEIGHT),
        "measured": Measured(mine, points, spark(points)) if mine else None,
        "without": told.get("indicator") == NO_INDICATOR,
        "fresh": None if stand.again else _fresh(session, city, row, spoken),
        "shared": offer(session, stand.at.actor, words, detect(words, thesaurus(session)), None, spoken),
        "cases": _cases(session, stand, words),
        "asks": _asks(session, told),
        "step_warnings": _warnings(session, told, spoken),
    }


def _fresh(session: Session, city: str, row: StepRow | None, spoken: str) -> dict[str, str] | None:
    """The latest reading of the indicator, where what is told as its value today is another one."""
    if row is None or row.told.get("indicator", "") in ("", NO_INDICATOR):
        return None
    latest = baseline(session, city, row.told["indicator"], spoken)
    told = {name: row.told.get(name, "") for name in _BASELINE}
    return latest if latest and latest != told else None


def _cases(session: Session, stand: Stand, words: str) -> list[CaseRow]:
    demo = settings(stand.request).demo
    rows = library(session, stand.language, demo=demo, reader=stand.at.actor)
    return [row for row in answering(rows, words) if row.municipality != stand.project.city][:_MOST_CASES]


def _warnings(session: Session, told: Mapping[str, str], spoken: str) -> list[str]:
    """Which words to take out, where the need names what somebody sells."""
    _ = translator(spoken)
    found = named(session, " \n".join(told.get(name, "") for name in ("words", "problem")))
    if not found:
        return []
    quoted = ", ".join(f"«\u00a0{one}\u00a0»" if spoken == "fr" else f"“{one}”" for one in found)
    why = _("Un besoin qui nomme un produit ferme le marché avant de l’avoir vu.")
    take_out = _("Retirez ces mots s’ils nomment un produit ou une entreprise\u00a0: {words}.")
    return [f"{take_out.format(words=quoted)} {why}"]


def _asks(session: Session, told: Mapping[str, str]) -> list[Asks]:
    """What the law asks of this need; nothing where no article of ours says it."""
    law = the_law(session)
    found = [
        Asks(name, told.get(name) == "yes", articles_on(law, topic, today()))
        for name, topic in _ASKED.items()
        if told.get(name) in _TRIGGERS[name]
    ]
    return [one for one in found if one.articles]


def done(request: Asked, city: str, project: ProjectRow, raw: Mapping[str, list[str]]) -> Made:
    """Say that the need is ready; but a value that was left from another indicator is read again first."""
    spoken = language(request)
    told = plain(STEP, {name: said(raw, name) for name in raw}, spoken)
    with reading() as session:
        row = steps_of(session, city, project.id).get(STEP)
        latest = dict.fromkeys(_BASELINE, "") | baseline(session, city, told["indicator"], spoken)
    if row and row.version == version_of(raw) and _is_left(row.told, told) and not _same(told, latest):
        _ = translator(spoken)
        read = _("Relisez cette valeur\u00a0: celle d’avant était celle d’un autre indicateur.")
        return Again(told | latest, [FieldError("baseline", read)], row.version)
    return keep(request, city, project, raw, done=True)


def take_latest(request: Asked, city: str, project: ProjectRow, raw: Mapping[str, list[str]]) -> Made:
    """Take the latest reading as the value today; everything else stays as it is told."""
    with reading() as session:
        row = steps_of(session, city, project.id).get(STEP)
        told = row.told if row else {}
        told = told | baseline(session, city, told.get("indicator", ""), language(request))
    beside = {name: raw.get(name, []) for name in ("project", "step", "version", "once")}
    given = {name: [value] for name, value in told.items()}
    return keep(request, city, project, given | beside, done=bool(row and row.done_at))


def _is_left(before: Mapping[str, str], now: Mapping[str, str]) -> bool:
    """Whether another indicator is chosen, beside the value of the one before."""
    other = before.get("indicator", "") not in ("", now["indicator"])
    return other and bool(before.get("baseline")) and _same(before, now)


def _same(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    return all(one.get(name, "") == other.get(name, "") for name in _BASELINE)


EXTRA = Extra("projects/_need.html", show, {"done": done, "latest": take_latest})
