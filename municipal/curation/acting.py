"""How the curation acts on a supplier: who may, after which interest was asked about, once, and what is shown again."""

from collections.abc import Callable
from typing import TypeAlias

from msgspec import Struct
from sqlmodel import Session

from municipal.cities.desk import permit
from municipal.curation.interests import bar
from municipal.db import write
from municipal.people.roles import PROVINCE
from municipal.traces.chain import Permit
from municipal.traces.once import once
from municipal.web.actor import the_actor
from municipal.web.form import FieldError, said
from municipal.web.page import Asked
from municipal.web.threads import sent

CONFLICT = 409
FORBIDDEN = 403


class Again(Struct, frozen=True):
    """The page to show again: which of its forms, what was typed in it, and what is wrong."""

    form: str = ""
    values: dict[str, list[str]] = {}
    errors: list[FieldError] = []
    received: str = ""
    status: int = 422


# Where a form leads, or what to show again.
Made: TypeAlias = str | Again
Work: TypeAlias = Callable[[Session, Permit], Made]


def acting(request: Asked, action: str, vendors: list[str], form: str, work: Work) -> Made:
    """Do something about suppliers in one writing session, unless the person has an interest, or never answered.

    A form acts once; what stood in the way is shown with all that was typed.
    """
    allowed = permit(request, PROVINCE)
    allowed(action)
    raw, person = sent(request), the_actor(request).person

    def act(session: Session) -> Made:
        barred = bar(session, person, vendors)
        if barred:
            return Again(form, raw, received=barred, status=FORBIDDEN)
        return work(session, allowed)

    return write(lambda session: once(session, said(raw, "once"), person, lambda: act(session)))
