"""Where progress is kept: in a signed cookie until one signs in, with the account from then on."""

import datetime as dt
from collections.abc import Callable

from litestar import Response
from litestar.datastructures import Cookie
from litestar.response import Redirect
from msgspec import Struct
from sqlmodel import Session

from municipal.db import reading, write
from municipal.learning.carrying import SECONDS, packed, unpacked
from municipal.learning.curriculum import ESSENTIALS, curriculum
from municipal.learning.progress import Progress, merged, settled
from municipal.learning.queries import Kept, keep, kept
from municipal.web.actor import actor_of
from municipal.web.cookies import PROGRESS, cookie, read_cookie
from municipal.web.format import today
from municipal.web.page import Asked, settings

Change = Callable[[Progress], Progress]


class Changed(Struct, frozen=True):
    """The progress after a change, and the cookie that goes with the answer."""

    progress: Progress
    cookie: Cookie | None


def learner(request: Asked) -> str:
    """The pseudonym of who learns; nothing for somebody without an account, or halfway through signing in."""
    actor = actor_of(request)
    return actor.person if actor and not actor.pending else ""


def standing(request: Asked) -> Kept:
    """Where who asks stands: with the account, joined with what this browser still carries."""
    carried = _carried(request)
    person = learner(request)
    if not person:
        return Kept(carried or Progress())
    with reading() as session:
        found = kept(session, person)
    return Kept(merged(found.progress, carried), found.digest) if carried else found


def change(request: Asked, work: Change) -> Changed:
    """Change the progress of who asks, and all that follows from the change; kept before it comes back.

    Raises TooLargeError when a browser would not keep it: then nothing changed.
    """
    carried, person = _carried(request), learner(request)
    if not person:
        before = carried or Progress()
        after = settled(work(before), curriculum(), today())
        return Changed(after, _cookie(request, packed(after)) if after != before else None)
    after = write(lambda session: _save(session, person, carried, work))
    return Changed(after, _cookie(request, "", seconds=0) if carried else None)


def carry_over(request: Asked, person: str) -> Cookie | None:
    """Join what this browser carries to an account that is being entered; the cookie that then ends the carried one."""
    carried = _carried(request)
    if carried is None:
        return None
    write(lambda session: _save(session, person, carried, lambda progress: progress))
    return _cookie(request, "", seconds=0)


def sent_with(answer: Response[bytes] | Redirect, changed: Changed) -> Response[bytes] | Redirect:
    """The answer, with the cookie of the change."""
    if changed.cookie:
        answer.set_cookie(changed.cookie)
    return answer


def essentials_done(progress: Progress) -> bool:
    """Whether all modules of the first level are done."""
    modules = curriculum().level(ESSENTIALS)
    return bool(modules) and all(module.id in progress.done for module in modules)


def _save(session: Session, person: str, carried: Progress | None, work: Change) -> Progress:
    before = kept(session, person).progress
    after = settled(work(merged(before, carried) if carried else before), curriculum(), today())
    keep(session, person, after, dt.datetime.now(tz=dt.UTC), essentials=essentials_done(after))
    return after


def _carried(request: Asked) -> Progress | None:
    value = read_cookie(request.headers.get("cookie", "").encode("latin-1"), PROGRESS, secure=settings(request).secure)
    return unpacked(value) if value else None


def _cookie(request: Asked, value: str, seconds: int = SECONDS) -> Cookie:
    return cookie(PROGRESS, value, secure=settings(request).secure, seconds=seconds)
