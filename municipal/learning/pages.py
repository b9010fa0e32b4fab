"""The first page of Apprendre, the map of all modules, the pathways, and where one goes on."""

from litestar import Controller, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect
from msgspec import Struct
from msgspec.structs import replace

from municipal.badges.queries import of_person
from municipal.db import reading
from municipal.learning.carrying import TooLargeError
from municipal.learning.curriculum import ESSENTIALS, Curriculum, curriculum
from municipal.learning.forms import RoleForm
from municipal.learning.keeping import change, essentials_done, learner, sent_with, standing
from municipal.learning.progress import coming_days, placement_result, waiting_cards
from municipal.learning.views import day, level_rows, module_rows, next_place
from municipal.learning.words import COOKIE_FULL
from municipal.web.addresses import address, paths
from municipal.web.form import parse
from municipal.web.format import today
from municipal.web.language import translator
from municipal.web.open import OPEN
from municipal.web.page import Asked, found, language, page
from municipal.web.threads import reads, sent, takes


class PathwayRow(Struct, frozen=True):
    """A role's pathway; `minutes` and `ready` of its modules as the map declares them."""

    role: str
    name: str
    who: str
    minutes: int
    modules: int
    ready: int


class LearnPages(Controller):
    """Apprendre, from above."""

    opt = OPEN
    include_in_schema = False

    @get(paths("learn"))
    @reads
    def learn(self, request: Asked) -> Response[bytes]:
        """The essentials, where one stands, and what comes next."""
        spoken, all_of_it = language(request), curriculum()
        progress = standing(request).progress
        name, identity = next_place(progress, all_of_it)
        waiting = waiting_cards(progress, all_of_it, today())
        coming = coming_days(progress, all_of_it)
        return page(
            request,
            "learn",
            "learning/index.html",
            private=not progress.empty,
            modules=module_rows(all_of_it.level(ESSENTIALS), progress, all_of_it, spoken),
            module_count=len(all_of_it.modules),
            promised=all_of_it.limits.reading.essentials_minutes,
            started=not progress.empty,
            finished=essentials_done(progress),
            held=essentials_done(progress) and _held(learner(request)),
            onward=address(name, spoken, id=identity),
            waiting=len(waiting),
            coming=day(coming[0]) if coming else "",
            saved=bool(learner(request)),
            outcome_count=len(all_of_it.bank("outcome")),
            answered_before=len(progress.before),
            answered_after=len(progress.after),
            placement=placement_result(progress, all_of_it),
            pathways=_pathways(all_of_it, spoken),
            role=progress.role,
        )

    @get(paths("learn_resume"), action="learning.read")
    @reads
    def resume(self, request: Asked) -> Redirect:
        """Where one left off; for somebody new, the first lesson."""
        name, identity = next_place(standing(request).progress, curriculum())
        there = address(name, language(request), id=identity)
        return Redirect(there, status_code=303, headers={"cache-control": "no-store"})

    @get(paths("learn_map"))
    @reads
    def map(self, request: Asked) -> Response[bytes]:
        """All modules of the four levels, those in preparation among them."""
        spoken, all_of_it = language(request), curriculum()
        progress = standing(request).progress
        return page(
            request,
            "learn_map",
            "learning/map.html",
            private=not progress.empty,
            levels=level_rows(module_rows(all_of_it.modules.values(), progress, all_of_it, spoken), all_of_it, spoken),
            pathways=_pathways(all_of_it, spoken),
            longest=all_of_it.limits.reading.longest_module,
            competencies={
                module.id: [all_of_it.competencies[code].text("name", spoken) for code in module.seed.competencies]
                for module in all_of_it.modules.values()
            },
            prerequisites={module.id: module.seed.prerequisites for module in all_of_it.modules.values()},
        )

    @get(paths("pathway"))
    @reads
    def pathway(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - as in the address
        """The modules of a role."""
        return _pathway(request, id)

    @post(paths("pathway"), action="learning.answer")
    @takes
    def follow(self, request: Asked, id: FromPath[str]) -> Response[bytes] | Redirect:  # noqa: A002 - as in the address
        """Follow this pathway: what comes next is what it holds."""
        form, _ = parse(RoleForm, sent(request))
        found(next((row for row in curriculum().pathways if row.role == id), None))
        role = id if form is None or form.role != "none" else ""
        try:
            changed = change(request, lambda progress: replace(progress, role=role))
        except TooLargeError:
            return _pathway(request, id, translator(language(request))(COOKIE_FULL))
        return sent_with(Redirect(address("learn", language(request)), status_code=303), changed)


def _held(person: str) -> bool:
    """Whether somebody holds a badge already."""
    if not person:
        return False
    with reading() as session:
        return bool(of_person(session, person))


def _pathway(request: Asked, identity: str, error: str = "") -> Response[bytes]:
    spoken, all_of_it = language(request), curriculum()
    chosen = found(next((row for row in all_of_it.pathways if row.role == identity), None))
    progress = standing(request).progress
    modules = all_of_it.pathway(identity)
    return page(
        request,
        "pathway",
        "learning/pathway.html",
        id=identity,
        status=422 if error else 200,
        private=bool(error) or not progress.empty,
        name_=chosen.text("name", spoken),
        who=chosen.text("who", spoken),
        groups=level_rows(module_rows(modules, progress, all_of_it, spoken), all_of_it, spoken),
        declared=sum(module.seed.minutes for module in modules),
        ready=sum(module.ready for module in modules),
        mine=progress.role == identity,
        errors=[{"field": "contenu", "message": error}] if error else [],
    )


def _pathways(all_of_it: Curriculum, spoken: str) -> list[PathwayRow]:
    rows: list[PathwayRow] = []
    for one in all_of_it.pathways:
        modules = all_of_it.pathway(one.role)
        minutes, ready = sum(module.seed.minutes for module in modules), sum(module.ready for module in modules)
        rows.append(
            PathwayRow(one.role, one.text("name", spoken), one.text("who", spoken), minutes, len(modules), ready)
        )
    return rows
