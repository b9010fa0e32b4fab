"""The map of modules, as JSON."""

from typing import Literal

from litestar import Controller, get
from litestar.params import FromQuery
from msgspec import Struct

from municipal.learning.curriculum import curriculum
from municipal.learning.minutes import module_minutes
from municipal.web.addresses import address
from municipal.web.open import OPEN
from municipal.web.single import each_once
from municipal.web.threads import reads


class ModuleOut(Struct, frozen=True):
    """A module: what it gives, how long it takes, what it presupposes; `ready` once it can be followed."""

    id: str
    level: int
    title: str
    outcome: str
    minutes: float
    ready: bool
    competencies: list[str]
    prerequisites: list[str]
    lessons: list[str]
    address: str


class ModuleApi(Controller):
    """Modules."""

    opt = OPEN
    path = "/api/v1/modules"
    tags = ("modules",)
    before_request = each_once

    @get()
    @reads
    def index(self, lang: FromQuery[Literal["fr", "en"]] = "fr", role: FromQuery[str | None] = None) -> list[ModuleOut]:
        """All modules in the order of the map, or those of a role's pathway; minutes are declared until it is ready."""
        found = curriculum()
        modules = found.pathway(role) if role else list(found.modules.values())
        return [
            ModuleOut(
                id=one.id,
                level=one.seed.level,
                title=one.seed.text("title", lang),
                outcome=one.seed.text("outcome", lang),
                minutes=round(module_minutes(one, lang, found.limits.reading), 1) if one.ready else one.seed.minutes,
                ready=one.ready,
                competencies=one.seed.competencies,
                prerequisites=one.seed.prerequisites,
                lessons=[address("lesson", lang, id=lesson.id) for lesson in one.lessons],
                address=address("module", lang, id=one.id),
            )
            for one in modules
        ]
