"""« Enregistrer le brouillon »: what is being typed is kept, by itself every two seconds or by a button."""

from typing import Annotated, Final, Literal

from litestar import Controller, Response, post
from litestar.exceptions import NotFoundException
from litestar.response import Redirect
from msgspec import Meta

from municipal.db import write
from municipal.people.by import insisted
from municipal.traces.drafts import FORMS, drop_draft, fits, save_draft
from municipal.web.addresses import address, paths
from municipal.web.form import Input, parse, said
from municipal.web.onward import within
from municipal.web.page import Asked, language, page
from municipal.web.threads import sent, takes

_TOO_LONG: Final = 413


class LeftForm(Input, frozen=True):
    """Which form was left, about what, and which version of it was shown.

    No field is called `form`: a form that has one hides it from scripts under its own property of that name.
    """

    draft: Annotated[str, Meta(max_length=40)]
    about: Annotated[str, Meta(max_length=120)]
    version: Annotated[int, Meta(ge=0, le=10_000_000)] = 0
    back: str = ""
    keep: Literal["yes", "no"] = "yes"


# What stands in a form beside its fields.
_BESIDE: Final = (*LeftForm.__struct_fields__, "act", "once", "project", "step")


class DraftPages(Controller):
    """Keep or throw away."""

    include_in_schema = False

    @post(paths("draft"), action="draft.save")
    @takes
    def save(self, request: Asked) -> Response[bytes] | Redirect:
        """Keep what was typed of a form that exists, about what the person may send it for; or throw it away."""
        raw = sent(request)
        named = {name: raw[name] for name in LeftForm.__struct_fields__ if name in raw}
        form, _errors = parse(LeftForm, named)
        known = FORMS.get(form.draft) if form else None
        if form is None or known is None:
            raise NotFoundException
        person = insisted(request, known.action, body=form.about.partition("/")[0]).person
        names = known.fields or [name for name in raw if name not in _BESIDE]
        values = {name: said(raw, name).replace("\r\n", "\n") for name in names}
        at = ""
        if form.keep == "no":
            write(lambda session: drop_draft(session, person, form.draft, form.about))
        elif fits(values):
            at = write(
                lambda session: save_draft(session, person, form.draft, form.about, values=values, base=form.version)
            )
        if request.headers.get("hx-request-type") == "partial" or (form.keep == "yes" and not at):
            status = 200 if at or form.keep == "no" else _TOO_LONG
            return page(request, "", "draft.html", fragment="_draft.html", status=status, private=True, at=at)
        return Redirect(within(form.back) or address("my_cities", language(request)), status_code=303)
