"""The place of a supplier is proposed and answered; its yearly confirmation is asked for."""

from typing import Final

from litestar.exceptions import NotFoundException
from sqlmodel import Session

from municipal.curation.acting import CONFLICT, FORBIDDEN, Again, Made, acting
from municipal.curation.vendor_forms import ConfirmationForm, SecondForm, StepForm
from municipal.curation.vendor_writing import back, own_row
from municipal.curation.wrong import errors_of
from municipal.db import touch
from municipal.declarations.asking import ask
from municipal.lifecycle import the_lifecycle
from municipal.mail.outbox import UnsendableError
from municipal.people.roles import PROVINCE
from municipal.sign_in.arriving import base_for_messages
from municipal.traces.chain import Permit, now, record
from municipal.web.actor import the_actor
from municipal.web.form import FieldError, only, parse, said
from municipal.web.format import today
from municipal.web.language import translator
from municipal.web.page import Asked, language
from municipal.web.threads import sent
from vendors.registry.changing import Cause
from vendors.registry.lifecycle import Proposal, decide, missing, propose
from vendors.registry.merging import Refused
from vendors.registry.tables import LifecycleStep

OBJECT: Final = "lifecycle_step"
ACT: Final = "lifecycle"
# The names of the fields in which proofs are given.
PROOF: Final = "proof-"


def propose_step(request: Asked, vendor: str) -> Made:
    """Propose a place with its proofs; where one person is enough, it is taken at once."""
    raw, spoken = sent(request), language(request)
    form, wrong = parse(StepForm, only(raw, StepForm))
    name = f"step:{said(raw, 'after')}"
    if form is None:
        return Again(name, raw, errors_of(wrong, spoken))
    given = {key.removeprefix(PROOF): values[0] for key, values in raw.items() if key.startswith(PROOF) and values}

    def work(session: Session, allowed: Permit) -> Made:
        row, rules = own_row(session, vendor), the_lifecycle()
        told = {key: text.strip() for key, text in given.items() if text.strip()}
        if lacks := missing(session, vendor, form.after, told, rules, today().isoformat()):
            return Again(name, raw, _lacking(lacks, spoken))
        by = allowed("lifecycle.propose")
        before = row.status
        try:
            made = propose(
                session,
                Proposal(vendor, form.after, told, form.reason),
                Cause(ACT, now(), person=by.person, reason=form.reason),
                rules,
            )
        except Refused as refused:
            return Again(name, raw, received=f"step_{refused.code}", status=CONFLICT)
        step = session.get_one(LifecycleStep, made)
        after = {"after": form.after, "proofs": step.proofs, "state": step.state}
        record(
            session, by, "lifecycle.proposed", OBJECT, made, body=PROVINCE, version=step.version,
            before=before, after=after, reason=form.reason,
        )  # fmt: skip
        if step.state == "accepted":
            touch(session)
            return back(vendor, spoken, "placed")
        return back(vendor, spoken, "proposed")

    return acting(request, "lifecycle.propose", [vendor], name, work)


def answer_step(request: Asked, vendor: str) -> Made:
    """Accept or refuse the place that somebody else proposed."""
    raw, spoken = only(sent(request), SecondForm), language(request)
    accepted = said(sent(request), "act") == "accept_step"
    form, wrong = parse(SecondForm, raw)
    name = f"wait:{said(raw, 'key')}"
    if form is None:
        return Again(name, raw, errors_of(wrong, spoken, after=f"-{said(raw, 'key')}"))

    def work(session: Session, allowed: Permit) -> Made:
        made = session.get(LifecycleStep, form.key)
        if made is None or made.vendor != vendor:
            raise NotFoundException
        if made.person == the_actor(request).person:
            return Again(name, raw, received="own", status=FORBIDDEN)
        if made.state != "waiting":
            return Again(name, raw, received="moved", status=CONFLICT)
        by = allowed("lifecycle.accept", phase=made.state, author=made.person)
        cause = Cause(ACT, now(), person=by.person, reason=form.reason)
        try:
            decide(session, form.key, form.version, accepted, cause, the_lifecycle())
        except Refused as refused:
            return Again(name, raw, received=refused.code, status=CONFLICT)
        after = {"accepted": accepted, "after": made.after}
        record(
            session, by, "lifecycle.decided", OBJECT, made.id, body=PROVINCE, version=made.version,
            before=made.before, after=after, reason=form.reason,
        )  # fmt: skip
        touch(session)
        return back(vendor, spoken, "placed" if accepted else "refused")

    return acting(request, "lifecycle.accept", [vendor], name, work)


def ask_confirmation(request: Asked, vendor: str) -> Made:
    """Send a supplier the address by which it confirms its page."""
    raw, spoken = only(sent(request), ConfirmationForm), language(request)
    form, wrong = parse(ConfirmationForm, raw)
    if form is None:
        return Again("confirmation", raw, errors_of(wrong, spoken))
    base = base_for_messages(request)

    def work(session: Session, allowed: Permit) -> Made:
        own_row(session, vendor)
        by = allowed("lifecycle.propose")
        try:
            ask(session, by, base=base, kind="confirmation", contact=form.contact, language=form.spoken, vendor=vendor)
        except UnsendableError:
            _ = translator(spoken)
            return Again("confirmation", raw, [FieldError("contact", _("Écrivez une adresse de courriel."))])
        return back(vendor, spoken, "asked")

    return acting(request, "lifecycle.propose", [vendor], "confirmation", work)


def _lacking(lacks: list[str], spoken: str) -> list[FieldError]:
    _ = translator(spoken)
    told = {
        "url": _("Donnez l’adresse complète d’une page, comme https://exemple.ca."),
        "date": _("Donnez une date passée, de moins de douze mois, comme 2026-11-22."),
        "text": _("Dites-le en 3 à 1\u00a0000 caractères."),
        "choice": _("Choisissez une raison de la liste."),
    }
    return [FieldError(f"{PROOF}{one}", told[the_lifecycle().proofs[one].kind]) for one in lacks]
