"""A page with one form of a passkey, and a browser that sends it with an authenticator of its own."""

from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

from playwright.sync_api import Browser, Page

from municipal.sign_in.passkeys import Asked
from municipal.web.guard import POLICY
from municipal.web.static import static_files

SCRIPT = static_files()["passkey.js"].body


class Site:
    """A page with one form, and what the browser sent from it."""

    def __init__(self) -> None:
        self.form = ""
        self.sent: list[dict[str, list[str]]] = []
        site = self

        class Answers(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if self.path == "/passkey.js":
                    self.answer(SCRIPT, "text/javascript; charset=utf-8")
                else:
                    page = f'<!doctype html><script src="/passkey.js" defer></script>{site.form}'
                    self.answer(page.encode(), "text/html; charset=utf-8")

            def do_POST(self) -> None:
                site.sent.append(parse_qs(self.rfile.read(int(self.headers["content-length"])).decode()))
                self.answer(b"<!doctype html><h1>OK</h1>", "text/html; charset=utf-8")

            def answer(self, body: bytes, kind: str) -> None:
                self.send_response(200)
                for name, value in {
                    "content-type": kind,
                    "content-length": str(len(body)),
                    "content-security-policy": POLICY,
                }.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self.origin = f"http://localhost:{self.server.server_port}"
        Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def ask(self, act: str, asked: Asked) -> None:
        """Put the question in the page's form."""
        self.form = (
            f'<form method="post" action="/" data-passkey="{act}" data-options="{escape(asked.options)}">'
            '<input type="hidden" name="credential"><input name="label" value="Mon poste"><button>OK</button></form>'
            "<p data-passkey-missing hidden>missing</p><p data-passkey-failed hidden>failed</p>"
        )


class Visit:
    """A browser with an authenticator of its own; what it complains of is kept."""

    def __init__(self, browser: Browser, **chosen: Any) -> None:
        self.context = browser.new_context()
        self.context.set_default_timeout(10_000)
        self.page: Page = self.context.new_page()
        self.said: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.devtools = self.context.new_cdp_session(self.page)
        self.devtools.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        made = self.devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options | chosen})
        self.authenticator = made["authenticatorId"]

    def answer(self, site: Site, act: str, asked: Asked) -> str:
        """What the browser sends when the form is submitted."""
        before = len(site.sent)
        self.submit(site, act, asked)
        self.page.wait_for_selector("h1")
        assert len(site.sent) == before + 1
        assert site.sent[-1]["label"] == ["Mon poste"]
        return site.sent[-1]["credential"][0]

    def submit(self, site: Site, act: str, asked: Asked) -> None:
        site.ask(act, asked)
        self.page.goto(site.origin)
        self.page.click("button")
