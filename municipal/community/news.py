"""What is new of something that a person follows, since a message last told them."""

from msgspec import Struct
from sqlmodel import Session, col, select

from municipal.cases.queries import CaseRow, library
from municipal.cases.shelf import withdrawn
from municipal.community.asked import reads_questions
from municipal.community.tables import CaseQuestion, CaseUse, Follow
from municipal.people.bodies import body_name
from municipal.people.queries import PersonRow
from municipal.people.sessions import held
from municipal.shared_needs.queries import need, since
from municipal.web.actor import Actor
from municipal.web.addresses import address
from municipal.web.language import translator


class Reader(Struct, frozen=True):
    """Somebody who follows: what they may read, in their language."""

    id: str
    language: str
    cases: dict[str, CaseRow]
    municipal: bool
    of_a_body: bool


class Item(Struct, frozen=True):
    """What is new of one thing that somebody follows, and the path of its page; `gone` when it was withdrawn."""

    title: str
    path: str
    lines: list[str]
    gone: bool = False


def standing(session: Session, who: PersonRow) -> Actor:
    """Somebody with the roles that they hold now, as if they were signed in."""
    return Actor(who.id, who.name, who.language, held(session, who.id), "", 2, 0.0)


def reader(session: Session, who: PersonRow, *, demo: bool) -> Reader:
    """What somebody may read, by the roles that they hold now."""
    actor = standing(session, who)
    rows = library(session, who.language, demo=demo, reader=actor)
    return Reader(who.id, who.language, {row.id: row for row in rows}, reads_questions(actor), bool(actor.bodies))


def news(session: Session, row: Follow, who: Reader) -> Item | None:
    """What is new since `told_at`, or None."""
    return _of_case(session, row, who) if row.kind == "case" else _of_need(session, row, who)


def _of_case(session: Session, row: Follow, who: Reader) -> Item | None:
    _ = translator(who.language)
    case = who.cases.get(row.object)
    href = address("case", who.language, id=row.object)
    if case is None:
        left = withdrawn(session, row.object)
        told = left and left.at > row.told_at and (left.visibility != "municipalities" or who.of_a_body)
        return Item(_("Un cas que vous suivez"), href, [_("La ville a retiré ce cas.")], gone=True) if told else None
    lines: list[str] = []
    if case.told and case.told.published_at > row.told_at:
        lines.append(_("La ville a publié une nouvelle version."))
    if case.told and case.told.reply and case.told.reply.at > row.told_at:
        lines.append(_("Le fournisseur nommé a répondu."))
    users = select(CaseUse.city).where(CaseUse.case == row.object, CaseUse.at > row.told_at, CaseUse.person != who.id)
    names = [body_name(session, city, who.language) or city for city in session.exec(users.order_by(col(CaseUse.at)))]
    if names:
        lines.append(_("L’utilise aussi\u00a0: {cities}.").format(cities=", ".join(names)))
    if who.municipal and _answers(session, row, who):
        lines.append(_("Une question d’une ville a reçu une réponse."))
    return Item(case.title, href, lines) if lines else None


def _answers(session: Session, row: Follow, who: Reader) -> bool:
    query = select(CaseQuestion.id).where(
        CaseQuestion.case == row.object,
        col(CaseQuestion.answered_at) > row.told_at,
        CaseQuestion.author != who.id,
        col(CaseQuestion.answered_by) != who.id,
    )
    return session.exec(query.limit(1)).first() is not None


def _of_need(session: Session, row: Follow, who: Reader) -> Item | None:
    _ = translator(who.language)
    told = need(session, row.object, who.language)
    if told is None:
        return None
    fresh = since(session, row.object, row.told_at)
    lines: list[str] = []
    if fresh.cities and who.municipal:
        lines.append(_("Ont aussi ce besoin\u00a0: {cities}.").format(cities=", ".join(fresh.cities)))
    elif fresh.cities:
        count = len(fresh.cities)
        more = _("1 ville de plus a ce besoin.") if count == 1 else _("{count} villes de plus ont ce besoin.")
        lines.append(more.format(count=count))
    if fresh.messages and who.municipal:
        count = fresh.messages
        lines.append(_("1 nouveau message.") if count == 1 else _("{count} nouveaux messages.").format(count=count))
    return Item(told.words, address("need", who.language, id=row.object), lines) if lines else None
