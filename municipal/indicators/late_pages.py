"""The requests to accept an indicator begun after its project: read and answered by the curation."""

from typing import Annotated

from litestar import Controller, Response, get, post
from litestar.exceptions import NotFoundException
from litestar.response import Redirect
from msgspec import Meta, Struct

from municipal.db import reading, write
from municipal.indicators.late import LEAST_REASON, MOST_REASON, LateRow, decide, requests
from municipal.people.by import by
from municipal.places.queries import places
from municipal.web.actor import the_actor
from municipal.web.addresses import address, canonical, paths
from municipal.web.form import FieldError, Id, Input, Received, parse, query, said
from municipal.web.language import translator
from municipal.web.page import Asked, language, page
from municipal.web.threads import reads, sent, takes


class AnswerForm(Input, frozen=True):
    """What a curator answers, and why."""

    city: Id
    indicator: Id
    version: Annotated[int, Meta(ge=1, le=10_000_000)]
    reason: Annotated[str, Meta(min_length=LEAST_REASON, max_length=MOST_REASON)]


class Request(Struct, frozen=True):
    """A request as it is shown; `own` when whoever reads made it."""

    row: LateRow
    city: str
    own: bool
    reason: str = ""


class LateIndicatorPages(Controller):
    """The list, and each answer."""

    include_in_schema = False

    @get(paths("late_indicators"), action="indicator.accept", body="province")
    @reads
    def index(self, request: Asked) -> Response[bytes]:
        """The requests of all cities, those that wait first."""
        asked = query(Received, canonical(request.query_params.multi_items()))
        return _list(request, received=asked.received)

    @post(paths("late_indicators"), action="indicator.accept", body="province")
    @takes
    def answer(self, request: Asked) -> Response[bytes] | Redirect:
        """Accept, or refuse."""
        raw = sent(request)
        act = said(raw, "act")
        form, errors = parse(AnswerForm, {name: values for name, values in raw.items() if name != "act"})
        if act not in ("accept", "refuse") or (form is None and set(errors) != {"reason"}):
            raise NotFoundException
        _ = translator(language(request))
        if form is None:
            told = FieldError(_field(raw), _("Dites pourquoi, en 5 à 1\u00a0000 caractères."))
            return _list(request, status=422, error=told, typed=said(raw, "reason"))
        who = by(request)
        done = write(
            lambda session: decide(
                session,
                who,
                form.city,
                form.indicator,
                accepted=act == "accept",
                reason=form.reason,
                version=form.version,
            ),
            public=True,
        )
        if done == "done":
            return Redirect(address("late_indicators", language(request), received=act), status_code=303)
        return _list(request, status=409 if done == "moved" else 403, received=done)


def _field(raw: dict[str, list[str]]) -> str:
    """The name of the field of a request, so that an error leads to it."""
    return f"reason-{''.join(raw.get('city', [])[:1])}-{''.join(raw.get('indicator', [])[:1])}"


def _list(
    request: Asked, *, status: int = 200, received: str = "", error: FieldError | None = None, typed: str = ""
) -> Response[bytes]:
    spoken = language(request)
    me = the_actor(request).person
    with reading() as session:
        labels = {place.code: place.label for place in places(session)}
        shown = [
            Request(
                row,
                labels.get(row.city, row.city),
                row.late.asked_by == me,
                typed if error and error.field == f"reason-{row.city}-{row.indicator}" else "",
            )
            for row in requests(session, spoken)
        ]
    return page(
        request,
        "late_indicators",
        "indicators/late.html",
        status=status,
        private=True,
        waiting=[one for one in shown if one.row.late.accepted is None],
        answered=[one for one in shown if one.row.late.accepted is not None],
        received=received,
        errors=[error] if error else [],
    )
