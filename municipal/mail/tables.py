"""What is stored of the messages that the program sends."""

from sqlmodel import Field, SQLModel


class Mail(SQLModel, table=True):
    """A message to one person: its text goes once nobody will send it any more, its row after thirty days.

    It waits as long as `next_at` is set; `claimed_until` says until when one process alone may be sending it.
    """

    id: str = Field(primary_key=True)
    to: str
    subject: str
    text: str
    language: str
    kind: str
    created_at: str
    attempts: int = 0
    next_at: str | None = Field(default=None, index=True)
    claimed_until: str | None = None
    sent_at: str | None = None
    failed_at: str | None = None
    error: str | None = None
