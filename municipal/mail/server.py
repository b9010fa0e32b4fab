"""The mail server that the settings name."""

from email.utils import parseaddr
from ipaddress import ip_address
from typing import Final, Literal
from urllib.parse import parse_qsl, unquote, urlsplit

from msgspec import Struct

from municipal.mail.message import is_address, is_line
from municipal.settings import Settings
from vendors.sources.faults import Fault, UnusableError

_PORTS: Final = {"smtp": 587, "smtps": 465}


class Server(Struct, frozen=True):
    """The server, how to speak to it, and in whose name."""

    host: str
    port: int
    tls: Literal["none", "start", "always"]
    sender: str
    user: str | None = None
    password: str | None = None

    def __repr__(self) -> str:
        """The server without its password, wherever it may be printed."""
        return f"Server({self.host!r}, {self.port})"


def server(settings: Settings) -> Server | None:
    """The mail server of an installation, or None when it has none.

    Raises UnusableError when the address of the server or of the sender cannot be used; it never holds the password.
    """
    if not settings.smtp_url:
        return None
    if not is_address(parseaddr(settings.mail_from)[1]) or not is_line(settings.mail_from):
        raise UnusableError(
            [
                _fault(
                    "MUNI_MAIL_FROM",
                    "Écrivez l’adresse d’où partent les courriels, par exemple repere@ville.example",
                    "Write the address that e-mails come from, for example repere@ville.example",
                )
            ]
        )
    try:
        return _parsed(settings.smtp_url, settings.mail_from)
    except ValueError:
        # What could not be parsed may be a piece of the password: it is not carried along.
        raise UnusableError(
            [
                _fault(
                    "MUNI_SMTP_URL",
                    "Écrivez smtp://utilisateur:motdepasse@serveur:587?starttls=1 ou smtps://… "
                    "(un mot de passe ne voyage que chiffré)",
                    "Write smtp://user:password@server:587?starttls=1 or smtps://… (a password only travels encrypted)",
                )
            ]
        ) from None


def _parsed(url: str, sender: str) -> Server:
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query, strict_parsing=True)) if parts.query else {}
    if parts.scheme not in _PORTS or not parts.hostname or parts.path.strip("/") or options.keys() - {"starttls"}:
        raise ValueError
    parts.hostname.encode("idna")  # refuses what can be no name of a machine
    near = _is_loopback(parts.hostname)
    upgraded = {"1": True, "0": False}.get(options.get("starttls", "0" if near else "1"))
    if upgraded is None:
        raise ValueError
    tls = "always" if parts.scheme == "smtps" else "start" if upgraded else "none"
    user, password = (unquote(part) if part else None for part in (parts.username, parts.password))
    if (user is None) != (password is None) or (password and tls == "none" and not near):
        raise ValueError
    return Server(parts.hostname, parts.port or _PORTS[parts.scheme], tls, sender, user, password)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _fault(name: str, fr: str, en: str) -> Fault:
    return Fault("setting", name, f"{fr}.", f"{en}.")
