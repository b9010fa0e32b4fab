"""A message as it goes out: headers that nobody can add to, and plain text."""

import datetime as dt
import re
import unicodedata
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr, parseaddr
from typing import Final

from msgspec import Struct

LONGEST_ADDRESS: Final = 254  # RFC 5321, 4.5.3.1, without the angle brackets
LONGEST_LOCAL_PART: Final = 64
WIDTH: Final = 72
LINE: Final = 75  # RFC 2047, 2: an encoded word is no longer, a line that holds one hardly
_ADDRESS: Final = re.compile(
    # What RFC 5322 calls a dot-atom, then the labels of a domain, which may have accents.
    r"(?P<local>[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*)"
    r"@(?P<domain>[^\W_](?:(?:[^\W_]|-){0,61}[^\W_])?(?:\.[^\W_](?:(?:[^\W_]|-){0,61}[^\W_])?)*)"
)
# What RFC 8058 asks of the address of one click: TLS; what no header could hold is not of it.
_LEAVE: Final = re.compile(r"https://[!#-;=?-~]{1,900}")
# Control characters, line and paragraph separators, halves of characters.
_UNPRINTABLE: Final = {"Cc", "Zl", "Zp", "Cs"}


class Message(Struct, frozen=True):
    """What a recipient gets, and the claim under which it is sent; `leave` is where one click stops such messages."""

    id: str
    to: str
    subject: str
    text: str
    language: str
    created_at: str
    claimed_until: str
    leave: str = ""


def is_line(text: str) -> bool:
    """Whether a text is one line that a header can hold."""
    return not any(unicodedata.category(character) in _UNPRINTABLE for character in text)


def is_address(text: str) -> bool:
    """Whether a text is one e-mail address, and nothing that could pass for more."""
    found = _ADDRESS.fullmatch(text)
    if found is None or len(found["local"]) > LONGEST_LOCAL_PART:
        return False
    try:
        return len(ascii_address(text)) <= LONGEST_ADDRESS
    except UnicodeError:
        return False


def ascii_address(address: str) -> str:
    """The address as mail servers know it: a domain with accents has another name there."""
    local, _, domain = address.rpartition("@")
    return f"{local}@{domain.encode('idna').decode('ascii')}"


def plain(text: str) -> str:
    """A text of several lines without the characters that would command a terminal or a mail server."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(character for character in lines if character in "\n\t" or is_line(character))


def leaving_by(text: str) -> str:
    """The address on the last line of a text, when it is one that may stop messages in one click (RFC 8058)."""
    last = text.rstrip("\n").rpartition("\n")[2]
    return last if _LEAVE.fullmatch(last) else ""


def composed(message: Message, sender: str) -> bytes:
    """The bytes of a message: the same at every attempt, so that a repeat is known by its Message-ID."""
    name, address = parseaddr(sender)
    made = EmailMessage(policy=SMTP)
    made["To"] = ascii_address(message.to)
    made["Date"] = format_datetime(dt.datetime.fromisoformat(message.created_at))
    made["Message-ID"] = f"<{message.id}@{ascii_address(address).rpartition('@')[2]}>"
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(message.text, cte="quoted-printable")
    made["Content-Language"] = {"fr": "fr-CA", "en": "en-CA"}.get(message.language, message.language)
    head = f"From: {_mailbox(name, ascii_address(address))}\r\nSubject: {_words(message.subject)}\r\n"
    if message.leave:
        # Written by hand: `EmailMessage` would encode what is longer than a line, and no program would follow it.
        head += f"List-Unsubscribe: <{message.leave}>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
    return head.encode("ascii") + made.as_bytes()


def shown(message: Message) -> str:
    """The message in a frame, for the console of an installation that has no mail server."""
    rule = "-" * WIDTH
    lines = ["Courriel non envoyé\u00a0: aucun serveur SMTP n’est réglé (MUNI_SMTP_URL).", ""]
    lines += [f"À\u00a0: {message.to}", f"Objet\u00a0: {message.subject}", "", *message.text.rstrip().splitlines()]
    return "\n".join([rule, *(f"| {line}".rstrip() for line in lines), rule, ""])


def _mailbox(name: str, address: str) -> str:
    return formataddr((name, address)) if name.isascii() else f"{_words(name)}\r\n <{address}>"


def _words(text: str) -> str:
    """A text in the encoded words of RFC 2047; `EmailMessage` loses a space where it cuts a long one in two."""
    return Header(text, "utf-8", LINE, header_name="Subject").encode(linesep="\r\n")
