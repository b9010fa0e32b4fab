"""What the secretary sends: one of the page’s forms, done once, and back when something stands in the way."""

from litestar.exceptions import NotFoundException
from sqlmodel import Session

from municipal.committee.again import Again, Made, again, fault_told
from municipal.committee.arriving import as_secretary
from municipal.committee.preparing import GridFaultsError
from municipal.committee.refused import RefusedError
from municipal.committee.secretary_acts import ACTS
from municipal.db import write
from municipal.traces.once import once
from municipal.web.actor import the_actor
from municipal.web.addresses import address
from municipal.web.form import FieldError, said, unix_lines
from municipal.web.page import Asked, language
from municipal.web.threads import sent


def act(request: Asked, city: str, project: str) -> Made:
    """One of the secretary’s forms. Raises NotFoundException for one that no page has."""
    raw = unix_lines(sent(request))
    work = ACTS.get(said(raw, "act"))
    if work is None:
        raise NotFoundException
    spoken = language(request)

    def run(session: Session) -> Made:
        permit = as_secretary(session, request, city, project)
        received = work(session, permit, city, project, raw, spoken)
        if isinstance(received, Again):
            return received
        onward = address("committee", spoken, id=city, project=project, received=received)
        return f"{onward}#{received}" if said(raw, "act") == "agree" else onward

    try:
        return write(lambda session: once(session, said(raw, "once"), the_actor(request).person, lambda: run(session)))
    except RefusedError as refused:
        return again(refused, spoken, raw)
    except GridFaultsError as broken:
        return Again({}, [FieldError("open", fault_told(one, spoken)) for one in broken.found])
