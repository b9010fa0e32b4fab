"""Scenarios: one decides, and sees what follows on indicators that a city already tracks."""

from litestar import Controller, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect
from msgspec import Struct
from msgspec.structs import replace
from sqlmodel import Session

from municipal.db import reading
from municipal.indicators.queries import indicator
from municipal.learning.carrying import TooLargeError
from municipal.learning.curriculum import Module, Scenario, curriculum
from municipal.learning.forms import DecisionForm
from municipal.learning.keeping import change, sent_with, standing
from municipal.learning.progress import Progress, decided, standing_at, walked
from municipal.learning.seeds import Choice
from municipal.learning.views import module_row
from municipal.learning.words import COOKIE_FULL, DECIDE
from municipal.web.addresses import address, paths
from municipal.web.form import parse
from municipal.web.language import translator
from municipal.web.open import OPEN
from municipal.web.page import Asked, found, language, page
from municipal.web.threads import reads, sent, takes

_HALF = 0.5


class Effect(Struct, frozen=True):
    """What a decision does to an indicator, in the invented city."""

    id: str
    name: str
    unit: str
    before: float
    after: float
    better: bool | None


class ChoiceView(Struct, frozen=True):
    """A way to decide; `worth` is the author's key: 2 held, 1 defensible, 0 not held."""

    value: int
    label: str
    consequence: str
    effect: Effect | None
    chosen: bool
    worth: int


class PointView(Struct, frozen=True):
    """A point of the scenario: decided already, or waiting."""

    id: str
    number: int
    text: str
    choices: list[ChoiceView]
    decided: bool


class ScenarioPages(Controller):
    """The scenario of each module."""

    opt = OPEN
    include_in_schema = False

    @get(paths("scenario"))
    @reads
    def scenario(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - as in the address
        """What was decided so far, what followed, and what is to be decided now."""
        return _shown(request, id, standing(request).progress)

    @post(paths("scenario"), action="learning.answer")
    @takes
    def decide(self, request: Asked, id: FromPath[str]) -> Response[bytes] | Redirect:  # noqa: A002 - as in the address
        """Keep a decision; sent twice, it counts once, for the point that it names has passed."""
        module = found(curriculum().modules.get(id))
        scenario = found(module.scenario)
        form, _ = parse(DecisionForm, sent(request))
        _t = translator(language(request))
        if form is None or (form.choice is None and not form.again):
            return _shown(request, id, standing(request).progress, _t(DECIDE))
        try:
            changed = change(request, lambda progress: _taken(progress, module, scenario, form))
        except TooLargeError:
            return _shown(request, id, standing(request).progress, _t(COOKIE_FULL))
        anchor = f"#p-{len(changed.progress.decisions.get(id, []))}"
        there = address("scenario", language(request), id=id) + (anchor if not form.again else "")
        return sent_with(Redirect(there, status_code=303), changed)


def _taken(progress: Progress, module: Module, scenario: Scenario, form: DecisionForm) -> Progress:
    if form.again:
        return replace(progress, decisions=progress.decisions | {module.id: []})
    point = standing_at(progress, module)
    if point and point == form.point and form.choice is not None and form.choice < len(scenario.choices[point]):
        return decided(progress, module, form.choice)
    return progress


def _shown(request: Asked, identity: str, progress: Progress, error: str = "") -> Response[bytes]:
    spoken, all_of_it = language(request), curriculum()
    module = found(all_of_it.modules.get(identity))
    scenario = found(module.scenario)
    with reading() as session:
        points = _points(session, module, scenario, progress, spoken)
    ended = standing_at(progress, module) == ""
    return page(
        request,
        "scenario",
        "learning/scenario.html",
        id=identity,
        status=422 if error else 200,
        private=bool(error) or not progress.empty,
        module=module_row(module, progress, all_of_it, spoken),
        title_=scenario.head.text("title", spoken),
        situation=scenario.head.text("situation", spoken),
        points=points,
        total=len(scenario.points),
        ended=ended,
        last=module.lessons[-1].id,
        errors=[{"field": "choice", "message": error}] if error and not ended else [],
    )


def _points(session: Session, module: Module, scenario: Scenario, progress: Progress, spoken: str) -> list[PointView]:
    """The points met so far, in the order of the way, with the one that waits at their end."""
    made: list[int | None] = [*walked(progress.decisions.get(module.id, []), scenario)[0], None]
    rows: list[PointView] = []
    texts = {point.id: point.text("text", spoken) for point in scenario.points}
    point = scenario.points[0].id
    for number, choice in enumerate(made, 1):
        if not point:
            break
        ways = scenario.choices[point]
        views = [_choice(session, n, one, spoken, chosen=n == choice) for n, one in enumerate(ways)]
        rows.append(PointView(point, number, texts[point], views, choice is not None))
        point = ways[choice].next if choice is not None else ""
    return rows


def _choice(session: Session, value: int, choice: Choice, spoken: str, *, chosen: bool) -> ChoiceView:
    worth = 2 if choice.credit == 1 else int(choice.credit >= _HALF)
    return ChoiceView(
        value,
        choice.text("label", spoken),
        choice.text("consequence", spoken),
        _effect(session, choice, spoken),
        chosen,
        worth,
    )


def _effect(session: Session, choice: Choice, spoken: str) -> Effect | None:
    row = indicator(session, choice.indicator, spoken) if choice.indicator else None
    if row is None or choice.before is None or choice.after is None:
        return None
    moved = choice.after - choice.before
    better = None if row.polarity == "target" or not moved else (moved > 0) == (row.polarity == "more")
    return Effect(row.id, row.name, row.unit, choice.before, choice.after, better)
