"""A sink that keeps what it is given, servers that behave badly, and an outbox on each database."""

import datetime as dt
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from email import message_from_bytes
from email.policy import default
from typing import Any, NamedTuple

import pytest
from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from sqlmodel import SQLModel

from municipal.db import Database, writing
from municipal.mail.outbox import post
from municipal.settings import Settings

SENDER = "repere@ville.example"


class Letter(NamedTuple):
    """What a server was given: the envelope, then the bytes."""

    sender: str
    recipients: list[str]
    raw: bytes

    @property
    def parsed(self) -> Any:
        return message_from_bytes(self.raw, policy=default)

    @property
    def number(self) -> str:
        return self.parsed["Message-ID"]


class Sink(Controller):
    """A real server on loopback; `on_rcpt`, `on_data`, `on_quit` may answer otherwise, or do something meanwhile."""

    def __init__(self, **more: Any) -> None:
        super().__init__(self, hostname="127.0.0.1", port=0, **more)
        self.letters: list[Letter] = []
        self.on_rcpt: Callable[[str], str | None] = lambda _: None
        self.on_data: Callable[[Letter], str | None] = lambda _: None
        self.on_quit: Callable[[], None] = lambda: None

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()

    async def handle_RCPT(self, _server, _session, envelope, address, _options) -> str:  # noqa: N802 - aiosmtpd's name
        answer = self.on_rcpt(address)
        if answer is None:
            envelope.rcpt_tos.append(address)
        return answer or "250 OK"

    async def handle_DATA(self, _server, _session, envelope) -> str:  # noqa: N802 - aiosmtpd's name
        letter = Letter(envelope.mail_from, envelope.rcpt_tos, envelope.content)
        refusal = self.on_data(letter)
        if refusal is None or refusal.startswith("250"):
            self.letters.append(letter)
        return refusal or "250 OK"

    async def handle_QUIT(self, _server, _session, _envelope) -> str:  # noqa: N802 - aiosmtpd's name
        self.on_quit()
        return "221 Bye"

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"


@pytest.fixture
def sinks() -> Iterator[Callable[..., Sink]]:
    """Servers made as the test wants them."""
    with ExitStack() as stack:

        def make(**more: Any) -> Sink:
            made = Sink(**more)
            made.start()
            stack.callback(made.stop)
            return made

        yield make


@pytest.fixture
def sink(sinks) -> Sink:
    """A server that takes everything."""
    return sinks()


@pytest.fixture
def bad_server() -> Iterator[Callable[[Callable[[socket.socket], None]], str]]:
    """A server that does what one function does with each connection; its address."""
    with ExitStack() as stack:

        def make(behave: Callable[[socket.socket], None]) -> str:
            listening = stack.enter_context(socket.create_server(("127.0.0.1", 0)))

            def serve() -> None:
                with suppress(OSError):
                    while True:
                        connection, _ = listening.accept()
                        with connection, suppress(OSError):
                            behave(connection)

            thread = threading.Thread(target=serve, daemon=True)
            thread.start()
            stack.callback(thread.join, 5)
            stack.callback(listening.shutdown, socket.SHUT_RDWR)
            return f"smtp://127.0.0.1:{listening.getsockname()[1]}"

        yield make


class Certificate(NamedTuple):
    """A certificate of loopback's own, and the context of a server that shows it."""

    path: str
    context: ssl.SSLContext


@pytest.fixture(scope="session")
def certificate(tmp_path_factory) -> Certificate:
    """What a server shows; nobody trusts it unless told to."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    day = dt.timedelta(days=1)
    now = dt.datetime.now(tz=dt.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now - day, now + day)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    folder = tmp_path_factory.mktemp("certificate")
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return Certificate(str(folder / "cert.pem"), context)


@pytest.fixture
def outbox(blank) -> Database:
    """An empty outbox on each database."""
    SQLModel.metadata.create_all(blank.engine)
    return blank


@pytest.fixture
def to_sink(sink) -> Settings:
    """The settings of an installation whose server is the sink."""
    return Settings(smtp_url=sink.url, mail_from=SENDER)


@pytest.fixture
def posted() -> Callable[..., str]:
    """Post a message in a transaction of its own; its number."""

    def make(to: str = "mairie@village.example", **more: str) -> str:
        said = {"to": to, "subject": "Bonjour", "text": "x", "language": "fr", "kind": "k"} | more
        with writing() as session:
            return post(session, **said)

    return make
