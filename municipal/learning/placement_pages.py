"""The placement test, always optional: one question a page, and the learner has the last word."""

import secrets

from litestar import Controller, Response, get, post
from litestar.response import Redirect
from msgspec.structs import replace

from municipal.learning.carrying import TooLargeError
from municipal.learning.curriculum import curriculum
from municipal.learning.forms import PlacementForm
from municipal.learning.keeping import change, sent_with, standing
from municipal.learning.progress import (
    Placement,
    Progress,
    placement_question,
    placement_result,
    pool,
    start_level,
)
from municipal.learning.views import module_rows, question
from municipal.learning.words import CHOOSE, COOKIE_FULL
from municipal.web.addresses import address, paths
from municipal.web.form import parse
from municipal.web.language import translator
from municipal.web.open import OPEN
from municipal.web.page import Asked, language, page
from municipal.web.threads import reads, sent, takes


class PlacementPages(Controller):
    """Where to start."""

    opt = OPEN
    include_in_schema = False

    @get(paths("placement"))
    @reads
    def placement(self, request: Asked) -> Response[bytes]:
        """What the test is, its present question, or what it found."""
        return _shown(request, standing(request).progress)

    @post(paths("placement"), action="learning.answer")
    @takes
    def answer(self, request: Asked) -> Response[bytes] | Redirect:
        """Begin, answer, begin again, or choose one's level oneself."""
        form, _ = parse(PlacementForm, sent(request))
        progress, _t = standing(request).progress, translator(language(request))
        if form is None or (form.item and form.choice is None):
            return _shown(request, progress, _t(CHOOSE))
        try:
            changed = change(request, lambda one: _taken(one, form))
        except TooLargeError:
            return _shown(request, progress, _t(COOKIE_FULL))
        return sent_with(Redirect(address("placement", language(request)), status_code=303), changed)


def _taken(progress: Progress, form: PlacementForm) -> Progress:
    """The progress after what was sent; an answer to another question than the present one changes nothing."""
    kept = progress.placement
    if form.level is not None:
        return replace(progress, placement=replace(kept, chosen=form.level))
    if form.again or not kept.seed:
        return replace(progress, placement=Placement(seed=secrets.randbelow(2**31) + 1))
    if form.choice is not None and form.item and placement_question(progress, curriculum()) == form.item:
        return replace(progress, placement=replace(kept, answers=kept.answers | {form.item: form.choice}))
    return progress


def _shown(request: Asked, progress: Progress, error: str = "") -> Response[bytes]:
    spoken, all_of_it = language(request), curriculum()
    item = placement_question(progress, all_of_it) if progress.placement.seed else None
    result = placement_result(progress, all_of_it)
    limits = all_of_it.limits.placement
    level = start_level(progress, all_of_it)
    return page(
        request,
        "placement",
        "learning/placement.html",
        status=422 if error else 200,
        private=bool(error) or not progress.empty,
        question=question(all_of_it.items[item], spoken, error=error) if item else None,
        count=len(progress.placement.answers) + 1,
        most=min(limits.most, len(pool(all_of_it))),
        fewest=limits.fewest,
        result=result,
        level=next(one.text("name", spoken) for one in all_of_it.levels if one.level == level),
        number=level,
        found_level=next(
            (one.text("name", spoken) for one in all_of_it.levels if result and one.level == result.level), ""
        ),
        chosen=progress.placement.chosen,
        prepared=bool(all_of_it.level(level)),
        levels=[(one.level, one.text("name", spoken)) for one in all_of_it.levels],
        skipped=[
            row
            for row in module_rows(all_of_it.modules.values(), progress, all_of_it, spoken)
            if row.ready and row.level < level
        ],
        errors=[{"field": f"q-{item}", "message": error}] if error and item else [],
    )
