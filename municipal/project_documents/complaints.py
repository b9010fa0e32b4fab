"""Until when the documents of a public call may be complained about, from the two dates that a project tells."""

import datetime as dt

from vendors.tenders.complaint import Deadline, complaint_deadline
from vendors.tenders.regime import Law


def deadline(law: Law, publish_on: str, closes_on: str) -> Deadline | None:
    """The last day for complaints; None while a date is missing, no day, or the closing is not after publication."""
    try:
        return complaint_deadline(law, dt.date.fromisoformat(publish_on), dt.date.fromisoformat(closes_on))
    except ValueError:
        return None
