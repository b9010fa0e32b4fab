"""Where a city chooses what of a project is public, sees the release before it is one, and may take it back."""

import msgspec
from litestar import Controller, Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect
from sqlmodel import Session

from municipal.cities.desk import CITY, desk, permit
from municipal.db import reading, write
from municipal.open_contracting.forms import PublishForm, PublishQuery
from municipal.open_contracting.publishing import drafted, ocid_of, publish, withdraw
from municipal.open_contracting.queries import file_of, releases_of, standing
from municipal.open_contracting.release import ready
from municipal.projects.own import project_of, steps_of
from municipal.traces.chain import now
from municipal.traces.once import new_token, once
from municipal.web.actor import the_actor
from municipal.web.addresses import address, canonical, paths
from municipal.web.form import FieldError, only, parse, query
from municipal.web.language import translator
from municipal.web.page import Asked, found, language, page, settings
from municipal.web.threads import reads, sent, takes

LEAST_REASON = 5


class ProjectPublishPages(Controller):
    """Choose, look, publish, take back."""

    include_in_schema = False

    @get(paths("project_publish"), action="project.publish", body="id")
    @reads
    def show(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """The parts that have something to tell, and the release that those chosen would make."""
        return _sheet(request, id, query(PublishQuery, canonical(request.query_params.multi_items())), [])

    @post(paths("project_publish"), action="project.publish", body="id")
    @takes
    def change(self, request: Asked, id: FromPath[str]) -> Response[bytes] | Redirect:  # noqa: A002 - as in the address
        """Publish a release, or take all of them back."""
        raw = sent(request)
        form, errors = parse(PublishForm, only(raw, PublishForm))
        if form is None and set(errors) - {"reason"}:
            raise NotFoundException
        _ = translator(language(request))
        if form is None or (form.act == "withdraw" and len(form.reason.strip()) < LEAST_REASON):
            why = FieldError("reason", _("Dites pourquoi, en 5 à 500 caractères."))
            return _sheet(request, id, PublishQuery(project=raw["project"][0]), [why])
        spoken, person = language(request), the_actor(request).person

        def work(session: Session) -> str | None:
            def act() -> str | None:
                by = permit(request, id)("project.publish")
                found(project_of(session, id, form.project))
                if form.act == "withdraw":
                    done = withdraw(session, by, settings(request), id, form.project, form.reason.strip())
                else:
                    done = publish(session, by, settings(request), id, form.project, form.part) is not None
                received = {"publish": "published", "withdraw": "withdrawn"}[form.act]
                return (
                    address("project_publish", spoken, id=id, project=form.project, received=received) if done else None
                )

            return once(session, form.once, person, act)

        made = write(work, public=True)
        if made is None:
            nothing = FieldError("part", _("Choisissez au moins une partie à publier."))
            return _sheet(request, id, PublishQuery(project=form.project), [nothing])
        return Redirect(made, status_code=303)


def _sheet(request: Asked, city: str, asked: PublishQuery, errors: list[FieldError]) -> Response[bytes]:
    with reading() as session:
        at = desk(session, request, city, kinds=CITY)
        project = found(project_of(session, city, asked.project))
        rows = releases_of(session, city, project.id)
        made = drafted(session, settings(request), city, project.id, asked.parts(), at=now()) if asked.part else None
        return page(
            request,
            "project_publish",
            "open_contracting/publish.html",
            id=city,
            status=422 if errors else 200,
            private=True,
            at=at,
            project=project,
            ready=ready(steps_of(session, city, project.id)),
            chosen=asked.parts(),
            shown=msgspec.json.format(msgspec.json.encode(made), indent=2).decode() if made else "",
            published=standing(rows),
            history=rows,
            file=file_of(ocid_of(settings(request), city, project.id)),
            errors=errors,
            received=asked.received,
            once=new_token(),
        )
