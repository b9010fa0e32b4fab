"""What is done about the thesaurus, from the form to the row, and back when something stands in the way."""

from typing import Final, TypeAlias

from litestar.exceptions import NotFoundException
from msgspec import Struct, structs
from sqlmodel import Session

from municipal.cities.desk import permit
from municipal.db import reading, write
from municipal.people.roles import PROVINCE
from municipal.thesaurus.check import checked, faults, stamp, typed_row
from municipal.thesaurus.forms import ReopenForm, SettleForm, WordForm
from municipal.thesaurus.proposing import Checked, Decided, propose, reopen, settle, waits
from municipal.thesaurus.queries import thesaurus
from municipal.thesaurus.weak_queue import WeakNeed, logged, weak_needs
from municipal.traces.once import once
from municipal.web.actor import the_actor
from municipal.web.addresses import address
from municipal.web.form import FieldError, parse, said, unix_lines, without
from municipal.web.language import translator
from municipal.web.page import Asked, language, settings
from municipal.web.threads import sent
from vendors.needs.taxonomy import TermSeed

LEAST_REASON: Final = 5
MOST_REASON: Final = 1000
CONFLICT: Final = 409
_STATUS: Final[dict[Decided, int]] = {"own": 403, "moved": 409, "worse": 409}


class Again(Struct, frozen=True):
    """The page to show again: of a weak need, of a word, or the list; what was typed, and what stands in the way."""

    need: str = ""
    word: str = ""
    values: dict[str, str] = {}
    errors: list[FieldError] = []
    checked: Checked | None = None
    received: str = ""
    status: int = 422


class _Typed(Struct, frozen=True):
    """A word that may stand in the thesaurus, for which need, and the form as it was typed."""

    need: WeakNeed
    row: TermSeed
    values: dict[str, str]


# Where a form leads, or what to show again.
Made: TypeAlias = str | Again


def look(request: Asked) -> Made:
    """Check a word, and keep nothing."""
    typed = _typed(request)
    return typed if isinstance(typed, Again) else _shown(request, typed, [], 200)


def put(request: Asked) -> Made:
    """Propose a word, once somebody has read the check of this very word, and nothing gets worse."""
    typed, spoken = _typed(request), language(request)
    _ = translator(spoken)
    if isinstance(typed, Again):
        return typed
    reason = typed.values["reason"].strip()
    if not LEAST_REASON <= len(reason) <= MOST_REASON:
        why = FieldError("reason", _("Dites pourquoi, en 5 à 1\u00a0000 caractères."))
        return _shown(request, typed, [why], 422)
    found = _shown(request, typed, [], CONFLICT)
    if typed.values["checked"] != stamp(typed.row):
        return structs.replace(found, received="look")
    if found.checked is None or not found.checked.effect.allowed:
        return structs.replace(found, received="worse")
    effect, allowed = found.checked.effect, permit(request, PROVINCE)

    def act(session: Session) -> Made:
        if waits(session, typed.row):
            waiting = FieldError("word", _("Attendez la réponse\u00a0: ce mot est déjà proposé."))
            return Again(typed.need.key, values=typed.values, errors=[waiting], status=CONFLICT)
        propose(session, allowed, typed.row, typed.need.need, effect, reason)
        return address("curation_words", spoken, received="proposed")

    token, person = typed.values["once"], the_actor(request).person
    return write(lambda session: once(session, token, person, lambda: act(session)))


def _typed(request: Asked) -> _Typed | Again:
    """The word of the form, if it may stand in the thesaurus. Raises NotFoundException for a form that is not ours."""
    permit(request, PROVINCE)("word.propose")
    raw, spoken = unix_lines(sent(request)), language(request)
    _ = translator(spoken)
    values = {name: said(raw, name) for name in WordForm.__struct_fields__}
    wrong = parse(WordForm, without(raw, "act"))[1]
    if set(wrong) & {"need", "checked", "once"} or {"unknown", "repeated"} & set(wrong.values()):
        raise NotFoundException
    row = typed_row(values)
    one = the_need(request, values["need"])
    with reading() as session:
        if row is None:
            return Again(one.key, values=values, errors=[FieldError("lang", _("Choisissez la langue de ce mot."))])
        errors = faults(row, thesaurus(session), spoken)
        if not errors and waits(session, row):
            errors = [FieldError("word", _("Attendez la réponse\u00a0: ce mot est déjà proposé."))]
    values["word"] = row.term
    return Again(one.key, values=values, errors=errors) if errors else _Typed(one, row, values)


def _shown(request: Asked, typed: _Typed, errors: list[FieldError], status: int) -> Again:
    """The page of the need again, with what the word would change."""
    with reading() as session:
        told = checked(session, typed.row, weak_needs(settings(request).data, session))
    return Again(typed.need.key, values=typed.values, errors=errors, checked=told, status=status)


def close(request: Asked) -> Made:
    """Settle a weak need, with a reason."""
    allowed = permit(request, PROVINCE)
    allowed("word.propose")
    raw, spoken = unix_lines(sent(request)), language(request)
    _ = translator(spoken)
    form, wrong = parse(SettleForm, without(raw, "act"))
    if set(wrong) - {"why", "verdict"} or "unknown" in wrong.values():
        raise NotFoundException
    one = the_need(request, said(raw, "need"))
    if form is None:
        told = {
            "why": _("Dites pourquoi, en 5 à 1\u00a0000 caractères."),
            "verdict": _("Choisissez ce qu’est ce besoin."),
        }
        values = {name: said(raw, name) for name in ("why", "verdict")}
        return Again(one.key, values=values, errors=[FieldError(name, told[name]) for name in wrong])
    made: Decided = write(lambda session: settle(session, allowed, one.key, one.need, form.verdict, form.why))
    return onward(request, made, "settled", Again())


def again(request: Asked) -> Made:
    """Put a weak need that was settled back into the queue."""
    allowed = permit(request, PROVINCE)
    allowed("word.propose")
    raw = unix_lines(sent(request))
    form, wrong = parse(ReopenForm, without(raw, "act"))
    if form is None and set(wrong) != {"why"}:
        raise NotFoundException
    if form is None:
        _ = translator(language(request))
        field = f"why-{said(raw, 'need')}"
        error = FieldError(field, _("Dites pourquoi, en 5 à 1\u00a0000 caractères."))
        return Again(values={field: said(raw, "why")}, errors=[error])
    made: Decided = write(lambda session: reopen(session, allowed, form.need, form.why))
    return onward(request, made, "reopened", Again())


def the_need(request: Asked, key: str) -> WeakNeed:
    """A need of the log by its key, also one that has its answer now. Raises NotFoundException for none."""
    for one in logged(settings(request).data):
        if one.key == key:
            return one
    raise NotFoundException


def onward(request: Asked, made: Decided, received: str, stands: Again) -> Made:
    """Back to the list once it is done; else the page with what stood in the way, and the reason that was typed."""
    if made == "done":
        return address("curation_words", language(request), received=received)
    values = {"reason": said(unix_lines(sent(request)), "reason")}
    return Again(stands.need, stands.word, values, [], stands.checked, made, _STATUS[made])
