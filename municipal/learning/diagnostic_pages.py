"""The diagnostic on the pages: a form, and a result that only the address holds."""

from typing import Final

from litestar import Controller, Response, get

from municipal.courses.queries import courses
from municipal.db import reading
from municipal.learning.curriculum import curriculum
from municipal.learning.diagnostic import Diagnostic, answers, diagnostic, result
from municipal.learning.diagnostic_views import area_row, groups, plan
from municipal.learning.limits import limits
from municipal.resources.queries import resources
from municipal.web.addresses import address, paths
from municipal.web.form import FieldError, multi
from municipal.web.language import translator
from municipal.web.open import OPEN
from municipal.web.page import Asked, language, page
from municipal.web.threads import reads

# In an address: the form was sent (1), or is to be changed (0).
SENT: Final = "q"


class DiagnosticPages(Controller):
    """Where a city stands."""

    opt = OPEN
    include_in_schema = False

    @get(paths("diagnostic"))
    @reads
    def diagnostic(self, request: Asked) -> Response[bytes]:
        """The questions; with every answer in the address, what they say; without some of them, which ones."""
        found = diagnostic()
        given = multi(request.query_params.multi_items())
        told = answers(found, given)
        started = not given.keys().isdisjoint([SENT, *found.names])
        if not started or given.get(SENT) == ["0"]:
            return _form(request, found, told, private=started)
        points = [one for one in told if one is not None]
        if len(points) < len(told):
            return _form(request, found, told, private=True, corrected=True)
        return _result(request, found, points)


def _form(
    request: Asked, found: Diagnostic, told: list[int | None], *, private: bool, corrected: bool = False
) -> Response[bytes]:
    """The form with what was chosen; `corrected` says which questions wait for an answer."""
    spoken = language(request)
    _ = translator(spoken)
    missing = [name for name, one in zip(found.names, told, strict=True) if one is None] if corrected else []
    message = _("Répondez à la question {number}.")
    return page(
        request,
        "diagnostic",
        "learning/diagnostic.html",
        status=422 if corrected else 200,
        private=private,
        groups=groups(found, told, spoken, _("Choisissez la réponse la plus proche.") if corrected else ""),
        errors=[FieldError(name, message.format(number=name[1:])) for name in missing],
        count=len(found.questions),
        minutes=limits().diagnostic.minutes,
        sent=SENT,
        sources=found.sources,
    )


def _result(request: Asked, found: Diagnostic, points: list[int]) -> Response[bytes]:
    """What the answers say; nobody keeps it but the address."""
    spoken = language(request)
    said = result(found, points)
    with reading() as session:
        helping = {row.id: row.name for row in resources(session, spoken)}
    taught = {row.id: row.title for row in courses(spoken)}
    kept = {name: str(one) for name, one in zip(found.names, points, strict=True)}
    return page(
        request,
        "diagnostic",
        "learning/diagnostic_result.html",
        private=True,
        stage=said.stage.text("name", spoken),
        meaning=said.stage.text("meaning", spoken),
        total=said.total,
        most=said.most,
        stages=[(one.text("name", spoken), least, last, one == said.stage) for one, least, last in found.spans],
        areas=[area_row(one, spoken) for one in said.areas],
        plan=list(plan(said.actions, curriculum(), spoken, resources=helping, courses=taught)),
        groups=groups(found, list(points), spoken),
        sources=found.sources,
        again=address("diagnostic", spoken),
        change=address("diagnostic", spoken, **{SENT: "0"}, **kept),
    )
