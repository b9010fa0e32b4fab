"""A change of the registry is taken back, with a reason; what somebody changed since stays, and is told."""

from collections.abc import Callable

from litestar.exceptions import NotFoundException
from sqlmodel import Session, select

from municipal.curation.acting import CONFLICT, Again, Made, acting
from municipal.curation.tables import RegistryEdit
from municipal.curation.vendor_forms import UndoForm
from municipal.curation.vendor_writing import back
from municipal.curation.wrong import errors_of
from municipal.db import touch
from municipal.declarations.queries import in_states
from municipal.people.roles import PROVINCE
from municipal.traces.chain import Permit, now, record
from municipal.web.form import only, parse
from municipal.web.page import Asked, language
from municipal.web.threads import sent
from vendors.registry.changing import Cause
from vendors.registry.merging import group
from vendors.registry.replay import UNDONE
from vendors.registry.tables import VendorChange
from vendors.registry.undoing import Kept, take_back_one

# The states of a declaration that somebody may still answer.
_OPEN = ("told", "first", "more")


def undo(request: Asked, vendor: str) -> Made:
    """Take one change back."""
    raw, spoken = only(sent(request), UndoForm), language(request)
    form, wrong = parse(UndoForm, raw)
    if form is None:
        return Again("undo", raw, errors_of(wrong, spoken))

    def work(session: Session, allowed: Permit) -> Made:
        change = session.get(VendorChange, form.change)
        if change is None or change.vendor not in group(session, vendor):
            raise NotFoundException
        if change.taken_back or change.act == UNDONE:
            return Again("undo", raw, received="undone_already", status=CONFLICT)
        by = allowed("registry.undo")
        cause = Cause(UNDONE, now(), person=by.person, reason=form.reason)
        done = take_back_one(session, form.change, cause, holding(session))
        if not done.restored and done.kept:
            return Again("undo", raw, received=f"kept_{done.kept[0].why}", status=CONFLICT)
        after = {"restored": done.restored, "kept": [one.field for one in done.kept]}
        kind, identity = "vendor_change", str(form.change)
        record(session, by, "registry.undone", kind, identity, body=PROVINCE, after=after, reason=form.reason)
        touch(session)
        return back(vendor, spoken, "undone", kept=told(done.kept))

    return acting(request, "registry.undo", [vendor], "undo", work)


def told(kept: list[Kept]) -> str:
    """The fields that were kept as they are, for the address of the page that names them."""
    return " ".join(dict.fromkeys(one.field or one.kind for one in kept))


def holding(session: Session, *, but: str = "") -> Callable[[str], bool]:
    """What tells whether something outside the registry rests on a supplier or a solution: an edit, a declaration."""
    edits = session.exec(select(RegistryEdit.vendor, RegistryEdit.key).where(RegistryEdit.state == "waiting")).all()
    open_ones = {one.vendor for one in in_states(session, *_OPEN) if one.id != but}
    held = {part for edit in edits for part in edit} | open_ones
    return held.__contains__
