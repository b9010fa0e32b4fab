"""Who may read a project from outside: the addresses that still work, a new one, the end of one."""

from litestar import Controller, Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect
from sqlmodel import Session

from municipal.cities.desk import CITY, called, desk, permit
from municipal.db import reading, write
from municipal.projects.forms import EndShareForm, ProjectQuery, ShareForm
from municipal.projects.own import project_of
from municipal.projects.sharing import DAYS, USUAL, end_share, share, shares_of
from municipal.traces.once import new_token, once, spend_token
from municipal.web.actor import the_actor
from municipal.web.addresses import LANGUAGES, address, canonical, paths
from municipal.web.form import FieldError, only, parse, query, said
from municipal.web.language import translator
from municipal.web.page import Asked, base_url, choices, found, language, page
from municipal.web.threads import reads, sent, takes


class ProjectSharePages(Controller):
    """List, make, end."""

    include_in_schema = False

    @get(paths("project_share"), action="project.share", body="id")
    @reads
    def show(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """The addresses of a project that still work, and the form of a new one."""
        asked = query(ProjectQuery, canonical(request.query_params.multi_items()))
        return _page(request, id, asked.project, received=asked.received)

    @post(paths("project_share"), action="project.share", body="id")
    @takes
    def change(self, request: Asked, id: FromPath[str]) -> Response[bytes] | Redirect:  # noqa: A002 - as in the address
        """Make an address, which only this answer tells; or end one."""
        raw = sent(request)
        with reading() as session:
            desk(session, request, id, kinds=CITY)
        if said(raw, "act") == "end":
            return Redirect(_end(request, id), status_code=303)
        if said(raw, "act") != "share":
            raise NotFoundException
        form, wrong = parse(ShareForm, only(raw, ShareForm))
        if form is None:
            _ = translator(language(request))
            told = {"days": _("Choisissez une durée."), "language": _("Choisissez une langue.")}
            errors = [FieldError(name, told.get(name, _("Rechargez la page, puis recommencez."))) for name in wrong]
            return _page(request, id, said(raw, "project"), errors=errors)
        person = the_actor(request).person

        def work(session: Session) -> str:
            # The address is kept nowhere, so a form that is sent twice cannot lead to it again.
            if form.once and not spend_token(session, form.once, person):
                return ""
            return share(session, permit(request, id), id, form.project, language=form.language, days=int(form.days))

        code = write(work)
        made = f"{base_url(request)}{address('shared_project', form.language, id=code)}" if code else ""
        return _page(request, id, form.project, made=made, received="" if made else "again")


def _end(request: Asked, city: str) -> str:
    """End an address; where that leads comes back."""
    form, _errors = parse(EndShareForm, only(sent(request), EndShareForm))
    if form is None:
        raise NotFoundException
    spoken, person = language(request), the_actor(request).person

    def work(session: Session) -> str:
        def act() -> str:
            end_share(session, permit(request, city), city, form.project, form.share)
            return address("project_share", spoken, id=city, project=form.project, received="ended")

        return once(session, form.once, person, act)

    return write(work)


def _page(
    request: Asked,
    city: str,
    identity: str,
    *,
    made: str = "",
    received: str = "",
    errors: list[FieldError] | None = None,
) -> Response[bytes]:
    spoken = language(request)
    _ = translator(spoken)
    with reading() as session:
        at = desk(session, request, city, kinds=CITY)
        project = found(project_of(session, city, identity))
        live = [(row, called(session, row.created_by, spoken)) for row in shares_of(session, city, identity)]
    names = {"fr": _("Français"), "en": _("Anglais")}
    return page(
        request,
        "project_share",
        "projects/sharing.html",
        id=city,
        status=422 if errors else 200,
        private=True,
        at=at,
        project=project,
        shares=live,
        names_of=names,
        made=made,
        received=received,
        errors=errors or [],
        days=choices((str(one), _("{count} jours").format(count=one)) for one in DAYS),
        usual=str(USUAL),
        languages=choices((one, names[one]) for one in LANGUAGES),
        chosen=project.language,
        once=new_token(),
    )
