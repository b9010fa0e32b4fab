"""The home of a body: what one may do there, how far each thing is, and what waits."""

from typing import Final

from msgspec import Struct
from sqlmodel import Session

from municipal.cases.own import waiting
from municipal.cities.desk import Desk
from municipal.cities.presentation import author_for
from municipal.cities.queries import states, text_of
from municipal.cities.task import Task, to
from municipal.cities.together import of_any
from municipal.cities.together import of_city as shared_by
from municipal.indicators.queries import tracked_ids
from municipal.people.census import census
from municipal.people.delegations import DelegationRow, of_city, of_mrc
from municipal.people.queries import members
from municipal.places.queries import place
from municipal.projects.own import count_of
from municipal.web.addresses import address
from municipal.web.language import translator
from municipal.web.marking import mark

STATES: Final = {
    "": mark("à écrire"),
    "draft": mark("en préparation"),
    "submitted": mark("attend une validation"),
    "returned": mark("à reprendre"),
    "published": mark("publiée"),
}


class CityLine(Struct, frozen=True):
    """A city that its MRC sees by a delegation; without `href`, another role opens it.

    `asks` is what waits for this very person: where, and in words.
    """

    name: str
    href: str
    status: str
    cases: str
    cases_href: str
    asks: list[tuple[str, str]]

    @property
    def calls(self) -> bool:
        """Whether something of the city waits for this person."""
        return bool(self.asks)


def tasks(session: Session, at: Desk, spoken: str) -> list[Task]:
    """What the person may do in the body, by role."""
    _ = translator(spoken)
    found: list[Task] = []
    if at.kind == "municipality":
        found += _of_city(session, at, spoken)
    found += of_any(session, at, spoken)
    if not at.lent:
        count = len(members(session, at.body))
        people = _("1 personne") if count == 1 else _("{count} personnes").format(count=count)
        found.append(Task(_("Les personnes et leurs rôles"), to("city_people", at, spoken), people))
    if at.kind == "mrc":
        found.append(_delegations(session, at, spoken))
    for action, name, label in (
        ("cohort.read", "city_learning", _("Apprendre ensemble")),
        ("trace.read", "city_trace", _("Le journal de ce qui a été fait")),
        ("access.read", "city_accesses", _("Les consultations de renseignements sensibles")),
        ("incident.read", "city_incidents", _("Le registre des incidents")),
    ):
        if at.may(action):
            found.append(Task(label, to(name, at, spoken)))
    if at.kind == "province" and at.may("instance.read"):
        count = census(session).waiting
        status = _("{count} demandes d’ouverture").format(count=count) if count > 1 else _("1 demande d’ouverture")
        found.append(
            Task(
                _("L’administration du service"),
                address("administration", spoken),
                status if count else "",
                "",
                count > 0,
            )
        )
    return found


def delegating(session: Session, at: Desk, spoken: str) -> list[CityLine]:
    """The cities that delegate to an MRC, with the state of their text and their cases that wait; who calls first."""
    _ = translator(spoken)
    if at.kind != "mrc":
        return []
    cities = [row.city for row in of_mrc(session, at.body) if row.accepted_at]
    known, cases = states(session, cities), waiting(session, cities)
    lines: list[CityLine] = []
    for city in cities:
        where = place(session, city)
        opens = city in at.actor.bodies
        state = known.get(city, "")
        status = _(STATES[state]) if state == "submitted" else ""
        count = cases.get(city, 0)
        many = _("{count} cas attendent une validation").format(count=count)
        told = many if count > 1 else _("1 cas attend une validation") if count else ""
        href, there = (address(name, spoken, id=city) if opens else "" for name in ("city_text", "city_cases"))
        asks = [(href, _("Son texte attend votre validation."))] if opens and status else []
        asks += [(there, f"{told}.")] if opens and told else []
        lines.append(CityLine(where.label if where else city, href, status, told, there, asks))
    return sorted(lines, key=lambda line: not line.calls)


def _of_city(session: Session, at: Desk, spoken: str) -> list[Task]:
    _ = translator(spoken)
    text = text_of(session, at.body)
    state = text.state if text else ""
    count = len(tracked_ids(session, at.body))
    followed = _("{count} suivis").format(count=count) if count > 1 else _("1 suivi") if count else _("aucun encore")
    author = author_for(session, at.body, text.author, at.actor.person) if text else ""
    answers = state == "submitted" and at.may("presentation.validate", phase=state, author=author)
    resumes = state == "returned" and at.may("presentation.write", phase=state)
    made = [
        Task(
            _("La présentation de la ville"),
            to("city_text", at, spoken),
            _(STATES[state]) if not at.lent or state == "submitted" else "",
            _("Vous pouvez la valider.") if answers else "",
            answers or resumes,
        ),
        Task(_("Les indicateurs suivis"), to("city_tracking", at, spoken), followed),
        *shared_by(session, at, spoken),
    ]
    if not at.lent and at.may("project.read"):
        count = count_of(session, at.body)
        many = _("{count} en cours").format(count=count) if count else _("aucun encore")
        made.append(Task(_("Les projets"), to("city_projects", at, spoken), many))
    if not at.lent:
        made.append(
            Task(
                _("La délégation à la MRC"),
                to("city_delegation", at, spoken),
                _agreed(of_city(session, at.body), spoken),
            )
        )
    return made


def _delegations(session: Session, at: Desk, spoken: str) -> Task:
    _ = translator(spoken)
    rows = of_mrc(session, at.body)
    asked = sum(row.accepted_at is None for row in rows)
    status = _("{count} attendent votre réponse").format(count=asked) if asked > 1 else _("1 attend votre réponse")
    agreed = _("{count} en vigueur").format(count=len(rows))
    answers = asked > 0 and at.may("delegation.accept")
    return Task(
        _("Les délégations des villes"), to("city_delegation", at, spoken), status if asked else agreed, "", answers
    )


def _agreed(row: DelegationRow | None, spoken: str) -> str:
    _ = translator(spoken)
    if row is None:
        return _("aucune")
    return _("en vigueur") if row.accepted_at else _("attend la réponse de la MRC")
