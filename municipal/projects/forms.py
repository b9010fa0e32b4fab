"""What comes in about a project."""

from typing import Annotated

from msgspec import Meta, Struct

from municipal.web.form import Id, Input, Once, Received

Words = Annotated[str, Meta(max_length=500)]


class ProjectQuery(Received, frozen=True):
    """Which project of a city."""

    project: Id = ""


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
