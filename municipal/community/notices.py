"""What cities receive by e-mail: a question came, an answer came. Never two of a kind in one day."""

from sqlmodel import Session

from municipal.community.asked import ANSWERING
from municipal.mail.outbox import post
from municipal.people.bodies import body_name
from municipal.people.queries import PersonRow, holders, person
from municipal.web.addresses import address
from municipal.web.language import translator


def tell_city(session: Session, base: str, *, city: str, from_city: str, titles: dict[str, str]) -> None:
    """Tell those who answer for a city that another one asks; `titles` is that of the case in each language."""
    people = {one.id: one for role in ANSWERING for one in holders(session, role, city)}
    for who in people.values():
        _ = translator(who.language)
        asking = body_name(session, from_city, who.language) or from_city
        text = _(
            "Bonjour,\n\n{city} vous pose une question sur ce cas\u00a0: «\u00a0{title}\u00a0».\n\n"
            "Pour la lire et y répondre\u00a0:\n{link}\n\n"
            "Vous répondez si vous le pouvez; ce n’est pas un service de conseil. "
            "D’autres questions du même jour attendent sur la même page."
        ).format(city=asking, title=titles[who.language], link=_page(base, city, who.language))
        _send(session, who, _("Une ville vous pose une question dans Repère"), text)


def tell_asker(session: Session, base: str, *, author: str, from_city: str, titles: dict[str, str]) -> None:
    """Tell the person who asked that the answer is there."""
    who = person(session, author)
    if who is None:
        return
    _ = translator(who.language)
    text = _(
        "Bonjour,\n\nVotre question sur le cas «\u00a0{title}\u00a0» a reçu une réponse.\n\n"
        "Pour la lire\u00a0:\n{link}\n\nD’autres réponses du même jour sont sur la même page."
    ).format(title=titles[who.language], link=_page(base, from_city, who.language))
    _send(session, who, _("Une ville vous a répondu dans Repère"), text)


def _page(base: str, city: str, language: str) -> str:
    return base + address("city_questions", language, id=city)


def _send(session: Session, who: PersonRow, subject: str, text: str) -> None:
    if who.email and who.notices:
        _ = translator(who.language)
        note = _("Pour ne plus recevoir ces messages, décochez les avis dans «\u00a0Mon compte\u00a0».")
        post(
            session,
            to=who.email,
            subject=subject,
            text=f"{text}\n\n{note}",
            language=who.language,
            kind="case_question",
        )
