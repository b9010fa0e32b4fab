"""What comes in about a project."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from municipal.web.form import Id, Input, Once, Received, Version

Words = Annotated[str, Meta(max_length=500)]


class ProjectQuery(Received, frozen=True):
    """Which project of a city."""

    project: Id = ""


class FileQuery(ProjectQuery, frozen=True):
    """A project, by its steps; with `whole`, everything of it on one page."""

    whole: Id = ""


class StepQuery(ProjectQuery, frozen=True):
    """Which step of a project; the other parameters are the step’s own."""

    step: Id = ""


class NewQuery(Struct, frozen=True):
    """The need that a project begins from, and what is known of its route already."""

    need: Words = ""
    city: Id = ""
    amount: Annotated[str, Meta(max_length=40)] = ""
    kind: Id = ""
    with_others: Id = ""
    threshold: Annotated[str, Meta(max_length=40)] = ""
    bylaw: Annotated[str, Meta(max_length=40)] = ""


class NewForm(Input, frozen=True):
    """A project to begin."""

    city: Id
    words: Annotated[str, Meta(min_length=3, max_length=200)]
    indicator: Id
    amount: Annotated[str, Meta(max_length=40)] = ""
    kind: Id = ""
    with_others: Id = ""
    threshold: Annotated[str, Meta(max_length=40)] = ""
    bylaw: Annotated[str, Meta(max_length=40)] = ""
    once: Once = ""


class ChangeForm(Input, frozen=True):
    """What is done with a whole project: closed, taken up again, removed, taken back, renamed."""

    project: Id
    act: Id
    title: Annotated[str, Meta(max_length=200)] = ""
    once: Once = ""


class ShareForm(Input, frozen=True):
    """An address to make: for how many days, and in which language it begins."""

    project: Id
    days: Literal["7", "30", "90"]
    language: Literal["fr", "en"]
    once: Once = ""


class EndShareForm(Input, frozen=True):
    """An address to end, by its digest."""

    project: Id
    share: Id
    once: Once = ""


class UndoForm(Input, frozen=True):
    """The last save of a step to take back; `version` is the one that was shown."""

    project: Id
    step: Id
    version: Version
    once: Once = ""
