"""The register of incidents of a body: its list, its form, and its file for the Commission."""

from collections.abc import Mapping
from typing import Annotated, Final, Literal

import msgspec
from litestar import Controller, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect
from msgspec import Meta, Struct
from sqlmodel import Session

from municipal.db import reading, write
from municipal.people.bodies import body_name
from municipal.people.by import by, insisted
from municipal.privacy.forms import IncidentForm, mistakes
from municipal.privacy.incident_file import register_file
from municipal.privacy.queries import FIELDS, IncidentRow, change_incident, incident, incidents, record_incident
from municipal.privacy.words import labels, remedy
from municipal.traces.accesses import noted
from municipal.traces.once import new_token, once
from municipal.web.actor import the_actor
from municipal.web.addresses import address, canonical, paths
from municipal.web.form import FieldError, parse, query
from municipal.web.language import translator
from municipal.web.merge import Part, merge, settled, unsettled
from municipal.web.page import Asked, found, language, page
from municipal.web.threads import sent, takes, writes

NEW: Final = "new"
Values = Mapping[str, str]


class IncidentQuery(Struct, frozen=True):
    """One incident, a new one, or the whole register as a file."""

    incident: Annotated[str, Meta(max_length=40)] = ""
    format: Literal["", "csv"] = ""


class IncidentPages(Controller):
    """What happened to personal information, and what was done."""

    include_in_schema = False

    @get(paths("city_incidents"), action="incident.read", body="id", sensitive=True)
    @writes
    @noted("incident", of="incident")
    def index(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """The register of a body, one of its incidents, or its file."""
        asked = query(IncidentQuery, canonical(request.query_params.multi_items()))
        if asked.incident == NEW:
            insisted(request, "incident.record", body=id)
            return _form(request, id, {"once": new_token()})
        with reading() as session:
            name = found(body_name(session, id, language(request)))
            rows = incidents(session, id)
        if asked.incident:
            row = found(next((one for one in rows if one.id == asked.incident), None))
            return _form(request, id, _shown(row))
        if asked.format:
            name = f"incidents-{id.replace(':', '-')}.csv"
            headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
            file = register_file(rows, language(request))
            return Response(file, media_type="text/csv; charset=utf-8", headers=headers)
        return page(
            request, "city_incidents", "privacy/incidents.html", id=id, private=True, body=id, where=name, kept=rows
        )

    @post(paths("city_incidents"), action="incident.record", body="id", sensitive=True)
    @takes
    @noted("incident")
    def keep(self, request: Asked, id: FromPath[str]) -> Response[bytes] | Redirect:  # noqa: A002 - the name in the address
        """Record an incident, or change one; what somebody else changed meanwhile is joined with it."""
        raw = settled(sent(request), FIELDS)
        form, errors = parse(IncidentForm, raw)
        values = {name: one[0] for name, one in raw.items() if one}
        if parts := unsettled(sent(request), FIELDS):
            return _form(request, id, values, parts, [f"choice_{part.name}" for part in parts if part.conflict], 422)
        wrong = list(errors) if form is None else mistakes(form)
        if form is None or wrong:
            return _form(request, id, values, (), sorted(wrong), 422)
        there = address("city_incidents", language(request), id=id)

        def work(session: Session) -> IncidentRow | str:
            if form.incident:
                stored = found(incident(session, id, form.incident))
                return there if change_incident(session, by(request), id, form) else stored
            return once(session, form.once, the_actor(request).person, lambda: add(session))

        def add(session: Session) -> str:
            record_incident(session, by(request), id, form)
            return there

        done = write(work)
        if isinstance(done, str):
            return Redirect(done, status_code=303)
        theirs, mine = _shown(done), {name: values.get(name, "") for name in FIELDS}
        parts = merge(_base(form.base), theirs, mine)
        return _form(request, id, values | {"version": theirs["version"], "base": theirs["base"]}, parts, [], 409)


def _shown(row: IncidentRow) -> dict[str, str]:
    """An incident as its form shows it, with itself as what a change begins from."""
    told = {name: "" if (value := getattr(row, name)) is None else str(value) for name in FIELDS}
    told["serious"] = "yes" if row.serious else "no"
    return told | {"incident": row.id, "version": str(row.version), "base": msgspec.json.encode(told).decode()}


def _base(text: str) -> dict[str, str] | None:
    """What a form began from, when it still says so."""
    try:
        return msgspec.json.decode(text, type=dict[str, str])
    except msgspec.MsgspecError:
        return None


def _form(
    request: Asked,
    body: str,
    values: Values,
    parts: tuple[Part, ...] = (),
    wrong: list[str] | None = None,
    status: int = 200,
) -> Response[bytes]:
    """The form as it was left; after a change made elsewhere, its parts joined."""
    spoken = language(request)
    with reading() as session:
        name = found(body_name(session, body, spoken))
    blank = dict.fromkeys((*FIELDS, "incident", "once", "base"), "") | {"version": "0"}
    _ = translator(spoken)
    choose = _("Choisissez le texte à garder.")
    errors = [
        FieldError(one, choose if one.startswith("choice_") else remedy(one, spoken)) for one in wrong or list[str]()
    ]
    return page(
        request,
        "city_incidents",
        "privacy/incident.html",
        id=body,
        status=status,
        private=True,
        body=body,
        where=name,
        values=blank | dict(values),
        parts=[part for part in parts if part.name != "serious"],
        serious=next((part.value for part in parts if part.name == "serious"), values.get("serious", "")),
        labels=labels(spoken),
        errors=errors,
    )
