"""A word is proposed by one person and accepted or refused by another; a weak need is settled: what is written."""

import secrets
from typing import Final, Literal, TypeAlias

from msgspec import Struct
from sqlmodel import Session, select

from municipal.db import touch
from municipal.people.roles import PROVINCE
from municipal.thesaurus.checking import Effect
from municipal.thesaurus.queries import ACCEPTED, REFUSED, WAITING, WITHDRAWN, accepted, file_of
from municipal.thesaurus.tables import ThesaurusTerm, WeakNeedAnswer
from municipal.traces.chain import By, Permit, now, record
from vendors.needs.taxonomy import TermSeed

KIND: Final = "thesaurus_term"
NEED_KIND: Final = "weak_need"

Decided: TypeAlias = Literal["done", "moved", "own", "worse"]


class Choice(Struct, frozen=True):
    """What a second person answers: about which word, as they read it, and why."""

    term: str
    version: int
    accepted: bool
    reason: str


class Checked(Struct, frozen=True):
    """What a word changes, and the words in use beside which that was checked."""

    effect: Effect
    beside: list[str]


def beside(session: Session) -> list[str]:
    """The ids of the words in use that the seed had not."""
    return sorted(row.id for row in accepted(session))


def propose(session: Session, permit: Permit, row: TermSeed, need: str, effect: Effect, reason: str) -> str:
    """Keep a word until a second person answers; its id comes back. It must have been checked."""
    by = permit("word.propose")
    made = ThesaurusTerm(
        id=secrets.token_hex(8),
        node=row.node,
        file=file_of(row.node),
        lang=row.lang,
        term=row.term,
        need=need,
        effect=effect.kept(),
        reason=reason,
        person=by.person,
        at=now(),
    )
    session.add(made)
    session.flush()
    _record(session, by, "proposed", made, None, reason)
    return made.id


def waits(session: Session, row: TermSeed) -> bool:
    """Whether the very same word waits already."""
    query = select(ThesaurusTerm.id).where(
        ThesaurusTerm.node == row.node,
        ThesaurusTerm.lang == row.lang,
        ThesaurusTerm.term == row.term,
        ThesaurusTerm.state == WAITING,
    )
    return session.exec(query).first() is not None


def decide(session: Session, permit: Permit, person: str, choice: Choice, checked: Checked | None) -> Decided:
    """Accept or refuse a word; once accepted, every search reads needs by it.

    `checked` is the check made anew for an acceptance. `own` when the word is the person’s own, `moved` when it is no
    longer as it was read, or others were accepted since the check; `worse` when a recorded need would be read less
    well. Then nothing is changed.
    """
    made = session.exec(select(ThesaurusTerm).where(ThesaurusTerm.id == choice.term)).first()
    if made is None or made.version != choice.version or made.state != WAITING:
        return "moved"
    if made.person == person:
        return "own"
    by = permit("word.accept", phase=made.state, author=made.person)
    if not choice.accepted:
        _answer(session, by, made, REFUSED, choice.reason)
        return "done"
    if checked is None or checked.beside != beside(session):
        return "moved"
    if not checked.effect.allowed:
        return "worse"
    made.effect = checked.effect.kept()
    _answer(session, by, made, ACCEPTED, choice.reason)
    touch(session)
    return "done"


def take_back(session: Session, permit: Permit, choice: Choice) -> Decided:
    """Take a word out again, one that waits or one that is in use, with a reason; one person is enough for that."""
    by = permit("word.propose")
    made = session.exec(select(ThesaurusTerm).where(ThesaurusTerm.id == choice.term)).first()
    if made is None or made.version != choice.version or made.state not in (WAITING, ACCEPTED):
        return "moved"
    used = made.state == ACCEPTED
    _answer(session, by, made, WITHDRAWN, choice.reason)
    if used:
        touch(session)
    return "done"


def settle(session: Session, permit: Permit, key: str, need: str, verdict: str, reason: str) -> Decided:
    """Say of a weak need that nothing is offered yet, or that it is no need; it leaves the queue."""
    by = permit("word.propose")
    if session.get(WeakNeedAnswer, key):
        return "moved"
    session.add(WeakNeedAnswer(key=key, need=need, verdict=verdict, reason=reason, person=by.person, at=now()))
    session.flush()
    after = {"verdict": verdict}
    record(session, by, "need.settled", NEED_KIND, key, body=PROVINCE, after=after, reason=reason)
    return "done"


def reopen(session: Session, permit: Permit, key: str, reason: str) -> Decided:
    """Put a weak need back into the queue."""
    by = permit("word.propose")
    row = session.get(WeakNeedAnswer, key)
    if row is None:
        return "moved"
    before = {"verdict": row.verdict}
    session.delete(row)
    session.flush()
    record(session, by, "need.settled", NEED_KIND, key, body=PROVINCE, before=before, after=None, reason=reason)
    return "done"


def _answer(session: Session, by: By, made: ThesaurusTerm, state: str, reason: str) -> None:
    before = made.state
    made.state, made.second, made.second_at, made.second_reason = state, by.person, now(), reason
    session.add(made)
    session.flush()
    _record(session, by, "decided", made, {"state": before}, reason)


def _record(
    session: Session, by: By, done: str, made: ThesaurusTerm, before: dict[str, str] | None, reason: str
) -> None:
    after = {"state": made.state, "node": made.node, "lang": made.lang, "term": made.term}
    more = {"before": before, "after": after}
    record(session, by, f"word.{done}", KIND, made.id, body=PROVINCE, version=made.version, reason=reason, **more)
