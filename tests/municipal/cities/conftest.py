"""People of the demonstration's cities, signed in through the addresses that open its accounts."""

from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any, NamedTuple

import pytest
from httpx import Cookies
from litestar.testing import TestClient
from sqlalchemy import update
from sqlmodel import col, select

from municipal.db import reading, write
from municipal.mail.tables import Mail
from municipal.places.tables import Municipality
from municipal.sign_in.demonstration import sign_in_link
from municipal.traces.tables import Audit


class Browser:
    """One of several visitors of a site, with cookies of their own."""

    def __init__(self, site: TestClient) -> None:
        self._site = site
        self._cookies = Cookies()

    def get(self, path: str, **options: Any) -> Any:
        """Ask for a page."""
        return self._ask("GET", path, options)

    def post(self, path: str, **options: Any) -> Any:
        """Send a form."""
        return self._ask("POST", path, options)

    def _ask(self, method: str, path: str, options: dict[str, Any]) -> Any:
        self._site.cookies = self._cookies
        answer = self._site.request(method, path, **options)
        self._cookies = Cookies(self._site.cookies)
        return answer


@pytest.fixture
def visitor(writer) -> Callable[[], Browser]:
    """A new browser before the site, each time it is called."""
    return lambda: Browser(writer)


@pytest.fixture
def signed_in(visitor) -> Callable[..., Browser]:
    """A browser in which the demonstration's person of a role is signed in: `signed_in("editor", "00002")`."""

    def enter(role: str, city: str | None = None, *, mrc: bool = False) -> Browser:
        path = write(lambda session: sign_in_link(session, role, city=city, mrc=mrc, language="fr"))
        browser = visitor()
        answer = browser.post(path, follow_redirects=False)
        assert answer.status_code == 303, answer.text
        return browser

    return enter


@pytest.fixture
def trace() -> Callable[..., list[str]]:
    """What the chain says of a body: `trace("00002")` gives the actions in order, `trace(…, "role")` their roles."""

    def read(body: str, name: str = "action") -> list[str]:
        with reading() as session:
            rows = session.exec(select(Audit).where(Audit.body == body).order_by(col(Audit.seq))).all()
            return [getattr(row, name) for row in rows]

    return read


@pytest.fixture
def mails() -> Callable[[str], list[Mail]]:
    """The messages that were written to an address, the oldest first."""

    def read(to: str) -> list[Mail]:
        with reading() as session:
            found = session.exec(select(Mail).where(Mail.to == to).order_by(col(Mail.created_at))).all()
            session.expunge_all()
            return list(found)

    return read


@pytest.fixture
def town_hall() -> Callable[[str, str], None]:
    """Publish the address of a town hall: `town_hall("00001", "mairie@moufles.example")`."""

    def publish(city: str, email: str) -> None:
        statement = update(Municipality).where(col(Municipality.code) == city).values(email=email)
        write(lambda session: session.execute(statement), public=True)

    return publish


class Form(NamedTuple):
    """A form of a page: where it goes, and what it would send as it stands."""

    action: str
    fields: dict[str, list[str]]


class _Forms(HTMLParser):
    """Every form of a page, with the values that a browser would send."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._text = ""

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append(Form(given.get("action", ""), {}))
        elif tag == "input" and self.found and "name" in given:
            if given.get("type") not in ("checkbox", "radio") or "checked" in given:
                self._put(given["name"], given.get("value", "on"))
        elif tag == "textarea" and self.found:
            self._text = given["name"]
            self._put(self._text, "")
        elif tag == "button" and self.found and "name" in given:
            self.found[-1].fields.setdefault("_buttons", []).append(given.get("value", ""))

    def handle_data(self, data):
        if self._text:
            # The line break right after <textarea> is no part of its value.
            values = self.found[-1].fields[self._text]
            values[-1] = (values[-1] + data).removeprefix("\n")

    def handle_endtag(self, tag):
        if tag == "textarea":
            self._text = ""

    def _put(self, name, value):
        self.found[-1].fields.setdefault(name, []).append(value)


def forms(html: str) -> list[Form]:
    """Every form of a page."""
    parser = _Forms()
    parser.feed(html)
    return parser.found


@pytest.fixture
def press() -> Callable[..., Any]:
    """Fill in the form of a page that has a button or a hidden `act`, and send it: `press(me, path, "save", …)`.

    What comes back is the answer, not followed; `page` gives an answer to use in place of asking the path again.
    """

    def send(browser, path, act="", *, page=None, which=0, **filled):
        answer = page or browser.get(path)
        assert answer.status_code < 500, answer.text
        fitting = [
            form
            for form in forms(answer.text)
            if act in form.fields.get("act", []) + form.fields.get("_buttons", [])
            or (not act and "act" not in form.fields)
        ]
        form = fitting[which]
        values = {name: given for name, given in form.fields.items() if name != "_buttons"} | filled
        if act:
            values["act"] = act
        return browser.post(form.action, data=values, follow_redirects=False)

    return send
