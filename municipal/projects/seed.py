"""The project that the demonstration begins with: `seed/demo/projects.toml`, fictitious like its city."""

from collections.abc import Collection
from pathlib import Path
from typing import Any

from msgspec import Struct

from municipal.projects.step_form import the_forms
from municipal.projects.tables import Project, ProjectStep
from municipal.traces.chain import SYSTEM
from vendors.sources.faults import UnusableError
from vendors.sources.seedfile import SeedRows, fault_in, read_toml


class ProjectSeed(Struct, frozen=True, forbid_unknown_fields=True):
    """A project, and which of its steps are said to be ready."""

    id: str
    city: str
    title: str
    words: str
    language: str
    opened_at: str
    ready: list[str]


class ToldSeed(Struct, frozen=True, forbid_unknown_fields=True):
    """One field of one step of a project."""

    project: str
    step: str
    field: str
    text: str


def project_rows(folder: Path, cities: Collection[str]) -> list[SeedRows]:
    """The rows of the file of a folder. Raises UnusableError for a city, a project or a field that does not exist."""
    path = folder / "projects.toml"
    tables = read_toml(path, project=ProjectSeed, told=ToldSeed)
    projects: list[ProjectSeed] = tables["project"]
    told: list[ToldSeed] = tables["told"]
    known = {one.id: one for one in projects}
    faults = [
        fault_in(path, "project", n, "city", one.city) for n, one in enumerate(projects) if one.city not in cities
    ]
    for n, one in enumerate(told):
        if one.project not in known:
            faults.append(fault_in(path, "told", n, "project", one.project))
        if one.field not in {field.id for field in the_forms().fields.get(one.step, [])}:
            faults.append(fault_in(path, "told", n, "field", one.field))
    if faults:
        raise UnusableError(faults)
    steps: dict[tuple[str, str], dict[str, str]] = {}
    for one in told:
        steps.setdefault((one.project, one.step), {})[one.field] = one.text
    return [
        SeedRows(Project, [_project(one) for one in projects]),
        SeedRows(ProjectStep, [_step(known[project], step, values) for (project, step), values in steps.items()]),
    ]


def _project(one: ProjectSeed) -> dict[str, Any]:
    told = {name: getattr(one, name) for name in ("id", "city", "title", "words", "language", "opened_at")}
    return told | {"opened_by": SYSTEM.person}


def _step(project: ProjectSeed, step: str, told: dict[str, str]) -> dict[str, Any]:
    empty = dict.fromkeys((field.id for field in the_forms().fields[step]), "")
    return {
        "city": project.city,
        "project": project.id,
        "step": step,
        "told": empty | told,
        "frozen": None,
        "author": SYSTEM.person,
        "saved_at": project.opened_at,
        "done_at": project.opened_at if step in project.ready else None,
    }
