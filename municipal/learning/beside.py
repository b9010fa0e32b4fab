"""The short lesson that a step of the site needs, one click away from it."""

from typing import Final

from municipal.learning.curriculum import Curriculum, curriculum
from municipal.learning.minutes import lesson_minutes
from municipal.learning.words import whole
from municipal.web.addresses import address
from municipal.web.page import Beside

# A page is a step when steps.csv names it; some pages are a step under another name.
SAME_STEP: Final = {
    **dict.fromkeys(("my_cities", "open_city"), "my_city"),
    **dict.fromkeys(("city_tracking", "city_readings", "well_being"), "indicators"),
    **dict.fromkeys(("needs", "need_join"), "need"),
    "comparison": "compare",
    "council_note": "indicator",
    "city_case": "case",
    "cases_map": "cases",
    # A page of all steps of a project names its step; where another page is the same step, its lesson serves.
    **dict.fromkeys(("project_new", "step_need"), "need"),
    **dict.fromkeys(("city_projects", "project"), "projects"),
    **dict.fromkeys(("step_route", "law"), "route"),
    "project_grid": "step_grid",
    "project_documents": "step_documents",
    **dict.fromkeys(("committee", "committee_sheet"), "step_committee"),
    "step_comparison": "compare",
    "step_outcome_12": "step_outcome_6",
    "step_case": "case",
}


def beside(page: str, language: str, back: str) -> Beside | None:
    """The lesson beside a page, with the way back to it; nothing where no step asks for one."""
    found: Curriculum = curriculum()
    step = found.steps.get(SAME_STEP.get(page, page))
    lesson = found.lessons.get(step.lesson) if step else None
    if step is None or lesson is None:
        return None
    return Beside(
        title=lesson.texts[language].title,
        why=step.text("why", language),
        minutes=whole(lesson_minutes(lesson, language, found.limits.reading)),
        href=address("lesson", language, id=lesson.id, back=back),
    )
