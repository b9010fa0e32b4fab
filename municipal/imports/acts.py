"""What is done with a file that was brought, by what each form of its page says of itself."""

from collections.abc import Callable
from typing import Final

from litestar.exceptions import NotFoundException
from sqlmodel import Session

from municipal.cities.desk import permit
from municipal.curation.undo_acts import holding
from municipal.db import reading
from municipal.imports.answers import Again, Made, acting_once, left_to_others
from municipal.imports.choosing import choose
from municipal.imports.confirming import confirm, drop
from municipal.imports.forms import UndoForm
from municipal.imports.interests import barred, changed_by
from municipal.imports.queries import FileRow
from municipal.imports.undoing import Undo, undo
from municipal.people.roles import PROVINCE
from municipal.web.addresses import address
from municipal.web.form import FieldError, parse, said, unix_lines, without
from municipal.web.language import translator
from municipal.web.page import Asked, language
from municipal.web.threads import sent


def act_of(name: str) -> Callable[[Asked, FileRow], Made]:
    """What one of the page’s forms does. Raises NotFoundException."""
    if name not in _ACTS:
        raise NotFoundException
    return _ACTS[name]


def take_back(request: Asked, file: FileRow) -> Made:
    """Take a whole import back, for a reason."""
    by = permit(request, PROVINCE)("import.undo")
    spoken = language(request)
    _ = translator(spoken)
    raw = unix_lines(without(sent(request), "act"))
    form, errors = parse(UndoForm, raw)
    if form is None:
        if set(errors) != {"reason"}:
            return Again(typed=said(raw, "reason"), received="moved", status=409)
        return Again([FieldError("reason", _("Dites pourquoi, en 5 à 1\u00a0000 caractères."))], said(raw, "reason"))

    with reading() as session:
        names = barred(session, by.person, changed_by(session, file.id))
    if names:
        return Again([FieldError("reason", left_to_others(names, spoken))], form.reason, status=403)

    def act(session: Session) -> Made:
        if not undo(session, by, Undo(file.id, form.version, form.reason), holding(session)):
            return Again(typed=form.reason, received="moved", status=409)
        return address("import_file", spoken, id=file.id, received="undone")

    return acting_once(form.once, act, by.person)


_ACTS: Final[dict[str, Callable[[Asked, FileRow], Made]]] = {
    "columns": choose,
    "confirm": confirm,
    "drop": drop,
    "undo": take_back,
}
