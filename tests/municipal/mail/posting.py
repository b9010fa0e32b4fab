"""A text to post, and what the outbox holds of it."""

import datetime as dt

from sqlmodel import select

from municipal.db import reading
from municipal.mail.tables import Mail

LINK = "https://repere.example/lien?jeton=Zm9ybWlkYWJsZQ"
MINUTE = dt.timedelta(minutes=1)


def now():
    return dt.datetime.now(tz=dt.UTC)


def rows():
    with reading() as session:
        return {row.id: row for row in session.exec(select(Mail))}


def the_row():
    (row,) = rows().values()
    return row


def moment(text):
    return dt.datetime.fromisoformat(text)
