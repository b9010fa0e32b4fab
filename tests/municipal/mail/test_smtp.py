import base64
import socket
import time

import pytest
from aiosmtpd.smtp import AuthResult

from municipal.mail.message import Message
from municipal.mail.server import server
from municipal.mail.smtp import send
from municipal.settings import Settings

LETTER = Message("b" * 32, "mairie@bücher.example", "Votre lien", "Bonjour", "fr", "2026-11-22T09:30:00+00:00", "")
STEP = 0.2


def at(url):
    return server(Settings(smtp_url=url, mail_from="Repère <repere@ville.example>"))


def given(url, *, step=STEP, whole=5.0):
    return send(at(url), LETTER, step=step, whole=whole)


def test_a_message_reaches_its_one_recipient(sink):
    assert given(sink.url, step=5).verdict == "sent"
    (letter,) = sink.letters
    assert letter.sender == "repere@ville.example"
    assert letter.recipients == ["mairie@xn--bcher-kva.example"]
    assert letter.parsed["Subject"] == "Votre lien"


def test_the_machine_does_not_say_its_name(sink):
    greeted = []

    async def handle_ehlo(_server, session, _envelope, hostname, responses):
        greeted.append(hostname)
        session.host_name = hostname
        return responses

    sink.handle_EHLO = handle_ehlo
    assert given(sink.url, step=5).verdict == "sent"
    assert greeted == ["ville.example"]


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [("550 5.1.1 Inconnu", "refused"), ("450 4.2.1 Plus tard", "later"), ("421 Fermeture", "unreachable")],
)
def test_a_recipient_refused_for_good_is_told_from_one_to_try_again(sink, answer, verdict):
    sink.on_rcpt = lambda _: answer
    found = given(sink.url, step=5)
    assert found.verdict == verdict
    assert found.told == answer


@pytest.mark.parametrize(("answer", "verdict"), [("554 5.7.1 Non", "refused"), ("451 4.7.1 Liste grise", "later")])
def test_a_message_refused_for_good_is_told_from_one_to_try_again(sink, answer, verdict):
    sink.on_data = lambda _: answer
    found = given(sink.url, step=5)
    assert (found.verdict, found.told) == (verdict, answer)


def test_a_sender_refused_is_the_installation_and_not_the_message(sink):
    async def handle_mail(_server, _session, _envelope, _address, _options):
        return "553 5.7.1 Expéditeur refusé"

    sink.handle_MAIL = handle_mail
    found = given(sink.url, step=5)
    assert (found.verdict, found.told) == ("unreachable", "553 5.7.1 Expéditeur refusé")


def greet(connection):
    connection.sendall(b"220 bonjour\r\n")


def silence(connection):
    connection.recv(1)
    connection.recv(1)


def hang_up(connection):
    connection.close()


def hang_up_later(connection):
    greet(connection)
    connection.recv(1000)


def garbage(connection):
    connection.sendall(bytes(range(128, 256)) * 50 + b"\r\n")
    connection.recv(1000)


def no_number(connection):
    connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
    connection.recv(1000)


def no_end(connection):
    while True:
        connection.sendall(b"220-" + b"x" * 4000)


def no_welcome(connection):
    connection.sendall(b"554 \xff\xfe\x1b[31m non\r\n")
    connection.recv(1000)


def no_greeting_back(connection):
    greet(connection)
    connection.recv(1000)
    connection.sendall(b"502 non\r\n")
    connection.recv(1000)
    connection.sendall(b"502 non plus\r\n")
    connection.recv(1000)


@pytest.mark.parametrize(
    "behave", [silence, hang_up, hang_up_later, garbage, no_number, no_end, no_welcome, no_greeting_back]
)
def test_a_server_that_misbehaves_is_left_in_time(bad_server, behave):
    url = bad_server(behave)
    began = time.monotonic()
    found = given(url)
    assert found.verdict == "unreachable"
    assert time.monotonic() - began < 3
    assert found.told
    assert found.told.isprintable()
    assert len(found.told) <= 200
    found.told.encode("utf-8")


def test_a_server_that_drips_is_left_once_the_whole_took_too_long(bad_server):
    def drip(connection):
        connection.settimeout(0.02)
        while True:
            connection.sendall(b"220-encore\r\n")
            try:
                connection.recv(1)
            except TimeoutError:
                continue

    began = time.monotonic()
    assert given(bad_server(drip), step=2.0, whole=0.3).verdict == "unreachable"
    assert time.monotonic() - began < 1.5


def test_nobody_there_is_an_answer_too():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    assert given(f"smtp://127.0.0.1:{port}").verdict == "unreachable"


def test_a_goodbye_that_fails_does_not_send_the_message_again(sink):
    def gone():
        raise ConnectionAbortedError

    sink.on_quit = gone
    assert given(sink.url, step=5).verdict == "sent"
    assert len(sink.letters) == 1


class Doorkeeper:
    """Accepts one name and its password, and keeps what it was shown."""

    def __init__(self):
        self.shown = []

    def __call__(self, _server, _session, _envelope, _mechanism, data):
        self.shown.append((data.login, data.password))
        return AuthResult(success=(data.login, data.password) == (b"ville", "météo/1".encode()), handled=False)


@pytest.fixture
def guarded(sinks, certificate):
    """A server that wants a password, which it only takes once the line is encrypted."""
    keeper = Doorkeeper()
    made = sinks(tls_context=certificate.context, require_starttls=True, auth_required=True, authenticator=keeper)
    made.keeper = keeper
    return made


def test_the_password_travels_encrypted(guarded, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", certificate.path)
    url = f"smtp://ville:m%C3%A9t%C3%A9o%2F1@localhost:{guarded.port}?starttls=1"
    assert given(url, step=5).verdict == "sent"
    assert guarded.keeper.shown == [(b"ville", "météo/1".encode())]
    assert len(guarded.letters) == 1


def test_a_wrong_password_makes_messages_wait(guarded, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", certificate.path)
    found = given(f"smtp://ville:autre@localhost:{guarded.port}?starttls=1", step=5)
    assert found.verdict == "unreachable"
    assert found.told.startswith("535")
    assert "autre" not in found.told
    assert base64.b64encode(b"autre").decode() not in found.told


def test_a_server_that_nobody_vouches_for_gets_nothing(guarded):
    found = given(f"smtp://ville:m%C3%A9t%C3%A9o%2F1@localhost:{guarded.port}?starttls=1", step=5)
    assert found.verdict == "unreachable"
    assert guarded.keeper.shown == []
    assert guarded.letters == []


def test_a_server_that_does_not_encrypt_gets_nothing_when_it_should(sink):
    assert given(f"smtp://localhost:{sink.port}?starttls=1", step=5).verdict == "unreachable"
    assert sink.letters == []


def test_a_server_encrypted_from_the_start_is_spoken_to(sinks, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", certificate.path)
    sink = sinks(ssl_context=certificate.context)
    assert given(f"smtps://localhost:{sink.port}", step=5).verdict == "sent"
    assert len(sink.letters) == 1
