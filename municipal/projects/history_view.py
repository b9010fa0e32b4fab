"""What became of each step of a project: its versions, field by field, and what was fixed."""

from collections.abc import Mapping
from typing import Any, Final

from msgspec import Struct
from sqlmodel import Session

from municipal.cities.desk import called
from municipal.projects.follow_up_step import reminded
from municipal.projects.grid_form import labels, shown
from municipal.projects.own import KIND, Entry, entries_of
from municipal.projects.step_form import the_forms
from municipal.projects.step_words import said
from municipal.projects.steps import Step, the_steps
from municipal.projects.undoing import taken_back
from municipal.traces.versions import Kept, history

_NOTHING: Final[dict[str, Any]] = {"told": {}, "frozen": None, "done": False}


class Change(Struct, frozen=True):
    """A field that changed, as it read before and after."""

    label: str
    before: str
    after: str


class Line(Struct, frozen=True):
    """One version of a step: who, when, what changed, whether it was said to be ready, what was fixed by it."""

    version: int
    at: str
    who: str
    changes: list[Change]
    ready: bool
    turned: bool
    digest: str
    may_take: bool


class Story(Struct, frozen=True):
    """The versions of a step, the latest first; `may_undo` when its last save can be taken back."""

    step: Step
    lines: list[Line]
    may_undo: bool

    @property
    def version(self) -> int:
        """The one that now stands."""
        return self.lines[0].version


class Said(Struct, frozen=True):
    """A line of the log, and who wrote it."""

    entry: Entry
    who: str
    text: str


def stories(session: Session, city: str, project: str, language: str, step: str = "") -> list[Story]:
    """What became of every step, or of one, of those that have versions."""
    chosen = [one for one in the_steps().steps.values() if not step or one.id == step]
    made = [(one, history(session, KIND, f"{project}/{one.id}", body=city)) for one in chosen]
    return [
        Story(one, _lines(session, one.id, kept, language), taken_back(one.id, kept) is not None)
        for one, kept in made
        if kept
    ]


def log(session: Session, city: str, project: str, language: str) -> list[Said]:
    """The log of a project, the latest first."""
    rows = entries_of(session, city, project)
    return [Said(one, called(session, one.person, language), reminded(one, language)) for one in rows]


def _lines(session: Session, step: str, kept: list[Kept], language: str) -> list[Line]:
    lines: list[Line] = []
    for n, one in enumerate(kept):
        earlier = kept[n + 1].values if n + 1 < len(kept) else _NOTHING
        fixed: Mapping[str, Any] = one.values["frozen"] or {}
        new = one.values["frozen"] != earlier["frozen"]
        lines.append(
            Line(
                version=one.version,
                at=one.at,
                who=called(session, one.by, language),
                changes=_changes(session, step, earlier["told"], one.values["told"], language),
                ready=one.values["done"],
                turned=one.values["done"] != earlier["done"],
                digest=str(fixed.get("digest", "")) if new else "",
                may_take=n > 0 and step in the_forms().fields,
            )
        )
    return lines


def _changes(
    session: Session, step: str, before: Mapping[str, str], after: Mapping[str, str], language: str
) -> list[Change]:
    fields = {one.id: one for one in the_forms().fields.get(step, [])}
    names = [*fields, *(name for name in (*before, *after) if name not in fields)]
    # The fields of a grid are called as on its own page, and read as they are written there.
    named = labels(language) if step == "grid" else {}
    if step == "grid":
        before, after = (shown(told, language) if told else told for told in (before, after))
        before, after = ({**told, "tie_rule": ""} for told in (before, after))

    def read(name: str, value: str) -> str:
        return said(session, fields[name], value, language) if value and name in fields else str(value)

    return [
        Change(
            fields[name].text("label", language) if name in fields else named.get(name, name),
            read(name, before.get(name, "")),
            read(name, after.get(name, "")),
        )
        for name in dict.fromkeys(names)
        if before.get(name, "") != after.get(name, "")
    ]
