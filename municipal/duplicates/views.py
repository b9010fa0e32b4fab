"""Two records as whoever decides reads them: field by field, with what agrees said in words."""

from collections.abc import Callable
from typing import Final, Literal

from msgspec import Struct
from sqlmodel import Session

from municipal.cases.queries import library, of_solution
from municipal.curation.promises import day_of
from municipal.curation.proposed_neqs import the_lexicon
from municipal.suppliers.origins import origins
from municipal.suppliers.words import STATUS
from municipal.web.format import date, number
from municipal.web.language import translator
from municipal.web.marking import mark
from vendors.names.judge import judge
from vendors.names.normalise import normalise
from vendors.names.reasons import Reason, told
from vendors.notices.queries import contracts_of
from vendors.registry.duplicates import site
from vendors.registry.identities import neqs_of
from vendors.registry.log import ChangeRow, changes_of
from vendors.registry.queries import SolutionRow, VendorRow, solutions, vendor
from vendors.text import fold

Agreement = Literal["", "same", "differs", "one"]

SAME: Final = mark("identique")
DIFFERS: Final = mark("différent")
ONE_SIDE: Final = mark("d’un seul côté")
WORDS: Final[dict[Agreement, str]] = {"same": SAME, "differs": DIFFERS, "one": ONE_SIDE}
_LATEST: Final = 3
# What the log calls a row of a supplier.
_ROWS: Final = {
    "vendor": mark("fiche"),
    "solution": mark("solution"),
    "vendor_alias": mark("autre nom"),
    "fact": mark("fait avec sa source"),
    "pair": mark("doublon"),
}


class Side(Struct, frozen=True):
    """One of the two records, with what hangs on it."""

    row: VendorRow
    solutions: list[SolutionRow]
    cases: int
    contracts: int
    origin: str
    changes: list[str]
    created: str


class Line(Struct, frozen=True):
    """A field of both records, and whether they agree; counts and logs are only shown."""

    label: str
    left: list[str]
    right: list[str]
    agreement: Agreement


def side(session: Session, identity: str, spoken: str, *, demo: bool) -> Side | None:
    """A record with what hangs on it, or None."""
    row = vendor(session, identity)
    if row is None:
        return None
    own = solutions(session, vendor=identity)
    known = library(session, spoken, demo=demo)
    log = changes_of(session, identity)
    latest = log[:_LATEST]
    named = origins(session, {row.origin, *(one.origin for one in latest)}, spoken)
    return Side(
        row=row,
        solutions=own,
        cases=len({case.id for one in own for case in of_solution(known, one.id)}),
        contracts=len(contracts_of(session, neqs_of(session, identity))),
        origin=named[row.origin].text,
        changes=list(dict.fromkeys(_change(one, named[one.origin].text, spoken) for one in latest)),
        created=log[-1].at if log else "",
    )


def survivor(left: Side, right: Side) -> str:
    """The record that stays unless somebody chooses otherwise: it has a NEQ, more solutions, or is the older one."""

    def rank(one: Side) -> tuple[bool, int, str, str]:
        return (not one.row.neq, -len(one.solutions), one.created, one.row.id)

    return min((left, right), key=rank).row.id


def lines(left: Side, right: Side, spoken: str) -> list[Line]:
    """The fields of both records, in a fixed order, then the further columns of lists by their label."""
    _ = translator(spoken)

    def compared(label: str, of: Callable[[VendorRow], str | None], key: Callable[[str], str] = fold) -> Line:
        one, other = of(left.row) or "", of(right.row) or ""
        return Line(label, [one] if one else [], [other] if other else [], agreement(key(one), key(other)))

    def listed(label: str, of: Callable[[Side], list[str]]) -> Line:
        return Line(label, of(left), of(right), "")

    def counted(label: str, of: Callable[[Side], int]) -> Line:
        return listed(label, lambda one: [number(of(one), spoken)])

    return [
        compared(_("Nom"), lambda row: row.name),
        listed(_("Autres noms"), lambda one: list(one.row.aliases)),
        compared(_("Numéro d’entreprise du Québec (NEQ)"), lambda row: row.neq),
        compared(_("Site Web"), lambda row: row.website, _domain),
        compared(_("Municipalité du siège"), lambda row: row.city),
        compared(_("Description"), lambda row: row.description),
        *(compared(label, _further(label)) for label in dict.fromkeys([*_columns(left), *_columns(right)])),
        compared(_("Statut dans Repère"), lambda row: _(STATUS[row.status])),
        listed(_("Origine de la fiche"), lambda one: [one.origin]),
        listed(_("Solutions"), lambda one: [offer.name for offer in one.solutions]),
        counted(_("Cas d’usage"), lambda one: one.cases),
        counted(_("Contrats publics"), lambda one: one.contracts),
        listed(_("Derniers changements"), lambda one: one.changes),
    ]


def agreement(left: str, right: str) -> Agreement:
    """Whether two values agree; nothing is said where neither is known."""
    if not left and not right:
        return ""
    if not left or not right:
        return "one"
    return "same" if left == right else "differs"


def _columns(one: Side) -> list[str]:
    return list(one.row.further or {})


def _further(label: str) -> Callable[[VendorRow], str | None]:
    return lambda row: (row.further or {}).get(label)


def _domain(website: str) -> str:
    """What two addresses of one site have in common; a site that many share is told by its whole address."""
    return site(website) or fold(website)


def _change(one: ChangeRow, origin: str, spoken: str) -> str:
    _ = translator(spoken)
    what = _(_ROWS.get(one.kind, one.kind))
    return _("{day}\u00a0: {what} ({origin})").format(day=date(day_of(one.at), spoken), what=what, origin=origin)


class Likeness(Struct, frozen=True):
    """How alike two names are, and why, in words."""

    score: str
    reasons: str


def likeness(score: float, reasons: list[str], spoken: str) -> Likeness:
    """The score and the reasons of names alone."""
    said = told(tuple(Reason[one] for one in reasons), spoken)
    return Likeness(number(score, spoken, 2), f"{said[:1].upper()}{said[1:]}." if said else "")


def judged(left: str, right: str, spoken: str) -> Likeness:
    """How alike two names are, whether or not the pair is in doubt today."""
    lexicon = the_lexicon()
    found = judge(normalise(left, lexicon), normalise(right, lexicon), lexicon.constants)
    return likeness(found.score, [one.name for one in found.reasons], spoken)
