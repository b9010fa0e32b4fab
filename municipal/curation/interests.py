"""Whether a person may act on suppliers: nobody does where they declared an interest, and all are asked first."""

import datetime as dt
from typing import Final, Literal

from sqlmodel import Session, col, select

from municipal.people.interests import stands_aside
from municipal.web.format import today
from vendors.registry.tables import Vendor

Bar = Literal["", "declared", "unanswered"]
DECLARED: Final = "declared"
UNANSWERED: Final = "unanswered"


def bar(session: Session, person: str, vendors: list[str], *, on: dt.date | None = None) -> Bar:
    """What keeps a person from acting on suppliers on a day: an interest declared, or an answer never given.

    An interest in one of several records joined as one enterprise counts for all of them; so does an answer of « no ».
    """
    day = on or today()
    told: Bar = ""
    for vendor in vendors:
        answers = [stands_aside(session, person, one, on=day) for one in together(session, vendor)]
        if any(answers):
            return DECLARED
        if all(answer is None for answer in answers):
            told = UNANSWERED
    return told


def together(session: Session, vendor: str) -> list[str]:
    """A supplier with all that are shown under the same one."""
    root = session.exec(select(Vendor.merged_into).where(Vendor.id == vendor)).first() or vendor
    joined = session.exec(select(Vendor.id).where(col(Vendor.merged_into) == root).order_by(Vendor.id))
    return list(dict.fromkeys([root, *joined, vendor]))
