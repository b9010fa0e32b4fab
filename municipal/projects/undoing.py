"""The last save of a step taken back: a new version that equals the one before, so that nothing is ever lost."""

from litestar.exceptions import NotFoundException
from sqlmodel import Session

from municipal.projects.own import FORM, KIND
from municipal.projects.step_form import the_forms
from municipal.projects.writing import Moved, save_step
from municipal.traces.chain import Permit
from municipal.traces.drafts import draft, save_draft
from municipal.traces.versions import Kept, history


def undo(session: Session, permit: Permit, city: str, project: str, step: str, *, version: int) -> Moved | None:
    """Take back the last save of a step; Moved when somebody saved it meanwhile. Raises NotFoundException.

    What one was typing stays as one’s draft.
    """
    by = permit("project.write")
    before = taken_back(step, history(session, KIND, f"{project}/{step}", body=city))
    if before is None:
        raise NotFoundException
    about = f"{city}/{project}/{step}"
    left = draft(session, by.person, FORM, about)
    values = before.values
    moved = save_step(session, permit, city, project, step, values["told"], version=version, done=values["done"])
    if left and not moved:
        save_draft(session, by.person, FORM, about, values=left.values, base=left.base)
    return moved


def taken_back(step: str, kept: list[Kept]) -> Kept | None:
    """The version to which taking back the last save leads; nothing after what was fixed, or where there is none."""
    if step not in the_forms().fields or len(kept) < 2:  # noqa: PLR2004 - the last one, and the one before
        return None
    last, before = kept[:2]
    return before if last.values["frozen"] == before.values["frozen"] else None
