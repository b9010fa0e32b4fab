"""The same courses, as JSON."""

from typing import Literal

from litestar import Controller, get
from litestar.params import FromQuery

from municipal.courses.queries import Certified, CourseRow, Price, courses, keep
from municipal.web.open import OPEN
from municipal.web.single import each_once
from municipal.web.threads import reads


class CourseApi(Controller):
    """Courses."""

    opt = OPEN
    path = "/api/v1/formations"
    tags = ("formations",)
    before_request = each_once

    @get()
    @reads
    def index(
        self,
        lang: FromQuery[Literal["fr", "en"]] = "fr",
        language: FromQuery[Literal["fr", "en", "unknown"] | None] = None,
        format: FromQuery[Literal["online", "in_person", "hybrid", "unknown"] | None] = None,  # noqa: A002 - as in the address
        duration: FromQuery[Literal["60", "300", "1800", "longer", "unknown"] | None] = None,
        cost: FromQuery[Price | None] = None,
        certificate: FromQuery[Certified | None] = None,
        level: FromQuery[Literal["1", "2", "3", "4", "unknown"] | None] = None,
        quebec: FromQuery[Literal["yes", "no"] | None] = None,
    ) -> list[CourseRow]:
        """Courses by title; `duration` is the longest in minutes, and what no source says is `unknown`."""
        asked = {
            "language": language,
            "format": format,
            "duration": duration,
            "cost": cost,
            "certificate": certificate,
            "level": level,
            "quebec": quebec,
        }
        return keep(courses(lang), {name: [value] for name, value in asked.items() if value})
