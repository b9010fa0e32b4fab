"""What a form of a file’s page comes to: where it leads, or what to show again."""

from collections.abc import Callable
from typing import Final, TypeAlias

from msgspec import Struct
from sqlmodel import Session

from municipal.db import write
from municipal.traces.once import once
from municipal.web.form import FieldError
from municipal.web.language import translator


class Again(Struct, frozen=True):
    """The page of the file to show again: what stands in the way, and what was typed."""

    errors: list[FieldError] = []
    typed: str = ""
    received: str = ""
    status: int = 422


Made: TypeAlias = str | Again
MOVED: Final = Again(received="moved", status=409)


def acting_once(token: str, act: Callable[[Session], Made], person: str) -> Made:
    """Act in one writing session, unless this very form acted before."""
    return write(lambda session: once(session, token, person, lambda: act(session)))


def left_to_others(names: list[str], spoken: str) -> str:
    """What is said to whoever declared an interest in these suppliers."""
    _ = translator(spoken)
    told = _("Laissez une autre personne le faire\u00a0: vous avez déclaré un intérêt ({names}).")
    return told.format(names=", ".join(names))
