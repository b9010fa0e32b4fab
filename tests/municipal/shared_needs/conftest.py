"""A visitor of a copy of the demonstration who becomes one of its fictitious people, and back nobody."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from sqlmodel import col, select

from municipal.db import reading
from municipal.mail.tables import Mail
from municipal.traces.tables import Audit


@pytest.fixture
def become(writer, signed_in) -> Callable[..., Any]:
    """The visitor as somebody of a role, or as nobody: `become("editor", "00003")`, `become()`."""

    def turn(role: str = "", city: str | None = None, *, mrc: bool = False) -> Any:
        writer.cookies.clear()
        if role:
            signed_in(writer, role, city=city, mrc=mrc)
        return writer

    return turn


@pytest.fixture
def fields() -> Callable[[str, str], dict[str, str]]:
    """What the form of a page would send, the one whose HTML holds some text: `fields(page, 'value="detail"')`."""

    def read(html: str, holding: str) -> dict[str, str]:
        form = next(one for one in re.findall(r"<form.*?</form>", html, re.DOTALL) if holding in one)
        found = {
            name: unescape(value)
            for name, value in re.findall(r'<input[^>]*?name="([^"]+)"[^>]*?value="([^"]*)"', form)
        }
        texts = re.findall(r'<textarea[^>]*?name="([^"]+)"[^>]*>\n?([^<]*)</textarea>', form)
        return found | {name: unescape(text) for name, text in texts}

    return read


@pytest.fixture
def traces() -> Callable[[str], list[str]]:
    """The actions that the chain holds of a kind of object, in order."""

    def read(kind: str) -> list[str]:
        with reading() as session:
            return list(session.exec(select(Audit.action).where(Audit.object_type == kind).order_by(col(Audit.seq))))

    return read


@pytest.fixture
def mails() -> Callable[[str], list[tuple[str, str, str]]]:
    """The messages to an address: subject, text, language."""

    def read(to: str) -> list[tuple[str, str, str]]:
        with reading() as session:
            found = select(Mail.subject, Mail.text, Mail.language).where(Mail.to == to).order_by(col(Mail.created_at))
            return [tuple(row) for row in session.exec(found)]

    return read
