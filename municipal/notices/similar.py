"""The notices like a need, as the pages of needs show them: « avis semblables »."""

from msgspec import Struct
from sqlmodel import Session

from municipal.notices.lines import Line, frequent, line
from municipal.notices.queries import awards, imported, like
from municipal.notices.words import source
from municipal.web.addresses import address


class Similar(Struct, frozen=True):
    """Notices like a need, the codes that most of them bear, where they come from, and the whole list."""

    lines: list[Line]
    codes: str
    source: str
    href: str


def similar_view(session: Session, need: str, language: str) -> Similar | None:
    """What templates/notices/_similar.html shows of a need; None where no notice is like it."""
    found = like(session, need)
    if not found:
        return None
    rows = [one.notice for one in found]
    contracts = awards(session, rows)
    return Similar(
        [line(one, contracts.get(one.notice.ocid, []), language) for one in found],
        frequent(rows),
        source(imported(session), language),
        address("notices", language, need=need),
    )
