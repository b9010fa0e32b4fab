"""What every step of a project shares: where its form leads, what is shown again, what it adds to the plain page."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from msgspec import Struct
from sqlmodel import Session

from municipal.cities.desk import Desk
from municipal.projects.own import ProjectRow, StepRow
from municipal.web.form import FieldError
from municipal.web.merge import Part
from municipal.web.page import Asked


class Again(Struct, frozen=True):
    """The step to show again: what was typed, what is wrong with it; or both sides of two edits."""

    values: dict[str, str]
    errors: list[FieldError]
    version: int
    status: int = 422
    parts: tuple[Part, ...] = ()
    raw: Mapping[str, list[str]] = {}


# Where a form leads, or what to show again.
Made: TypeAlias = str | Again


class Stand(Struct, frozen=True):
    """A step as somebody stands before it: where, of which project, with what is told of every step."""

    request: Asked
    at: Desk
    project: ProjectRow
    steps: dict[str, StepRow]
    language: str
    again: Again | None = None
    asked: Mapping[str, list[str]] = {}


# What a step shows beside its fields, and what its own buttons do, by the name that each button bears.
Show: TypeAlias = Callable[[Session, Stand], dict[str, Any]]
Act: TypeAlias = Callable[[Asked, str, ProjectRow, Mapping[str, list[str]]], Made]


class Extra(Struct, frozen=True):
    """What a step adds to the plain page: a template of its own, with its data, and its own acts."""

    template: str
    show: Show
    acts: dict[str, Act] = {}
