"""What is done with a whole project: renamed, closed and taken up again, removed and taken back."""

from collections.abc import Callable, Mapping
from typing import Final

from litestar.exceptions import NotFoundException
from sqlmodel import Session, select

from municipal.cities.desk import permit
from municipal.committee.queries import committee_state
from municipal.db import write
from municipal.projects.forms import ChangeForm
from municipal.projects.tables import Project
from municipal.traces.chain import now, record
from municipal.traces.once import once
from municipal.web.actor import the_actor
from municipal.web.addresses import address
from municipal.web.form import only, parse
from municipal.web.page import Asked, language


def _close(row: Project, _title: str) -> str:
    row.closed_at = now()
    return "closed"


def _reopen(row: Project, _title: str) -> str:
    row.closed_at = None
    return "reopened"


def _remove(row: Project, _title: str) -> str:
    row.removed_at = now()
    return "removed"


def _restore(row: Project, _title: str) -> str:
    row.removed_at = None
    return "restored"


def _rename(row: Project, title: str) -> str:
    row.title = title or row.title
    return "saved"


# What a committee holds back: while it sits, and for a removal also once it has decided, since its report must stay.
SITTING: Final = ("open", "consensus", "locked")
HELD: Final = {"close": SITTING, "remove": (*SITTING, "decided")}

ACTS: Final[dict[str, Callable[[Project, str], str]]] = {
    "close": _close,
    "reopen": _reopen,
    "remove": _remove,
    "restore": _restore,
    "rename": _rename,
}


def change(request: Asked, city: str, raw: Mapping[str, list[str]]) -> str:
    """Do one of these acts; where it leads comes back, nothing for what is no act of ours."""
    form, _errors = parse(ChangeForm, only(raw, ChangeForm))
    act = ACTS.get(form.act) if form else None
    if form is None or act is None:
        return ""
    spoken, person = language(request), the_actor(request).person

    def work(session: Session) -> str:
        def once_only() -> str:
            by = permit(request, city)("project.write")
            row = session.exec(select(Project).where(Project.city == city, Project.id == form.project)).first()
            if row is None or (row.removed_at is not None) != (form.act == "restore"):
                raise NotFoundException
            if form.act in HELD and committee_state(session, city, row.id) in HELD[form.act]:
                return address("project", spoken, id=city, project=row.id, received="held")
            done = act(row, " ".join(form.title.split()))
            session.add(row)
            session.flush()
            record(session, by, f"project.{done}", "project", row.id, body=city, version=row.version, after=row.title)
            if form.act == "remove":
                return address("city_projects", spoken, id=city, received="removed", project=row.id)
            return address("project", spoken, id=city, project=row.id, received=form.act)

        return once(session, form.once, person, once_only)

    return write(work)
