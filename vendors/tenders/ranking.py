"""Who comes first: exact scores put in order, ties told as ties."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

from msgspec import Struct

from vendors.tenders.number import four_decimals, plain, quotient

Status = Literal["awarded", "no_award", "dead_heat"]
# What a bid is put in order by: the smaller, the better.
Key = tuple[Fraction, ...]


class Interim(Struct, frozen=True):
    """A bid before its price is known: its points, None where quality is not scored, and whether it stays in."""

    id: str
    points: Fraction | None
    admissible: bool


class Line(Struct, frozen=True):
    """What is answered of a bid; of one that is not admissible, nothing but its points."""

    id: str
    interim: str | None
    admissible: bool
    final: str | None
    final_exact: str | None
    rank: int | None


class Answer(Struct, frozen=True):
    """What is answered of a tender: its status, the bid that it goes to, every bid in the order given."""

    status: Status
    award: str | None
    bids: list[Line]


def ranks(keys: Sequence[Key]) -> list[int]:
    """The rank of each: one more than the number of those before it, so that equals share theirs."""
    first: dict[Key, int] = {}
    for place, key in enumerate(sorted(keys), 1):
        first.setdefault(key, place)
    return [first[key] for key in keys]


def answer(bids: Sequence[Interim], finals: dict[str, Fraction], keys: dict[str, Key]) -> Answer:
    """The answer, from the final score and the key of each admissible bid."""
    admitted = [one.id for one in bids if one.admissible]
    placed = dict(zip(admitted, ranks([keys[one] for one in admitted]), strict=True))
    leaders = [one for one, rank in placed.items() if rank == 1]
    status: Status = "no_award" if not leaders else "awarded" if len(leaders) == 1 else "dead_heat"
    lines = [_line(one, finals.get(one.id), placed.get(one.id)) for one in bids]
    return Answer(status, leaders[0] if status == "awarded" else None, lines)


def check_opened(bids: Sequence[Interim], prices: dict[str, Fraction]) -> None:
    """Hold to it that the prices opened are those of the admissible bids, all of them and no other.

    Raises ValueError, which names no price.
    """
    if prices.keys() != {one.id for one in bids if one.admissible}:
        raise ValueError("the prices opened are not those of the admissible bids")


def _line(bid: Interim, final: Fraction | None, rank: int | None) -> Line:
    return Line(
        id=bid.id,
        interim=None if bid.points is None else plain(bid.points),
        admissible=bid.admissible,
        final=None if final is None else four_decimals(final),
        final_exact=None if final is None else quotient(final),
        rank=rank,
    )
