"""A declaration is examined by one person and confirmed by another: what is written, in which trace, with which mail.

A yearly confirmation that changes nothing needs one person only.
"""

from typing import Final, Literal

from msgspec import Struct, structs
from sqlmodel import Session

from municipal.db import touch
from municipal.declarations.accepting import NeqTakenError, accept
from municipal.declarations.asking import OBJECT, again
from municipal.declarations.queries import DeclarationRow, declaration
from municipal.declarations.settling import settle
from municipal.declarations.sheet import sheet_seed
from municipal.declarations.standing import shown_under
from municipal.mail.outbox import post
from municipal.people.roles import PROVINCE
from municipal.traces.chain import Permit, now, record
from municipal.web.addresses import address
from municipal.web.language import translator
from vendors.registry.changing import Cause

TOLD: Final = "told"
FIRST: Final = "first"
ACCEPTED: Final = "accepted"
REFUSED: Final = "refused"
ACT: Final = "declared"
# What the first person chose is kept beside what was told, until the second answers; no field of a sheet begins so.
_VERDICT: Final = "_verdict"
_FIELDS: Final = "_fields"

Verdict = Literal["accept", "refuse"]
Done = Literal["first", "accepted", "refused", "returned", "more", "moved", "own", "taken"]


class Examined(Struct, frozen=True):
    """What one person answers to a declaration, as they read it; `base` is the address of this site in messages."""

    declaration: str
    version: int
    reason: str
    base: str
    fields: list[str] = []


def verdict(row: DeclarationRow) -> tuple[Verdict, list[str]]:
    """What the first person chose: to accept these fields, or to refuse."""
    kept: Verdict = "refuse" if row.told.get(_VERDICT) == "refuse" else "accept"
    return kept, row.told.get(_FIELDS, "").split()


def told_fields(row: DeclarationRow) -> dict[str, str]:
    """What the enterprise told, field by field, in the order of the sheet."""
    return {one.id: row.told[one.id] for one in sheet_seed().fields if one.id in row.told}


def examine(session: Session, permit: Permit, person: str, choice: Verdict, asked: Examined) -> Done:
    """The first person accepts some fields or refuses; a confirmation that changes nothing is then settled."""
    row = declaration(session, asked.declaration)
    if row is None or row.version != asked.version or row.state != TOLD:
        return "moved"
    by = permit("declaration.answer", phase=row.state)
    fields = [one for one in told_fields(row) if one in asked.fields] if choice == "accept" else []
    after = {"verdict": choice, "fields": fields}
    values = {"first": person, "first_at": now(), "first_reason": asked.reason}
    record(session, by, "declaration.examined", OBJECT, row.id, body=PROVINCE, after=after, reason=asked.reason)
    if row.kind == "confirmation" and choice == "accept" and not fields:
        return _settled(session, permit, row, asked, by_first=values)
    told = row.told | {_VERDICT: choice, _FIELDS: " ".join(fields)}
    settle(session, row.id, row.version, state=FIRST, told=told, **values)
    return "first"


def confirm(session: Session, permit: Permit, person: str, asked: Examined) -> Done:
    """A second person confirms what the first chose: it is written, and the enterprise is told."""
    row = declaration(session, asked.declaration)
    if row is None or row.version != asked.version or row.state != FIRST:
        return "moved"
    if row.first == person:
        return "own"
    return _settled(session, permit, row, asked)


def give_back(session: Session, permit: Permit, person: str, asked: Examined) -> Done:
    """A second person does not agree: the declaration is to be examined anew."""
    row = declaration(session, asked.declaration)
    if row is None or row.version != asked.version or row.state != FIRST:
        return "moved"
    if row.first == person:
        return "own"
    by = permit("declaration.accept", phase=row.state, author=row.first or "")
    blank = {"first": None, "first_at": None, "first_reason": ""}
    settle(session, row.id, row.version, state=TOLD, told=_plain(row), second_reason=asked.reason, **blank)
    record(session, by, "declaration.examined", OBJECT, row.id, body=PROVINCE, after="returned", reason=asked.reason)
    return "returned"


def ask_more(session: Session, permit: Permit, asked: Examined) -> Done:
    """Ask the enterprise for more, by a fresh address."""
    row = declaration(session, asked.declaration)
    if row is None or row.version != asked.version or row.state not in (TOLD, FIRST) or not row.contact:
        return "moved"
    by = permit("declaration.answer", phase=row.state)
    kept = settle(session, row.id, row.version, told=_plain(row), first=None, first_at=None, first_reason="")
    version = kept.version if kept else row.version
    if not again(session, row.id, version=version, reason=asked.reason, base=asked.base):
        return "moved"
    record(session, by, "declaration.examined", OBJECT, row.id, body=PROVINCE, after="more", reason=asked.reason)
    return "more"


def _settled(
    session: Session, permit: Permit, row: DeclarationRow, asked: Examined, by_first: dict[str, str] | None = None
) -> Done:
    """Write what was accepted and tell the enterprise."""
    if by_first:
        by, choice, fields, words = permit("declaration.answer", phase=row.state), "accept", [], asked.reason
    else:
        by = permit("declaration.accept", phase=row.state, author=row.first or "")
        (choice, fields), words = verdict(row), row.first_reason
    vendor, plain = shown_under(session, row.vendor) if row.vendor else None, _plain(row)
    if choice == "accept":
        try:
            vendor = accept(
                session, structs.replace(row, vendor=vendor), fields, Cause(ACT, now(), row.id, by.person, words)
            )
        except NeqTakenError:
            return "taken"
        touch(session)
    state = ACCEPTED if choice == "accept" else REFUSED
    values = by_first or {"second": by.person, "second_at": now(), "second_reason": asked.reason}
    told = plain | ({_FIELDS: " ".join(fields)} if fields else {})
    settle(session, row.id, row.version, state=state, told=told, vendor=vendor, **values)
    after = {"verdict": choice, "fields": fields, "vendor": vendor}
    record(session, by, "declaration.decided", OBJECT, row.id, body=PROVINCE, after=after, reason=asked.reason)
    _tell(session, row, state, fields, words, vendor, asked.base)
    return "accepted" if choice == "accept" else "refused"


def _plain(row: DeclarationRow) -> dict[str, str]:
    return {name: value for name, value in row.told.items() if name not in (_VERDICT, _FIELDS)}


def _tell(
    session: Session, row: DeclarationRow, state: str, fields: list[str], words: str, vendor: str | None, base: str
) -> None:
    """Send the answer in the enterprise’s language."""
    if not row.contact:
        return
    _ = translator(row.language)
    labels = sheet_seed().labels(row.language)
    link = base + address("vendor", row.language, id=vendor) if vendor else base
    names = ", ".join(labels[one] for one in fields)
    if state == REFUSED:
        told = _("La fiche reste comme elle est.")
    elif fields:
        told = _("Accepté\u00a0: {names}. La fiche le dit déjà, comme déclaré par l’entreprise.").format(names=names)
    else:
        told = _("La fiche est confirmée pour douze mois.")
    text = _("Bonjour,\n\n{told}\n\nUne personne vous écrit\u00a0:\n{words}\n\nVotre fiche\u00a0: {link}").format(
        told=told, words=words, link=link
    )
    subject = _("Réponse à votre déclaration dans Repère")
    post(session, to=row.contact, subject=subject, text=text, language=row.language, kind="declaration")
