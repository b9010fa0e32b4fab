"""A person decides of two records, another confirms where two are needed, and anyone may take it back with a reason."""

from collections.abc import Callable
from typing import Final, TypeAlias

from litestar.exceptions import NotFoundException
from msgspec import Struct
from sqlmodel import Session

from municipal.cities.desk import permit
from municipal.curation.interests import bar
from municipal.db import touch, write
from municipal.duplicates.forms import ChoiceForm, PairAnswerForm
from municipal.duplicates.two_people import why_two
from municipal.people.roles import PROVINCE
from municipal.traces.chain import Permit, digest, now, record
from municipal.traces.once import once
from municipal.web.actor import the_actor
from municipal.web.addresses import address
from municipal.web.form import FieldError, parse, said, unix_lines, without
from municipal.web.language import translator
from municipal.web.page import Asked, found, language
from municipal.web.threads import sent
from vendors.notices.queries import contracts_of
from vendors.registry.changing import Cause
from vendors.registry.identities import neqs_of
from vendors.registry.merging import Choice, DecisionRow, Refused, confirm, decide, decisions, undo
from vendors.registry.queries import vendor

KIND: Final = "pair_decision"
STANDING: Final = ("stands", "waiting")
_CONFLICT: Final = 409
# Refusals that bear the name of a decision.
_ELSEWHERE: Final = {"merged": "merged_elsewhere", "apart": "kept_apart"}
_FORBIDDEN: Final = 403


class AgainPair(Struct, frozen=True):
    """The page to show again: of which two records, with what was typed, and what stood in the way."""

    left: str
    right: str
    typed: dict[str, str] = {}
    errors: list[FieldError] = []
    received: str = ""
    status: int = 422


Made: TypeAlias = str | AgainPair


def about(session: Session, left: str, right: str) -> list[DecisionRow]:
    """What was decided of a pair, the latest first."""
    return [one for one in decisions(session, left) if {one.left, one.right} == {left, right}]


def seen(rows: list[DecisionRow]) -> str:
    """What tells whether a pair is still as somebody read it."""
    standing = sorted((one.id, one.version) for one in rows if one.state in STANDING)
    return digest(standing)[:16] if standing else ""


def two_needed(session: Session, left: str, right: str, spoken: str) -> list[str]:
    """Why a decision about two records needs a second person, in words; nothing when one is enough."""
    rows = [found(vendor(session, one)) for one in (left, right)]
    most = max(len(contracts_of(session, neqs_of(session, one.id))) for one in rows)
    return why_two({one.status for one in rows}, most, spoken)


def choose(request: Asked) -> Made:
    """Decide of a pair: one enterprise, two, or a question that stays."""
    raw = unix_lines(sent(request))
    typed = {name: said(raw, name) for name in ("decision", "into", "reason")}
    left, right = said(raw, "left"), said(raw, "right")
    form, errors = parse(ChoiceForm, without(raw, "act"))
    spoken = language(request)
    if form is None:
        return AgainPair(left, right, typed, _errors(errors, spoken, {"reason": "reason", "decision": "decision"}))

    def act(session: Session, allowed: Permit) -> Made:
        if seen(about(session, form.left, form.right)) != form.seen:
            return AgainPair(left, right, typed, received="moved", status=_CONFLICT)
        by = allowed("curation.decide")
        waits = form.decision != "asked" and bool(two_needed(session, form.left, form.right, spoken))
        into = form.into or None
        choice = Choice(form.left, form.right, form.decision, into, form.reason, waits)
        made = decide(session, choice, Cause("decided", now(), person=by.person, reason=form.reason))
        after = {"decision": form.decision, "into": into, "waits": waits}
        record(session, by, "pair.decided", KIND, made, body=PROVINCE, version=1, after=after, reason=form.reason)
        return "waits" if waits else form.decision

    return _acting(request, "curation.decide", AgainPair(left, right, typed), form.once, act)


def answer(request: Asked) -> Made:
    """Confirm or refuse the decision of somebody else."""
    accepted = said(sent(request), "act") == "accept"

    def act(session: Session, allowed: Permit, one: DecisionRow, form: PairAnswerForm) -> str:
        if one.person == the_actor(request).person:
            raise Refused("author")
        if one.state != "waiting":
            raise Refused("moved")
        by = allowed("curation.accept", phase=one.state, author=one.person)
        confirm(
            session, one.id, form.version, accepted, Cause("confirmed", now(), person=by.person, reason=form.reason)
        )
        after = {"accepted": accepted, "decision": one.decision}
        version = form.version + 1
        told = {"body": PROVINCE, "version": version, "after": after, "reason": form.reason}
        record(session, by, "pair.confirmed", KIND, one.id, **told)  # type: ignore[arg-type]
        return "accepted" if accepted else "refused"

    return _on_decision(request, "curation.accept", "answer", act)


def take_back(request: Asked) -> Made:
    """Take back a decision that stands."""

    def act(session: Session, allowed: Permit, one: DecisionRow, form: PairAnswerForm) -> str:
        by = allowed("curation.decide")
        undo(session, one.id, form.version, Cause("undone", now(), person=by.person, reason=form.reason))
        told = {"body": PROVINCE, "version": form.version + 1, "before": one.decision, "reason": form.reason}
        record(session, by, "pair.undone", KIND, one.id, **told)  # type: ignore[arg-type]
        return "undone"

    return _on_decision(request, "curation.decide", "undo", act)


# By what each of the page’s forms says of itself.
ACTS: Final[dict[str, Callable[[Asked], Made]]] = {
    "decide": choose,
    "accept": answer,
    "refuse": answer,
    "undo": take_back,
}


def _on_decision(
    request: Asked, action: str, name: str, act: Callable[[Session, Permit, DecisionRow, PairAnswerForm], str]
) -> Made:
    raw = unix_lines(sent(request))
    # The page knows its two records; the form knows its decision.
    left, right = said(raw, "left"), said(raw, "right")
    typed = {name: said(raw, "reason")}
    form, errors = parse(PairAnswerForm, without(raw, "act", "left", "right"))
    if form is None:
        return AgainPair(left, right, typed, _errors(errors, language(request), {"reason": f"reason-{name}"}))

    def work(session: Session, allowed: Permit) -> Made:
        one = next((row for row in about(session, left, right) if row.id == form.id), None)
        return act(session, allowed, found(one), form)

    return _acting(request, action, AgainPair(left, right, typed), form.once, work)


def _acting(request: Asked, action: str, again: AgainPair, token: str, work: Callable[[Session, Permit], Made]) -> Made:
    """Decide in one writing session, once, unless the person has an interest in either side, or never answered."""
    allowed, person = permit(request, PROVINCE), the_actor(request).person
    allowed(action)

    def stopped(received: str, status: int) -> AgainPair:
        return AgainPair(again.left, again.right, again.typed, received=received, status=status)

    def act(session: Session) -> Made:
        if not vendor(session, again.left) or not vendor(session, again.right):
            raise NotFoundException
        if why := bar(session, person, [again.left, again.right]):
            return stopped(why, _FORBIDDEN)
        try:
            made = work(session, allowed)
        except Refused as refused:
            code = _ELSEWHERE.get(refused.code, refused.code)
            return stopped(code, _FORBIDDEN if code == "author" else _CONFLICT)
        if not isinstance(made, str):
            return made
        touch(session)
        if made in ("undone", "refused"):
            return address("curation_pair", language(request), left=again.left, right=again.right, received=made)
        # The page finds the next pair by itself, once this decision is kept.
        return address("curation_pair", language(request), received=made)

    return write(lambda session: once(session, token, person, lambda: act(session)))


def _errors(errors: dict[str, str], spoken: str, fields: dict[str, str]) -> list[FieldError]:
    _ = translator(spoken)
    told = {
        "reason": _("Dites pourquoi, en 5 à 1\u00a0000 caractères."),
        "decision": _("Choisissez\u00a0: une entreprise, deux, ou des précisions."),
    }
    lost = _("Rechargez la page, puis recommencez.")
    first = next(iter(fields.values()))
    return [FieldError(fields.get(name, first), told[name] if name in fields else lost) for name in errors]
