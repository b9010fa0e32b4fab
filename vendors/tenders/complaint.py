"""Until when the documents of a public call may be complained about."""

import datetime as dt
from collections.abc import Sequence

from msgspec import Struct

from vendors.tenders.regime import Article, Law, amount, articles_on

_SATURDAY = 5


class Deadline(Struct, frozen=True):
    """The last day for complaints, and what it rests on.

    `too_close` when fewer working days than the law asks can lie between it and the closing, holidays not counted.
    """

    on: dt.date
    too_close: bool
    articles: Sequence[Article]

    @property
    def verified(self) -> bool:
        """Whether every article that it rests on could be verified."""
        return bool(self.articles) and all(one.verified for one in self.articles)


def complaint_deadline(law: Law, publish: dt.date, close: dt.date) -> Deadline:
    """The day half-way from publication to closing, rounded up, and at least ten days after publication.

    Raises ValueError when the closing is not after the publication, or when a number of the law is unknown.
    """
    least = amount(law, "complaint_days", publish)
    apart = amount(law, "complaint_working_days", publish)
    if close <= publish or least is None or apart is None:
        raise ValueError("a closing after the publication, and the numbers of the law, are needed")
    half = -(-(close - publish).days // 2)
    on = publish + dt.timedelta(days=max(half, least))
    between = [on + dt.timedelta(days=n) for n in range(1, (close - on).days)]
    working = [day for day in between if day.weekday() < _SATURDAY]
    return Deadline(on, len(working) < apart, articles_on(law, "complaint", publish))
