"""The invented situations on which a factor is tried before it is announced."""

from pathlib import Path
from typing import Literal

from msgspec import Struct

from vendors.sources.faults import Fault, UnusableError
from vendors.sources.seedfile import fault_in, read_toml
from vendors.tenders.number import exact
from vendors.tenders.simulate import Offer


class SituationRow(Struct, frozen=True, forbid_unknown_fields=True):
    """A situation as the seed tells it; it says that it is invented."""

    id: str
    fictional: Literal[True]
    name_fr: str
    name_en: str
    shows_fr: str
    shows_en: str


class BidRow(Struct, frozen=True, forbid_unknown_fields=True):
    """A bid of a situation; its numbers are texts, so that they are exact."""

    situation: str
    id: str
    interim: str
    price: str


class Situation(Struct, frozen=True):
    """A situation with its offers."""

    told: SituationRow
    offers: list[Offer]

    def name(self, language: str) -> str:
        """What it is called, in the reader's language."""
        return self.told.name_en if language == "en" else self.told.name_fr

    def shows(self, language: str) -> str:
        """What it shows, in the reader's language."""
        return self.told.shows_en if language == "en" else self.told.shows_fr


def read_situations(path: Path) -> list[Situation]:
    """The situations of a seed file, in its order.

    Raises UnusableError when a bid belongs to none of them, has no positive price, or its points are no number.
    """
    tables = read_toml(path, situation=SituationRow, bid=BidRow)
    rows: list[SituationRow] = tables["situation"]
    offers: dict[str, list[Offer]] = {row.id: [] for row in rows}
    faults: list[Fault] = []
    for n, bid in enumerate(tables["bid"]):
        points, price = exact(bid.interim), exact(bid.price)
        if bid.situation not in offers:
            faults.append(fault_in(path, "bid", n, "situation", f"there is no {bid.situation}"))
        elif points is None or points < 0:
            faults.append(fault_in(path, "bid", n, "interim", "a number that is not negative is expected"))
        elif price is None or price <= 0:
            faults.append(fault_in(path, "bid", n, "price", "a number greater than 0 is expected"))
        else:
            offers[bid.situation].append(Offer(bid.id, points, price))
    if faults:
        raise UnusableError(faults)
    return [Situation(row, offers[row.id]) for row in rows]
