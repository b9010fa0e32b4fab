"""What the curation writes about a supplier beside its fields: a name, domains, a NEQ, and the second answer."""

import secrets
from collections.abc import Callable
from typing import Final

from litestar.exceptions import NotFoundException
from sqlmodel import Session, select

from municipal.curation.acting import CONFLICT, FORBIDDEN, Again, Made, acting
from municipal.curation.edits import Answer, decide, edit, propose
from municipal.curation.field_acts import change
from municipal.curation.place_acts import answer_step, ask_confirmation, propose_step
from municipal.curation.undo_acts import undo
from municipal.curation.vendor_forms import AliasForm, AttachForm, SecondForm, TagForm
from municipal.curation.vendor_writing import back, cause_of, own_row, written
from municipal.curation.wrong import errors_of
from municipal.needs import the_taxonomy
from municipal.traces.chain import Permit
from municipal.web.actor import the_actor
from municipal.web.form import FieldError, only, parse, said
from municipal.web.language import translator
from municipal.web.page import Asked, language
from municipal.web.threads import sent
from vendors.names.neq import NATURAL, read_neq
from vendors.registry.changing import alter, create
from vendors.registry.tables import Solution, Vendor, VendorAlias

PERSON: Final = "person"
SEAO: Final = "SEAO"


def add_name(request: Asked, vendor: str) -> Made:
    """Write down another name of a supplier."""
    raw, spoken = only(sent(request), AliasForm), language(request)
    form, wrong = parse(AliasForm, raw)
    if form is None:
        return Again("alias", raw, errors_of(wrong, spoken))

    def work(session: Session, allowed: Permit) -> Made:
        row = own_row(session, vendor)
        known = session.exec(select(VendorAlias.name).where(VendorAlias.vendor == vendor)).all()
        if form.alias in (row.name, *known):
            _ = translator(spoken)
            return Again("alias", raw, [FieldError("alias", _("Écrivez un autre nom\u00a0: celui-ci est déjà connu."))])
        by, cause = allowed("registry.propose"), cause_of(allowed, form.source, form.reason)
        values = {"id": secrets.token_hex(8), "vendor": vendor, "name": form.alias, "kind": form.alias_kind}
        create(session, "vendor_alias", vendor, values | {"source": form.source}, cause)
        written(session, by, vendor, values, form.reason)
        return back(vendor, spoken, "written")

    return acting(request, "registry.propose", [vendor], "alias", work)


def tag(request: Asked, vendor: str) -> Made:
    """Say what a solution is for, as a person read it: at once where only the program had, else by two people."""
    raw, spoken = only(sent(request), TagForm), language(request)
    form, wrong = parse(TagForm, raw)
    if form is None:
        return Again("tag", raw, errors_of(wrong, spoken))
    nodes = the_taxonomy().nodes
    if any(node not in nodes or not node.startswith("D:") for node in form.domains) or any(
        node not in nodes or not node.startswith("C:") for node in form.capabilities
    ):
        raise NotFoundException

    def work(session: Session, allowed: Permit) -> Made:
        row = session.get(Solution, form.solution)
        if row is None or row.vendor != vendor:
            raise NotFoundException
        if row.version != form.version:
            return Again("tag", raw, received="changed", status=CONFLICT)
        values = {"domains": form.domains, "capabilities": form.capabilities}
        if row.tagged == PERSON:
            made = propose(
                session, allowed, vendor=vendor, kind="solution", key=row.id, values=values, source=form.source,
                reason=form.reason,
            )  # fmt: skip
            told = "proposed" if made else "same"
        else:
            by, cause = allowed("registry.propose"), cause_of(allowed, form.source, form.reason)
            alter(session, "solution", vendor, row.id, values | {"tagged": PERSON}, cause)
            written(session, by, vendor, values, form.reason)
            told = "written"
        return back(vendor, spoken, told)

    return acting(request, "registry.propose", [vendor], "tag", work)


def attach(request: Asked, vendor: str) -> Made:
    """Propose the NEQ of public contracts as that of a supplier."""
    raw, spoken = only(sent(request), AttachForm), language(request)
    form, wrong = parse(AttachForm, raw)
    if form is None:
        return Again("attach", raw, errors_of(wrong, spoken))
    neq = read_neq(form.neq)
    if neq is None or neq.doubtful or neq.digits.startswith(NATURAL):
        raise NotFoundException

    def work(session: Session, allowed: Permit) -> Made:
        own_row(session, vendor)
        if session.exec(select(Vendor.id).where(Vendor.neq == neq.digits)).first():
            return Again("attach", raw, received="taken", status=CONFLICT)
        made = propose(
            session, allowed, vendor=vendor, kind="vendor", key=vendor, values={"neq": neq.digits}, source=SEAO,
            reason=form.reason,
        )  # fmt: skip
        return back(vendor, spoken, "proposed" if made else "same")

    return acting(request, "registry.propose", [vendor], "attach", work)


def answer(request: Asked, vendor: str) -> Made:
    """Accept or refuse an edit that somebody else proposed."""
    raw, spoken = only(sent(request), SecondForm), language(request)
    accepted = said(sent(request), "act") == "accept"
    form, wrong = parse(SecondForm, raw)
    name = f"edit:{said(raw, 'key')}"
    if form is None:
        return Again(name, raw, errors_of(wrong, spoken, after=f"-{said(raw, 'key')}"))

    def work(session: Session, allowed: Permit) -> Made:
        made = edit(session, form.key)
        if made is None or made.vendor != vendor:
            raise NotFoundException
        told = decide(
            session, allowed, the_actor(request).person, Answer(form.key, form.version, accepted, form.reason)
        )
        if told != "done":
            return Again(name, raw, received=told, status=FORBIDDEN if told == "own" else CONFLICT)
        return back(vendor, spoken, "accepted" if accepted else "refused")

    return acting(request, "registry.accept", [vendor], name, work)


# By what each of the page’s forms says of itself: the action that it asks about, and what it does.
ACTS: Final[dict[str, tuple[str, Callable[[Asked, str], Made]]]] = {
    "edit": ("registry.propose", change),
    "alias": ("registry.propose", add_name),
    "tag": ("registry.propose", tag),
    "attach": ("registry.propose", attach),
    "accept": ("registry.accept", answer),
    "refuse": ("registry.accept", answer),
    "step": ("lifecycle.propose", propose_step),
    "accept_step": ("lifecycle.accept", answer_step),
    "refuse_step": ("lifecycle.accept", answer_step),
    "confirmation": ("lifecycle.propose", ask_confirmation),
    "undo": ("registry.undo", undo),
}
