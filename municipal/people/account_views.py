"""One's own pages, as they are drawn."""

import datetime as dt

from litestar import Response
from sqlmodel import Session

from municipal.db import reading
from municipal.people.bodies import body_name
from municipal.people.forms import InterestForm
from municipal.people.interests import KINDS, interests_of
from municipal.people.queries import person
from municipal.people.roles import roles
from municipal.web.actor import the_actor
from municipal.web.form import FieldError
from municipal.web.language import translator
from municipal.web.page import CURATION, Asked, choices, found, language, page
from vendors.registry.queries import vendors


def mistakes(form: InterestForm) -> set[str]:
    """The fields that are wrong by their meaning."""
    wrong: set[str] = set()
    with reading() as session:
        if not {form.vendor, *form.also} <= set(_vendor_names(session)):
            wrong.add("vendor")
    if form.also and form.declared == "yes":
        wrong.add("declared")
    if form.declared == "yes" and form.kind not in KINDS:
        wrong.add("kind")
    for name in ("since", "until"):
        try:
            dt.date.fromisoformat(getattr(form, name) or "2026-01-01")
        except ValueError:
            wrong.add(name)
    if form.since and form.until and form.until < form.since:
        wrong.add("until")
    return wrong


def _vendor_names(session: Session) -> dict[str, str]:
    return {row.id: row.name for row in vendors(session)}


def account_form(
    request: Asked, values: dict[str, str], errors: list[FieldError], *, status: int = 422
) -> Response[bytes]:
    """One’s account, with what was typed."""
    actor = the_actor(request)
    spoken = language(request)
    with reading() as session:
        row = found(person(session, actor.person))
        grants = [
            (body_name(session, grant.body, spoken) or grant.body, roles()[grant.role].name(spoken), grant.via)
            for grant in actor.grants
        ]
    known = {"name": row.name, "language": row.language, "notices": "yes" if row.notices else "no"}
    return page(
        request,
        "account",
        "people/account.html",
        status=status if errors else 200,
        private=True,
        row=row,
        values=known | values,
        grants=grants,
        errors=errors,
        languages=choices([("fr", "Français"), ("en", "English")]),
    )


def interests_form(request: Asked, values: dict[str, str], errors: list[FieldError]) -> Response[bytes]:
    """What one declared about suppliers, with what was typed."""
    _ = translator(language(request))
    with reading() as session:
        names = _vendor_names(session)
        rows = interests_of(session, the_actor(request).person)
    blank = {"vendor": "", "declared": "", "kind": "", "since": "", "until": "", "statement": "", "back": ""}
    kinds = {
        "employment": _("Emploi ou mandat"),
        "shares": _("Actions ou propriété"),
        "contract": _("Contrat"),
        "family": _("Lien de famille"),
        "friendship": _("Lien d’amitié"),
        "other": _("Autre"),
    }
    return page(
        request,
        "interests",
        "people/interests.html",
        status=422 if errors else 200,
        private=True,
        told=rows,
        values=blank | values,
        errors=errors,
        vendors=choices([("", _("Choisir")), *sorted(names.items(), key=lambda pair: pair[1].casefold())]),
        vendor_names=names,
        curates=the_actor(request).holds(*CURATION),
        kinds=choices([("", _("Choisir")), *kinds.items()]),
        kind_names=kinds,
        answers=choices([("yes", _("Oui, j’ai un intérêt")), ("no", _("Non, aucun"))]),
    )
