"""The message of the day: the projects first, then the searches, then what one follows; how to stop each, and all."""

from typing import Final

from sqlmodel import Session

from municipal.alerts.codes import all_code, leave_path, search_code
from municipal.alerts.lists import LISTS
from municipal.alerts.novelty import FOLLOWS, Item
from municipal.alerts.queries import PROJECT
from municipal.mail.outbox import ONE_CLICK, post
from municipal.people.queries import PersonRow
from municipal.web.addresses import address
from municipal.web.language import translator
from municipal.web.marking import mark

_PARTS: Final = (
    ((PROJECT,), mark("VOS PROJETS")),
    (tuple(LISTS), mark("VOS RECHERCHES")),
    ((FOLLOWS,), mark("CE QUE VOUS SUIVEZ")),
)


def send(session: Session, base: str, who: PersonRow, items: list[Item]) -> None:
    """Keep one message with all of it in the outbox; its last line is the address that stops them all in one click."""
    _ = translator(who.language)
    parts = [_part(base, who.language, title, [one for one in items if one.part in names]) for names, title in _PARTS]
    text = _(
        "Bonjour,\n\nVoici ce qu’il y a de nouveau.\n\n{news}\n\n"
        "Vous recevez au plus un message par jour.\n"
        "Vos recherches\u00a0: {searches}\nVos suivis\u00a0: {follows}\n\n"
        "Pour ne plus recevoir aucun message, sans vous connecter\u00a0:\n{leave}"
    ).format(
        news="\n\n".join(part for part in parts if part),
        searches=base + address("searches", who.language),
        follows=base + address("follows", who.language),
        leave=base + leave_path(all_code(who.id), who.language),
    )
    one, many = _("Du nouveau pour vous dans Repère"), _("{count} nouveautés pour vous dans Repère")
    subject = one if len(items) == 1 else many.format(count=len(items))
    post(session, to=who.email or "", subject=subject, text=text, language=who.language, kind=ONE_CLICK)


def _part(base: str, language: str, title: str, items: list[Item]) -> str:
    if not items:
        return ""
    return "\n\n".join([translator(language)(title), *(_told(base, language, one) for one in items)])


def _told(base: str, language: str, item: Item) -> str:
    _ = translator(language)
    # People may have written a need on several lines.
    told = [" ".join(item.title.splitlines()), *item.lines, base + item.path]
    if item.row:
        leave = base + leave_path(search_code(item.row), language)
        told.append(_("Pour arrêter ces messages\u00a0: {link}").format(link=leave))
    return "\n".join(told)
