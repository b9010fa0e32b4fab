"""Suppliers of public contracts whose name is like that of an enterprise without a NEQ: for curators alone.

A name proves nothing: a person attaches the number, another one confirms it, and only then does any page show it.
"""

from functools import lru_cache
from typing import Final

from msgspec import Struct
from sqlalchemy import func, select
from sqlmodel import Session, col

from municipal.kept import kept
from municipal.names import the_lexicon
from vendors.names.judge import Judgement, judge
from vendors.names.neq import NATURAL
from vendors.names.normalise import normalise
from vendors.names.reasons import Reason
from vendors.names.search import Register
from vendors.notices.tables import Contract
from vendors.registry.tables import Vendor, VendorAlias

# How many of the nearest names are judged.
_NEAREST: Final = 10


class ProposedNeq(Struct, frozen=True):
    """A NEQ of public contracts that may be that of a supplier: under which names, how many, how alike the nearest."""

    vendor: str
    vendor_name: str
    neq: str
    names: tuple[str, ...]
    contracts: int
    score: float
    band: str
    reasons: tuple[Reason, ...]


class _Bearer(Struct, frozen=True):
    names: tuple[str, ...]
    contracts: int


class _Names(Struct, eq=False):
    """The names of contracts, and how they are searched; each list is itself alone."""

    texts: tuple[str, ...]
    register: Register


@kept
def proposed_neqs(session: Session) -> list[ProposedNeq]:
    """What may be attached, the likeliest first; kept until public data change."""
    without = _without_neq(session)
    bearers = _bearers(session)
    if not without or not bearers:
        return []
    texts = [(name, neq) for neq, bearer in bearers.items() for name in bearer.names]
    register = _register(tuple(name for name, _ in texts))
    found: list[ProposedNeq] = []
    for vendor, names in without.items():
        found += _of(vendor, names, texts, register, bearers)
    return sorted(found, key=lambda one: (-one.score, -one.contracts, one.vendor, one.neq))


def _of(
    vendor: str, names: list[str], texts: list[tuple[str, str]], known_names: _Names, bearers: dict[str, _Bearer]
) -> list[ProposedNeq]:
    """The numbers that may be those of one supplier, each with the likeness of its nearest name."""
    best: dict[str, ProposedNeq] = {}
    for name in names:
        for place, told in _near(known_names, name):
            neq = texts[place][1]
            known = best.get(neq)
            if known is None or told.score > known.score:
                bearer = bearers[neq]
                best[neq] = ProposedNeq(
                    vendor, names[0], neq, bearer.names, bearer.contracts, told.score, told.band, told.reasons
                )
    return list(best.values())


def _without_neq(session: Session) -> dict[str, list[str]]:
    """The names of each supplier that is shown and has no NEQ, nor has any record joined with it."""
    rows = session.execute(select(*(col(one) for one in (Vendor.id, Vendor.name, Vendor.neq, Vendor.merged_into))))
    names: dict[str, list[str]] = {}
    numbered: set[str] = set()
    shown_under: dict[str, str] = {}
    for identity, name, neq, into in sorted(rows, key=lambda row: (row[3] is not None, row[0])):
        root = shown_under[identity] = into or identity
        names.setdefault(root, []).append(name)
        if neq:
            numbered.add(root)
    for vendor, name in session.execute(select(col(VendorAlias.vendor), col(VendorAlias.name))):
        if vendor in shown_under:
            names[shown_under[vendor]].append(name)
    return {root: list(dict.fromkeys(known)) for root, known in names.items() if root not in numbered}


def _bearers(session: Session) -> dict[str, _Bearer]:
    """Who bears each NEQ of public contracts that no supplier has: its names, the most frequent first."""
    count = func.count()
    query = (
        select(col(Contract.neq), col(Contract.supplier), count)
        .where(
            col(Contract.neq).is_not(None),
            col(Contract.natural).is_(False),
            col(Contract.neq_doubtful).is_(False),
            col(Contract.neq).not_like(f"{NATURAL}%"),
            col(Contract.neq).not_in(select(col(Vendor.neq)).where(col(Vendor.neq).is_not(None))),
        )
        .group_by(col(Contract.neq), col(Contract.supplier))
        .order_by(col(Contract.neq), count.desc(), col(Contract.supplier))
    )
    found: dict[str, _Bearer] = {}
    for neq, name, number in session.execute(query):
        known = found.get(neq, _Bearer((), 0))
        found[neq] = _Bearer((*known.names, name), known.contracts + number)
    return found


@lru_cache(maxsize=1)
def _register(names: tuple[str, ...]) -> _Names:
    """The names as they are searched; the same as long as no contract comes or goes."""
    return _Names(names, Register(names, the_lexicon()))


@lru_cache(maxsize=10_000)
def _near(among: _Names, name: str) -> tuple[tuple[int, Judgement], ...]:
    """The names of contracts that may be this one; a name is judged once for all the time that contracts stay."""
    lexicon = the_lexicon()
    own = normalise(name, lexicon)
    places = sorted({one.place for one in among.register.search(name, _NEAREST)})
    judged = [(one, judge(own, normalise(among.texts[one], lexicon), lexicon.constants)) for one in places]
    return tuple((place, told) for place, told in judged if told.band != "distinct")
