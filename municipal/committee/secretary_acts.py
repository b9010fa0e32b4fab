"""What each of the secretary’s forms does, inside one writing session."""

from collections.abc import Callable
from typing import Any, Final, TypeAlias

from sqlmodel import Session

from municipal.committee.again import PRICE, Again, Made, Raw, about, version
from municipal.committee.consensus import Moved, agree, compare, lock
from municipal.committee.preparing import named, open_scoring, prepare
from municipal.committee.pricing import decide, price
from municipal.committee.queries import evaluation_of
from municipal.committee.refused import WRONG, RefusedError
from municipal.committee.seating import excuse, seat, unseat
from municipal.projects.grid import is_fixed
from municipal.projects.own import steps_of
from municipal.traces.chain import Permit
from municipal.web.form import FieldError, said
from municipal.web.language import translator
from municipal.web.marking import mark
from municipal.web.merge import Part, settled, unsettled

AGREED: Final = ("points", "justification")
_LONGEST: Final = 100


def _bids(session: Session, permit: Permit, city: str, project: str, raw: Raw, spoken: str) -> Made:
    given = settled(raw, ("bids",))
    _ = translator(spoken)
    if parts := unsettled(raw, ("bids",)):
        choose = [FieldError("choice_bids", _("Choisissez la version à garder."))]
        return Again({"bids": said(raw, "bids")}, choose, WRONG, "bids", version(raw), parts)
    names = named(said(given, "bids"))
    stands = prepare(session, permit, city, project, _frozen(session, city, project), names, version=version(raw))
    if stands is None:
        return "bids"
    row = evaluation_of(session, city, project)
    theirs = "\n".join(bid.name for bid in row.bids) if row else ""
    return Again({}, [], 409, "bids", stands, (Part("bids", None, theirs, "\n".join(names)),))


def _seat(session: Session, permit: Permit, city: str, project: str, raw: Raw, _spoken: str) -> Made:
    person, name, council = said(raw, "person"), " ".join(said(raw, "name").split()), said(raw, "council")
    if not person and not name:
        raise RefusedError(
            mark("Choisissez une personne, ou écrivez le nom de qui notera sur papier."), "person", status=WRONG
        )
    if len(name) > _LONGEST or set(name) & set("<>"):
        raise RefusedError(mark("Écrivez un nom de 100 caractères au plus."), "name", status=WRONG)
    if council not in ("yes", "no"):
        raise RefusedError(mark("Dites si cette personne est membre du conseil."), "council", status=WRONG)
    seat(session, permit, city, project, person=person, name=name, council_member=council == "yes")
    return "seated"


def _unseat(session: Session, permit: Permit, city: str, project: str, raw: Raw, _spoken: str) -> Made:
    unseat(session, permit, city, project, said(raw, "member"))
    return "unseated"


def _open(session: Session, permit: Permit, city: str, project: str, _raw: Raw, _spoken: str) -> Made:
    open_scoring(session, permit, city, project, _frozen(session, city, project))
    return "opened"


def _excuse(session: Session, permit: Permit, city: str, project: str, raw: Raw, _spoken: str) -> Made:
    excuse(session, permit, city, project, said(raw, "member"), reason=said(raw, "reason").strip())
    return "excused"


def _compare(session: Session, permit: Permit, city: str, project: str, _raw: Raw, _spoken: str) -> Made:
    compare(session, permit, city, project)
    return "compared"


def _agree(session: Session, permit: Permit, city: str, project: str, raw: Raw, spoken: str) -> Made:
    given, cell = settled(raw, AGREED), about(raw)
    typed = {name: said(given, name).strip() for name in AGREED}
    if parts := unsettled(raw, AGREED):
        _ = translator(spoken)
        choose = _("Choisissez la version à garder.")
        errors = [FieldError(f"choice_{one.name}", choose) for one in parts if one.conflict]
        return Again(typed, errors, WRONG, cell, version(raw), parts)
    made = agree(
        session,
        permit,
        city,
        project,
        said(raw, "bid"),
        said(raw, "criterion"),
        told=typed["points"],
        justification=typed["justification"],
        version=version(raw),
    )
    if isinstance(made, Moved):
        return Again(typed, [], 409, cell, made.version, made.parts)
    return cell


def _lock(session: Session, permit: Permit, city: str, project: str, _raw: Raw, _spoken: str) -> Made:
    lock(session, permit, city, project)
    return "locked"


def _price(session: Session, permit: Permit, city: str, project: str, raw: Raw, spoken: str) -> Made:
    typed = {name.removeprefix(PRICE): said(raw, name).strip() for name in raw if name.startswith(PRICE)}
    price(session, permit, city, project, {bid: text for bid, text in typed.items() if text}, spoken)
    return "priced"


def _decide(session: Session, permit: Permit, city: str, project: str, _raw: Raw, _spoken: str) -> Made:
    decide(session, permit, city, project)
    return "decided"


Work: TypeAlias = Callable[[Session, Permit, str, str, Raw, str], Made]
# By what each of the page’s forms says of itself.
ACTS: Final[dict[str, Work]] = {
    "bids": _bids,
    "seat": _seat,
    "unseat": _unseat,
    "open": _open,
    "excuse": _excuse,
    "compare": _compare,
    "agree": _agree,
    "lock": _lock,
    "price": _price,
    "decide": _decide,
}


def _frozen(session: Session, city: str, project: str) -> dict[str, Any]:
    """The grid that the project fixed. Raises RefusedError without one."""
    row = steps_of(session, city, project).get("grid")
    if row is None or not row.frozen or not is_fixed(row):
        raise RefusedError(mark("Figez d’abord la grille du projet."), "grid")
    return row.frozen
