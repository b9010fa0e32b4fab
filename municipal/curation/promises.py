"""How soon each thing of the queue is answered, and how many answers of the last ninety days kept that promise."""

import datetime as dt
from collections.abc import Iterable
from functools import cache
from typing import Final

from msgspec import Struct

from municipal.paths import SEED
from municipal.shared_needs.working_days import working_days_later
from municipal.web.format import ZONE
from vendors.sources.faults import Fault, UnusableError
from vendors.sources.seedfile import read_csv

FILE: Final = SEED / "curation" / "promises.csv"
KINDS: Final = ("error", "contest", "declaration", "second", "pair", "confirmation", "desk")
# A share is told once so many came to their end in so many days.
WINDOW: Final = dt.timedelta(days=90)
FEWEST: Final = 5


class Promise(Struct, frozen=True, forbid_unknown_fields=True):
    """Within how many working days a kind of thing is answered, and whose choice that is."""

    kind: str
    days: int
    fr: str
    en: str
    source: str

    def name(self, language: str) -> str:
        """What the thing is called."""
        return self.en if language == "en" else self.fr


class Ended(Struct, frozen=True):
    """A thing that began in the window: when it is due, and when it was answered, if it was (both days)."""

    kind: str
    due_on: str
    on: str | None


class Share(Struct, frozen=True):
    """Of one kind: how many came to their end, and how many were answered on time."""

    promise: Promise
    count: int
    on_time: int


@cache
def promises() -> dict[str, Promise]:
    """The promises by kind. Raises UnusableError when the file is broken, or one is missing, unknown or negative."""
    rows: list[Promise] = read_csv(FILE, Promise)
    found = {row.kind: row for row in rows}
    wrong = sorted({*KINDS} ^ {*found}) + sorted(row.kind for row in rows if row.days < 1)
    if wrong or len(found) != len(rows):
        told = ", ".join(wrong) or ", ".join(sorted(found))
        fr = f"Dites une fois chaque promesse, d’au moins un jour\u00a0: {told}."
        en = f"State each promise once, of at least one day: {told}."
        raise UnusableError([Fault("seed", FILE.name, fr, en)])
    return found


@cache
def due(kind: str, since: str) -> str:
    """The day by which a thing that came on a day is answered."""
    return working_days_later(dt.date.fromisoformat(since), promises()[kind].days).isoformat()


@cache
def day_of(moment: str) -> str:
    """The day of a stored instant, where people live by it."""
    return dt.datetime.fromisoformat(moment).astimezone(ZONE).date().isoformat()


def shares(things: Iterable[Ended], today: str) -> list[Share]:
    """How well each promise is kept, in the order of the file; nothing of a kind with too few answers to tell.

    What still waits within its time is not counted: nobody knows yet.
    """
    over = [one for one in things if one.on or one.due_on < today]
    told = [
        Share(promise, len(own), sum(one.on is not None and one.on <= one.due_on for one in own))
        for kind, promise in promises().items()
        if (own := [one for one in over if one.kind == kind])
    ]
    return [share for share in told if share.count >= FEWEST]
