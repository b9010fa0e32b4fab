"""The grid of a project as a document: criteria, questions with their sources, and room for each bidder’s points."""

from collections.abc import Mapping
from typing import Any, Final

from sqlmodel import Session

from municipal.documents.document import Bullets, Document, Heading, Paragraph, Part
from municipal.law.queries import the_law
from municipal.people.bodies import body_name
from municipal.projects.grid import STEP, default_grid, grid_route, is_fixed
from municipal.projects.grid_fixed import frozen_grid
from municipal.projects.grid_market import left_out, market_study
from municipal.projects.grid_read import FixedView, fixed_view
from municipal.projects.grid_tables import choice, criteria, questions
from municipal.projects.own import ProjectRow, StepRow, project_of
from municipal.web.format import date, moment, today
from municipal.web.language import translator
from municipal.web.page import found

_CALLS: Final = ("public_call", "invitation")


def grid_document(session: Session, city: str, project: str, steps: Mapping[str, StepRow], language: str) -> Document:
    """The grid, as it is fixed or as an « Ébauche »; without one, the grid that is ready to begin with.

    In a call no supplier stands in it, and five columns wait for bidders; else a column for each compared solution.
    """
    _ = translator(language)
    row, one = steps.get(STEP), found(project_of(session, city, project))
    fixed = row.frozen if row and row.frozen and is_fixed(row) else None
    route, market = (steps[name].frozen if name in steps else None for name in ("route", "market"))
    view = fixed_view(fixed or _draft(row, one, route), the_law(session), language)
    call = grid_route(route) in _CALLS
    parts: list[Part] = [
        Paragraph(_("{city}. {project}.").format(city=_city(session, city, language), project=one.title)),
        Paragraph(_about(view, fixed, language)),
        *choice(view, language),
        *criteria(view, blank=call or not market or not market["compared"], language=language),
    ]
    if market and market["compared"] and not call:
        parts += market_study(session, market, view.criteria, language)
    parts += questions(view, language)
    if market and not call:
        parts += left_out(market, language)
    parts += [*_route(route, language), *_digests(fixed, market, language)]
    parts.append(Paragraph(_("Ceci n’est pas un avis juridique."), strong=True))
    notice = "" if fixed else _("Ébauche\u00a0: la grille n’est pas figée.")
    return Document(_("Grille d’évaluation"), language, parts, notice=notice)


def _draft(row: StepRow | None, project: ProjectRow, route: Mapping[str, Any] | None) -> dict[str, Any]:
    kind = str(route.get("kind") or "") if route else ""
    return frozen_grid(
        row.told if row and row.told else default_grid(grid_route(route), kind, language=project.language)
    )


def _city(session: Session, city: str, language: str) -> str:
    name = body_name(session, city, language) or city
    return name[:1].upper() + name[1:]


def _about(view: FixedView, fixed: Mapping[str, Any] | None, language: str) -> str:
    _ = translator(language)
    if fixed:
        return _("Figée le {moment}.").format(moment=moment(view.at, language))
    return _("Ébauche du {day}.").format(day=date(today(), language))


def _route(route: Mapping[str, Any] | None, language: str) -> list[Part]:
    """The route that was fixed: each reason with its articles."""
    _ = translator(language)
    if not route:
        return []
    told: list[str] = []
    for reason in route["reasons"]:
        cited = ", ".join(
            f"{one['regime']} {one['article']}".strip() + ("" if one["verified"] else f" ({_('non vérifié')})")
            for one in reason["articles"]
        )
        told.append(f"{reason[f'text_{language}']} {cited}".strip())
    return [Heading(_("La voie, et pourquoi")), Bullets(told)]


def _digests(fixed: Mapping[str, Any] | None, market: Mapping[str, Any] | None, language: str) -> list[Part]:
    """What was fixed, when, and the digest by which anybody can verify it."""
    _ = translator(language)
    say = _("{what}, le {moment}. Empreinte SHA-256\u00a0: {digest}")
    named = ((_("Grille figée"), fixed), (_("Étude de marché figée"), market))
    told = [
        say.format(what=what, moment=moment(one["at"], language), digest=one["digest"]) for what, one in named if one
    ]
    return [Heading(_("Dates et empreintes")), Bullets(told)] if told else []
