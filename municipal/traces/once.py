"""What serves once only: a form that is sent twice (a double click, a page reloaded), the challenge of a key."""

import secrets
from collections.abc import Callable
from hashlib import sha256
from typing import TypeVar

from sqlmodel import Session, select

from municipal.traces.chain import now
from municipal.traces.tables import Done

Refused = TypeVar("Refused")


def new_token() -> str:
    """What a form carries in its field `once`, new each time that the form is shown."""
    return secrets.token_urlsafe(16)


def once(session: Session, token: str, person: str, act: Callable[[], str | Refused]) -> str | Refused:
    """Act, unless this very form acted before; what comes back is where it leads.

    What is no path (errors to show) is not remembered: the form may be mended and sent again. A form without a token
    always acts. A token is one person's: another one's is another token.
    """
    if not token:
        return act()
    key = sha256(f"{person} {token}".encode()).hexdigest()
    before = session.exec(select(Done.onward).where(Done.token == key)).first()
    if before:
        return before
    made = act()
    if isinstance(made, str):
        session.add(Done(token=key, person=person, at=now(), onward=made))
    return made


def spend_token(session: Session, token: str, person: str) -> bool:
    """Use a token up; false when it was used before. Writers take their turn, so two never both succeed."""
    if session.exec(select(Done.token).where(Done.token == token)).first():
        return False
    session.add(Done(token=token, person=person, at=now(), onward=""))
    session.flush()
    return True
