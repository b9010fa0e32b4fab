"""What an administrator does about the people of a body: each form of the page, and where it leads."""

from collections.abc import Callable
from typing import Final, TypeAlias

from litestar.exceptions import NotFoundException
from msgspec import Struct
from sqlmodel import Session

from municipal.cities.forms import InviteForm, OneForm, RolesForm
from municipal.db import write
from municipal.mail.message import is_address
from municipal.people.attempts import attempt
from municipal.people.by import by
from municipal.people.inviting import invite, withdraw_invitation
from municipal.people.managing import Refusal, change_roles, givable, leave, recover
from municipal.people.roles import roles
from municipal.sign_in.arriving import base_for_messages
from municipal.traces.once import once
from municipal.web.actor import the_actor
from municipal.web.addresses import address
from municipal.web.form import FieldError, parse, said, without
from municipal.web.language import translator
from municipal.web.page import Asked, language
from municipal.web.threads import sent


class Refused(Struct, frozen=True):
    """What the page shows again: what was typed, what is wrong with it, and the person it is about."""

    values: dict[str, str]
    errors: list[FieldError]
    person: str = ""
    status: int = 422


# Where a form leads, or what to show again.
Made: TypeAlias = str | Refused


def send_invitation(request: Asked, body: str) -> Made:
    """Invite somebody by e-mail, with roles."""
    given = without(sent(request), "act")
    form, errors = parse(InviteForm, given)
    may = givable(the_actor(request), body)
    if form and not set(form.roles) <= set(may):
        errors["roles"] = "unknown"
    if form and not is_address(form.email):
        errors["email"] = "unknown"
    _ = translator(language(request))
    typed = {"email": said(given, "email"), "roles": " ".join(given.get("roles", []))}
    if form is None or errors:
        told = {
            "email": _("Écrivez le courriel de la personne, comme nom@ville.ca."),
            "roles": _("Choisissez au moins un rôle."),
            "language": _("Choisissez la langue du message."),
        }
        lost = _("Retirez ce champ\u00a0: il n’est pas attendu.")
        return Refused(typed, [FieldError(name, told.get(name, lost)) for name in errors])
    attempt("link", address=f"invitation {body}", person=form.email.lower())
    wanted = [role for role in may if role in form.roles]
    known = _("Cette personne est déjà ici. Changez ses rôles dans la liste.")

    def act(session: Session) -> Made:
        invited = invite(
            session,
            by(request),
            body=body,
            email=form.email,
            wanted=wanted,
            language=form.language,
            base=base_for_messages(request),
        )
        return _list(request, body, "invited") if invited else Refused(typed, [FieldError("email", known)])

    return write(lambda session: once(session, form.once, by(request).person, lambda: act(session)))


def set_roles_of(request: Asked, body: str) -> Made:
    """Give and withdraw roles."""
    form, _errors = parse(RolesForm, without(sent(request), "act"))
    if form is None or not set(form.roles) <= set(roles()):
        raise NotFoundException
    may = givable(the_actor(request), body)

    def act(session: Session) -> Refusal | None:
        who = by(request)
        return change_roles(session, who, body=body, person=form.person, was=form.was, wanted=form.roles, may=may)

    return _answer(request, body, form.person, "changed", write(act))


def withdraw_all_roles(request: Asked, body: str) -> Made:
    """Remove somebody from the body."""
    form = _one(request)
    may = givable(the_actor(request), body)

    def act(session: Session) -> Refusal | None:
        return leave(session, by(request), body=body, person=form.id, may=may)

    return _answer(request, body, form.id, "left", write(act))


def send_recovery(request: Asked, body: str) -> Made:
    """Help somebody who lost their proofs."""
    form = _one(request)

    def act(session: Session) -> Made:
        refused = recover(session, by(request), body=body, identity=form.id, base=base_for_messages(request))
        return _answer(request, body, form.id, "recovering", refused)

    return write(lambda session: once(session, form.once, by(request).person, lambda: act(session)))


def end_invitation(request: Asked, body: str) -> Made:
    """End an invitation that waits."""
    form = _one(request)
    write(lambda session: withdraw_invitation(session, by(request), body=body, identity=form.id))
    return _list(request, body, "cancelled")


# By what each of the page's forms says of itself.
ACTS: Final[dict[str, Callable[[Asked, str], Made]]] = {
    "invite": send_invitation,
    "roles": set_roles_of,
    "leave": withdraw_all_roles,
    "recover": send_recovery,
    "cancel": end_invitation,
}


def _one(request: Asked) -> OneForm:
    form, _errors = parse(OneForm, without(sent(request), "act"))
    if form is None or not form.id:
        raise NotFoundException
    return form


def _list(request: Asked, body: str, received: str, *, manage: bool = True) -> str:
    return address("city_people", language(request), id=body, manage="yes" if manage else "", received=received)


def _answer(request: Asked, body: str, person: str, received: str, refused: Refusal | None) -> Made:
    """On to the list, or back to the person with what stands in the way."""
    if refused == "unknown":
        raise NotFoundException
    if refused is None:
        # Whoever gave up the role of managing sees the list as the others do.
        return _list(request, body, received, manage=person != the_actor(request).person)
    _ = translator(language(request))
    told = {
        "last": _("Donnez d’abord ce rôle à une autre personne\u00a0: sans elle, plus personne ne gérerait les accès."),
        "none": _("Choisissez au moins un rôle, ou retirez la personne."),
        "self": _("Demandez à une autre personne\u00a0: on ne retire pas ses propres preuves ainsi."),
        "address": _("Invitez cette personne à nouveau\u00a0: son compte n’a pas de courriel."),
    }
    return Refused({}, [FieldError("roles", told[refused])], person, 409)
