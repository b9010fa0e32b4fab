"""What happened around a project since its market was fixed: about the solutions that were kept, and about the need."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from msgspec import Struct
from sqlmodel import Session, col, select

from municipal.cases.queries import answering
from municipal.cases.rows import CaseRow
from municipal.cases.shelf import shelf
from municipal.cases.watched import withdrawn_since
from municipal.db import Revision
from municipal.projects.own import ProjectRow, StepRow, all_steps, projects_of
from municipal.projects.tables import Project, ProjectStep
from municipal.suppliers.watched import DEREFERENCED, contests, instant, standing
from municipal.thesaurus.queries import thesaurus
from municipal.traces.chain import now
from municipal.web.addresses import address
from municipal.web.language import translator
from vendors.needs.detect import detect

MARKET: Final = "market"
# The longest title of a case that a line repeats.
_LONGEST: Final = 100


class ProjectNews(Struct, frozen=True):
    """Something that concerns a project: when, what, and where to read about it; `key` is the same at every look.

    What the registry does not date (a supplier dereferenced, a solution that left) is told as of now.
    """

    at: str
    kind: str
    title: str
    href: str
    key: str


class Watch(Struct, frozen=True):
    """A project that somebody looks after, with its market as it was fixed: they opened it, or saved its market."""

    project: ProjectRow
    fixed: dict[str, Any]


def market_of(steps: Mapping[str, StepRow]) -> dict[str, Any] | None:
    """The market that a project fixed; None before."""
    row = steps.get(MARKET)
    return row.frozen if row else None


def news(session: Session, fixed: dict[str, Any], language: str) -> list[ProjectNews]:
    """What is new since a market was fixed, the latest first; for its city’s people, who may read what cities share."""
    found = [*_of_solutions(session, fixed, language), *_of_cases(session, fixed, language)]
    return sorted(found, key=lambda one: (one.at, one.key), reverse=True)


def looked_after(session: Session, person: str, city: str) -> list[Watch]:
    """The projects of a city whose market is fixed, and which a person opened or whose market they saved last."""
    steps = all_steps(session, city)
    found: list[Watch] = []
    for project in projects_of(session, city):
        row = None if project.closed_at else steps.get(project.id, {}).get(MARKET)
        if row and row.frozen and person in (project.opened_by, *_savers(row)):
            found.append(Watch(project, row.frozen))
    return found


def keepers(session: Session) -> set[str]:
    """Everybody who opened a project or saved its market; asked within `everything`."""
    saved = select(ProjectStep.author).where(ProjectStep.step == MARKET, col(ProjectStep.frozen).is_not(None))
    fixed: list[Any] = list(session.exec(select(ProjectStep).where(ProjectStep.step == MARKET)))
    opened = session.exec(select(Project.opened_by).where(col(Project.removed_at).is_(None)).distinct())
    return {*session.exec(saved.distinct()), *opened, *(str(one.frozen["by"]) for one in fixed if one.frozen)}


def _savers(row: StepRow) -> tuple[str, str]:
    return row.author, str((row.frozen or {}).get("by", ""))


def _of_solutions(session: Session, fixed: dict[str, Any], language: str) -> Iterator[ProjectNews]:
    _ = translator(language)
    names = _kept(fixed)
    here, told = standing(session, list(names)), contests(session)
    for identity, name in names.items():
        page = address("solution", language, id=identity)
        row = here.get(identity)
        if row is None:
            title = _("{name}\u00a0: cette solution a quitté le registre.").format(name=name)
            yield ProjectNews(now(), "gone", title, address("vendors", language), f"gone:{identity}")
        elif row.status == DEREFERENCED:
            title = _("{name}\u00a0: le fournisseur a été retiré.").format(name=name)
            yield ProjectNews(now(), "dereferenced", title, page, f"dereferenced:{identity}")
        for number, at in told.get(identity, {}).items():
            if at >= fixed["at"]:
                title = _("{name}\u00a0: quelqu’un conteste ce qui en est dit.").format(name=name)
                yield ProjectNews(at, "contested", title, page, f"contested:{number}")


def _of_cases(session: Session, fixed: dict[str, Any], language: str) -> Iterator[ProjectNews]:
    """Cases told or withdrawn since, of a solution that was kept or of the same need; each once."""
    _ = translator(language)
    names, need = _kept(fixed), str(fixed.get("need", "")).strip()
    fresh = [row for row in shelf(session).rows(language, demo=_is_demo(session)) if _told_at(row) >= fixed["at"]]
    about_need = {row.id for row in answering(fresh, need)} if need else set[str]()
    for row in fresh:
        if row.solution in names or row.id in about_need:
            what = names[row.solution] if row.solution in names else _("votre besoin")
            title = row.title if len(row.title) <= _LONGEST else f"{row.title[:_LONGEST]}…"
            told = _("Un cas a été publié sur {what}\u00a0: {title}").format(what=what, title=title)
            yield ProjectNews(_told_at(row), "case", told, address("case", language, id=row.id), f"case:{row.id}")
    detected = detect(need, thesaurus(session)) if need else None
    wanted = set(detected.domains or detected.capabilities) if detected else set[str]()
    for one in withdrawn_since(session, fixed["at"]):
        if one.solution in names or wanted & set(one.nodes):
            what = names.get(one.solution) or _("votre besoin")
            told = _("Un cas a été retiré sur {what}.").format(what=what)
            yield ProjectNews(one.at, "withdrawn", told, address("case", language, id=one.id), f"withdrawn:{one.id}")


def _kept(fixed: dict[str, Any]) -> dict[str, str]:
    """The names of the solutions that were kept, as they were then."""
    return {str(row["solution"]): str(row["name"]) for row in fixed.get("rows", []) if row.get("kept")}


def _told_at(row: CaseRow) -> str:
    """When a city published a case; one that a public source documents is there from the day it was read."""
    return row.told.published_at if row.told else instant(row.read_on)


def _is_demo(session: Session) -> bool:
    return session.exec(select(Revision.world)).one() != "real"
