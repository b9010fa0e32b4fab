"""Suppliers that may be one enterprise: names that are alike, for a person who decides. Nothing is joined here."""

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct
from sqlalchemy import select
from sqlmodel import Session, col

from vendors.names.judge import Judgement, band, judge, score
from vendors.names.lexicon import Lexicon
from vendors.names.neq import read_neq
from vendors.names.normalise import Name, normalise
from vendors.registry.links import STANDS, links, members
from vendors.registry.queries import VendorRow, vendors
from vendors.registry.tables import PairDecision
from vendors.text import fold
from vendors.unswept import unswept

Pair = tuple[str, str]
# Sites that many enterprises share say nothing of who they are.
_SHARED_SITES: Final = frozenset({"facebook.com", "linkedin.com", "github.com", "github.io", "google.com", "x.com"})


class Doubt(Struct, frozen=True):
    """Two suppliers whose names are alike: score and band of the names alone, why, and what else they say.

    `reasons` are names of vendors.names.reasons.Reason; `same` and `against` are the fields that agree and differ:
    neq, website, city. `asked`: somebody asked for more.
    """

    left: str
    right: str
    score: float
    band: str
    reasons: list[str]
    same: list[str]
    against: list[str]
    asked: bool = False


def doubts(session: Session, lexicon: Lexicon) -> list[Doubt]:
    """The pairs of suppliers, as they are shown, that may be one; the likeliest first, then by id.

    Pairs that stand apart, that wait for a second person, or that bear two valid NEQs are not among them.
    """
    with unswept():
        return _doubts(session, lexicon)


def _doubts(session: Session, lexicon: Lexicon) -> list[Doubt]:
    rows = {row.id: row for row in vendors(session)}
    settled, asked = _decided(session)
    found: list[Doubt] = []
    for (left, right), names in _alike(rows, lexicon).items():
        if (left, right) in settled or _two_enterprises(rows[left], rows[right]):
            continue
        told = judge(*names, lexicon.constants)
        found.append(_doubt(rows[left], rows[right], told, asked=(left, right) in asked))
    return sorted(found, key=lambda one: (-one.score, one.left, one.right))


def _alike(rows: dict[str, VendorRow], lexicon: Lexicon) -> dict[Pair, tuple[Name, Name]]:
    """The pairs whose names are worth a look, each with the two names that are most alike."""
    from vendors.names.blocking import MOST_TOGETHER  # noqa: PLC0415 - loads numpy, for whoever compares names alone

    bearers: dict[str, list[str]] = {}
    for row in rows.values():
        for text in (row.name, *row.aliases):
            bearers.setdefault(text, []).append(row.id)
    names = [name for text in sorted(bearers) if (name := normalise(text, lexicon)).plain]
    best: dict[Pair, tuple[float, tuple[Name, Name]]] = {}
    for found, one, other in _scored(names, lexicon, bearers):
        if len(bearers[one.raw]) * len(bearers[other.raw]) > MOST_TOGETHER**2:
            continue
        for pair in {(min(left, right), max(left, right)) for left in bearers[one.raw] for right in bearers[other.raw]}:
            if pair[0] != pair[1] and found > best.get(pair, (0.0, ()))[0]:
                best[pair] = found, (one, other)
    return {pair: names for pair, (_, names) in best.items()}


def _scored(names: list[Name], lexicon: Lexicon, bearers: dict[str, list[str]]) -> Iterator[tuple[float, Name, Name]]:
    from vendors.names.blocking import pairs  # noqa: PLC0415 - loads numpy, for whoever compares names alone

    for left, right in pairs(names):
        found = score(names[left], names[right], lexicon.constants)
        if band(found, lexicon.constants) != "distinct":
            yield found, names[left], names[right]
    for name in names:
        if len(set(bearers[name.raw])) > 1:
            yield 1.0, name, name


def _decided(session: Session) -> tuple[set[Pair], set[Pair]]:
    """Pairs of suppliers, as they are shown, about which nobody need be asked now, and those that wait for more."""
    linked = links(session)
    query = select(col(PairDecision.left), col(PairDecision.right), col(PairDecision.decision), col(PairDecision.state))
    settled: set[Pair] = set()
    asked: set[Pair] = set()
    for left, right, decision, state in session.execute(query.where(col(PairDecision.state).in_((STANDS, "waiting")))):
        one, other = sorted((members(left, linked)[0], members(right, linked)[0]))
        (asked if decision == "asked" and state == STANDS else settled).add((one, other))
    return settled, asked


def _two_enterprises(left: VendorRow, right: VendorRow) -> bool:
    one, other = (read_neq(row.neq or "") for row in (left, right))
    return bool(one and other and not one.doubtful and not other.doubtful and one.digits != other.digits)


def _doubt(left: VendorRow, right: VendorRow, told: Judgement, *, asked: bool) -> Doubt:
    fields = {
        "neq": (left.neq, right.neq),
        "website": (site(left.website), site(right.website)),
        "city": (fold(left.city or ""), fold(right.city or "")),
    }
    given = {name: one == other for name, (one, other) in fields.items() if one and other}
    return Doubt(
        left=left.id,
        right=right.id,
        score=told.score,
        band=told.band,
        reasons=[reason.name for reason in told.reasons],
        same=[name for name, agrees in given.items() if agrees],
        against=[name for name, agrees in given.items() if not agrees],
        asked=asked,
    )


def site(address: str | None) -> str:
    """The domain of a website, without its « www. »; blank for none, and for one that many enterprises share."""
    try:
        host = (urlsplit(address or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    return "" if any(host == one or host.endswith(f".{one}") for one in _SHARED_SITES) else host
