"""On the home of a body: what it measures, its cases, the questions and needs that it shares with other cities."""

from sqlmodel import Session

from municipal.cases.own import answered, cases_of, waiting
from municipal.cities.desk import Desk
from municipal.cities.task import Task, to
from municipal.committee.queries import sheets_awaited
from municipal.community.queries import open_questions
from municipal.indicators.observations import authors_waiting
from municipal.law.queries import waiting as proposed
from municipal.shared_needs.desk_queue import queue
from municipal.shared_needs.group import needs_of
from municipal.web.addresses import address
from municipal.web.language import translator


def of_city(session: Session, at: Desk, spoken: str) -> list[Task]:
    """What a city measured and tried, and what others ask of it; a second person from the MRC sees what may wait."""
    measured, told = _measured(session, at, spoken), _cases(session, at, spoken)
    if at.lent:
        return [measured, told] if measured.status else [told]
    seats = [_committees(session, at, spoken)] if at.may("committee.read") else []
    return [*seats, measured, told, _asked(session, at, spoken)]


def of_any(session: Session, at: Desk, spoken: str) -> list[Task]:
    """The needs of a city, or of a territory; the desk, for those who keep it."""
    _ = translator(spoken)
    found: list[Task] = []
    if not at.lent and (at.kind == "municipality" or at.may("need.group")):
        count = len(needs_of(session, at.body, spoken))
        label = _("Les besoins de la ville") if at.kind == "municipality" else _("Les besoins du territoire")
        told = _("{count} besoins").format(count=count) if count > 1 else _("1 besoin") if count else _("aucun encore")
        found.append(Task(label, to("city_needs", at, spoken), told))
    if at.kind == "province" and at.may("desk.answer"):
        count = len(queue(session))
        told = _("{count} demandes").format(count=count) if count > 1 else _("1 demande")
        found.append(
            Task(_("Les demandes de parler à une personne"), address("desk_requests", spoken), told, "", count > 0)
        )
    if at.kind == "province" and at.may("indicator.accept"):
        found.append(Task(_("Les indicateurs suivis après le début d’un projet"), address("late_indicators", spoken)))
    if at.kind == "province" and at.may("law.read"):
        count = len(proposed(session))
        one, many = _("1 règle proposée"), _("{count} règles proposées").format(count=count)
        told = many if count > 1 else one if count else ""
        found.append(Task(_("Les règles d’achat proposées"), address("law_proposals", spoken), told, "", count > 0))
    return found


def _committees(session: Session, at: Desk, spoken: str) -> Task:
    _ = translator(spoken)
    count = sheets_awaited(session, at.body, at.actor.person)
    told = _("{count} feuilles de notes attendues") if count > 1 else _("1 feuille de notes attendue") if count else ""
    return Task(_("Les comités de sélection"), to("committee", at, spoken), told.format(count=count), "", count > 0)


def _measured(session: Session, at: Desk, spoken: str) -> Task:
    _ = translator(spoken)
    authors = authors_waiting(session, at.body)
    count = len(authors)
    many = _("{count} observations attendent une seconde personne").format(count=count)
    told = many if count > 1 else _("1 observation attend une seconde personne") if count else ""
    publishes = any(at.may("observation.publish", author=author) for author in authors)
    return Task(_("Les relevés et les observations"), to("city_readings", at, spoken), told, "", publishes)


def _cases(session: Session, at: Desk, spoken: str) -> Task:
    _ = translator(spoken)
    count = len(cases_of(session, at.body))
    told = _("{count} cas").format(count=count) if count else _("aucun encore")
    submitted = waiting(session, [at.body]).get(at.body, 0)
    replied = answered(session, at.body)
    validates = submitted + replied > 0 and at.may("case.validate")
    hints: list[str] = []
    if submitted:
        hints.append(_("Un cas attend une validation.") if submitted == 1 else _("Des cas attendent une validation."))
    if replied:
        hints.append(_("Une entreprise a répondu\u00a0: vous pouvez publier son cas."))
    return Task(_("Les cas de la ville"), to("city_cases", at, spoken), told, " ".join(hints), validates)


def _asked(session: Session, at: Desk, spoken: str) -> Task:
    _ = translator(spoken)
    count = open_questions(session, at.body)
    told = _("{count} sans réponse").format(count=count) if count else _("aucune sans réponse")
    answers = count > 0 and at.may("case.answer")
    return Task(_("Les questions d’autres villes"), to("city_questions", at, spoken), told, "", answers)
