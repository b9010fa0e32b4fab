"""Where projects begin: what one is, the typical needs, the indicator that should move, and the act of beginning."""

from litestar import Controller, Response, get, post
from litestar.exceptions import NotFoundException
from litestar.response import Redirect
from sqlmodel import Session

from municipal.db import reading, write
from municipal.people.rules import municipalities
from municipal.projects.forms import NewForm, NewQuery
from municipal.projects.opening import begin, followed, may_be
from municipal.projects.own import projects_of
from municipal.projects.step_form import NO_INDICATOR
from municipal.projects.steps import the_steps
from municipal.projects.typical import typical_needs
from municipal.shared_needs.offer import cities_for
from municipal.traces.once import new_token, once
from municipal.web.actor import actor_of
from municipal.web.addresses import address, canonical, paths
from municipal.web.form import FieldError, only, parse, query, said
from municipal.web.language import translator
from municipal.web.open import OPEN
from municipal.web.page import Asked, choices, language, page
from municipal.web.threads import reads, sent, takes

# What is known of the route before there is a project, and goes on with it.
ROUTE: tuple[str, ...] = ("amount", "kind", "with_others", "threshold", "bylaw")


class ProjectPages(Controller):
    """What projects are, and how one begins."""

    include_in_schema = False

    @get(paths("projects"), opt=OPEN)
    @reads
    def index(self, request: Asked) -> Response[bytes]:
        """What a project is; to whom keeps some, their cities’ own."""
        actor = actor_of(request)
        with reading() as session:
            mine = [(place, projects_of(session, place.code)) for place in cities_for(session, actor, "project.read")]
            return page(
                request,
                "projects",
                "projects/index.html",
                steps=the_steps(),
                needs=typical_needs(),
                mine=mine,
                seats=cities_for(session, actor, "committee.read"),
                may_begin=actor is None or bool(municipalities(actor, "project.write")),
            )

    @get(paths("project_new"), action="project.write")
    @reads
    def ask(self, request: Asked) -> Response[bytes]:
        """The need, then the indicator that should move."""
        asked = query(NewQuery, canonical(request.query_params.multi_items()))
        return _new(request, asked, [])

    @post(paths("project_new"), action="project.write")
    @takes
    def begin(self, request: Asked) -> Response[bytes] | Redirect:
        """Begin a project, once; then see the market, or the route where it was asked about first."""
        raw = sent(request)
        form, errors = parse(NewForm, only(raw, NewForm))
        spoken = language(request)
        known = {name: said(raw, name) for name in ROUTE}
        if form is None or errors or not _fits(form):
            asked = NewQuery(said(raw, "words")[:500], said(raw, "city")[:100], **known)
            return _new(request, asked, _errors(errors, spoken))
        actor = actor_of(request)
        if actor is None or form.city not in municipalities(actor, "project.write"):
            raise NotFoundException

        def work(session: Session) -> str:
            def act() -> str:
                words = " ".join(form.words.split())
                made = begin(request, session, form.city, words=words, indicator=form.indicator, language=spoken)
                step = "route" if form.amount or form.kind else "market"
                return address("project_step", spoken, id=form.city, project=made, step=step, **known)

            return once(session, form.once, actor.person, act)

        return Redirect(write(work), status_code=303)


def _fits(form: NewForm) -> bool:
    with reading() as session:
        return may_be(session, form.city, form.indicator)


def _new(request: Asked, asked: NewQuery, errors: list[FieldError]) -> Response[bytes]:
    """The need to choose or to write; once it is there, the indicators of the city, those of the need first."""
    spoken = language(request)
    _ = translator(spoken)
    with reading() as session:
        mine = cities_for(session, actor_of(request), "project.write")
        codes = [place.code for place in mine]
        city = asked.city if asked.city in codes else codes[0] if len(codes) == 1 else ""
        options = followed(session, city, spoken, asked.need) if city else []
    return page(
        request,
        "project_new",
        "projects/new.html",
        status=422 if errors else 200,
        private=True,
        asked=asked,
        needs=typical_needs(),
        mine=choices((place.code, place.label) for place in mine),
        city=city,
        options=choices([*options, (NO_INDICATOR, _("Aucun indicateur ne convient"))]),
        route={name: getattr(asked, name) for name in ROUTE if getattr(asked, name)},
        errors=errors,
        once=new_token(),
    )


def _errors(errors: dict[str, str], spoken: str) -> list[FieldError]:
    _ = translator(spoken)
    told = {
        "words": _("Décrivez le besoin en 3 à 200 caractères."),
        "city": _("Choisissez la municipalité qui a ce besoin."),
    }
    wrong = [FieldError(name, text) for name, text in told.items() if name in errors]
    choose = _("Choisissez un indicateur que la ville suit, ou dites qu’aucun ne convient.")
    return wrong or [FieldError("indicator", choose)]
