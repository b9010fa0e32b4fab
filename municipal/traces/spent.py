"""What may serve once only: a token that was used is remembered for a while."""

from sqlmodel import Session, select

from municipal.traces.chain import now
from municipal.traces.tables import Done


def spend_token(session: Session, token: str, person: str) -> bool:
    """Use a token up; false when it was used before. Writers take their turn, so two never both succeed."""
    if session.exec(select(Done.token).where(Done.token == token)).first():
        return False
    session.add(Done(token=token, person=person, at=now(), onward=""))
    session.flush()
    return True
