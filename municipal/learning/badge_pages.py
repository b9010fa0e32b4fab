"""My badge: what it asks, receiving it, showing it, renewing it."""

import datetime as dt

import segno
from litestar import Controller, Response, get, post
from litestar.response import Redirect
from msgspec import Struct

from municipal.badges.issue import award, renew
from municipal.badges.queries import AttestationRow, of_person
from municipal.badges.seed import achievements
from municipal.db import reading, write
from municipal.learning.curriculum import Curriculum, curriculum
from municipal.learning.forms import BadgeForm
from municipal.learning.keeping import change, learner, sent_with, standing
from municipal.learning.progress import Progress
from municipal.learning.views import module_rows
from municipal.people.by import by
from municipal.sign_in.arriving import base_for_messages
from municipal.web.actor import the_actor
from municipal.web.addresses import address, paths
from municipal.web.form import parse
from municipal.web.format import today
from municipal.web.page import Asked, base_url, language, page, settings
from municipal.web.threads import reads, sent, takes


class Mine(Struct, frozen=True):
    """A badge that I hold, with its address, its picture for a telephone's camera, and whether it may be renewed."""

    row: AttestationRow
    name: str
    link: str
    file: str
    qr: str
    renewable: bool


class MyBadgePages(Controller):
    """The badge of the essentials."""

    include_in_schema = False

    @get(paths("my_badges"), action="learning.read")
    @reads
    def badges(self, request: Asked) -> Response[bytes]:
        """What the badge asks, what is still missing, and the badges that I hold."""
        spoken, all_of_it = language(request), curriculum()
        progress, person = standing(request).progress, learner(request)
        with reading() as session:
            held = of_person(session, person) if person else []
        rows = {row.id: row for row in module_rows(all_of_it.modules.values(), progress, all_of_it, spoken)}
        names = {one.id: one.text("name", spoken) for one in achievements().values()}
        mine = [
            Mine(
                row,
                names[row.achievement],
                link := f"{base_url(request)}/v/{row.code}",
                f"/badges/{row.code}",
                segno.make(link, error="m").svg_data_uri(scale=4, border=2, light="#fff", dark="#000"),
                renewable(progress, row, all_of_it),
            )
            for row in held
        ]
        return page(
            request,
            "my_badges",
            "learning/badges.html",
            private=True,
            mine=mine,
            earned=[
                one for one in achievements().values() if one.id in earned(progress) and not _held(held, one.id, spoken)
            ],
            announced=list(achievements().values()),
            modules={one.id: [rows[name] for name in one.modules if name in rows] for one in achievements().values()},
            saved=bool(person),
        )

    @post(paths("my_badges"), action="badge.receive")
    @takes
    def receive(self, request: Asked) -> Response[bytes] | Redirect:
        """Receive a badge that I earned, or renew one that I keep fresh."""
        form, _ = parse(BadgeForm, sent(request))
        # What this browser still carries is joined first: the badge rests on all that was done.
        changed = change(request, lambda progress: progress)
        actor, spoken = the_actor(request), language(request)
        there = Redirect(address("my_badges", spoken), status_code=303)
        if form is None:
            return sent_with(there, changed)
        base, body, demo = base_for_messages(request), settings(request).body_name, settings(request).demo
        with reading() as session:
            mine = of_person(session, actor.person)
        if form.achievement in earned(changed.progress) and not _held(mine, form.achievement, spoken):
            write(
                lambda session: award(
                    session,
                    by(request),
                    person=actor.person,
                    name=actor.name,
                    achievement=form.achievement,
                    language=spoken,
                    base=base,
                    body_name=body,
                    fictitious=demo,
                )
            )
        elif any(row.code == form.renew and renewable(changed.progress, row, curriculum()) for row in mine):
            write(lambda session: renew(session, by(request), form.renew, base=base, body_name=body, fictitious=demo))
        return sent_with(there, changed)


def earned(progress: Progress) -> list[str]:
    """The badges whose modules are all done."""
    ready = [one for one in achievements().values() if one.ready and one.modules]
    return [one.id for one in ready if all(name in progress.done for name in one.modules)]


def _held(rows: list[AttestationRow], achievement: str, spoken: str) -> bool:
    """Whether one was received already: an old one is renewed, a revoked one is not given again."""
    return any((row.achievement, row.language) == (achievement, spoken) for row in rows)


def renewable(progress: Progress, row: AttestationRow, all_of_it: Curriculum) -> bool:
    """Whether a badge ends soon, and every card of its modules was answered lately enough."""
    limits, day = all_of_it.limits.renewal, today().toordinal()
    if row.state == "revoked" or dt.date.fromisoformat(row.valid_until).toordinal() - day > limits.from_days:
        return False
    modules = [all_of_it.modules[name] for name in achievements()[row.achievement].modules if name in all_of_it.modules]
    cards = [progress.cards.get(card.id) for module in modules for card in module.cards]
    return all(card is not None and card.seen >= day - limits.within_days for card in cards)
