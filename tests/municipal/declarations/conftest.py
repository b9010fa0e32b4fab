"""What the tests of declarations share: the message that bears an address, and a sheet as a browser sends it."""

import re
from types import SimpleNamespace

import pytest
from sqlmodel import col, select

from municipal.db import reading
from municipal.declarations.tables import Declaration
from municipal.mail.tables import Mail

VENDOR = "boussole-routiere"


@pytest.fixture
def letters():
    """The messages that wait for a mailbox, the oldest first."""

    def read(to):
        with reading() as session:
            rows = session.exec(select(Mail).where(Mail.to == to).order_by(col(Mail.created_at))).all()
            return [SimpleNamespace(subject=row.subject, text=row.text, language=row.language) for row in rows]

    return read


@pytest.fixture
def the_key(letters):
    """The key of the last address that a mailbox was sent."""

    def read(to):
        return re.findall(r"/(?:fiche-declaree|declared-sheet)/([\w-]+)", letters(to)[-1].text)[-1]

    return read


@pytest.fixture
def declared():
    """The declaration that a mailbox asked for, as the table has it."""

    def read(contact):
        with reading() as session:
            row = session.exec(select(Declaration).where(Declaration.contact == contact)).one()
            return SimpleNamespace(**row.model_dump())

    return read
