"""One row of a list of suppliers, made sound or refused; what it says is kept as it was given."""

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct

from vendors.lists.refusals import BLANK, CONTROL, EXAMPLE, LINES, LONGEST, NEQ, WEBSITE, RefusedError, too_long
from vendors.names.neq import read_neq

# The row of the template that only shows how to write one.
EXAMPLE_NEQ: Final = "0000000000"
# Control characters, those of another alphabet read as Latin-1, and the marks that turn the direction of a text.
_CONTROL: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_BREAK: Final = re.compile(r"[\t\n\r\x85\u2028\u2029]")
_SCHEME: Final = re.compile(r"(https?)://", re.IGNORECASE)
_HOST: Final = re.compile(r"[^\W_]([\w-]*[^\W_])?(\.[^\W_]([\w-]*[^\W_])?)*\.(?!\d)[^\W_]([\w-]*[^\W_])(:\d{1,5})?")
_UNSAFE: Final = re.compile(r"[\s\"'<>\\^`{|}]")


class Row(Struct, frozen=True):
    """A sound row, trimmed. `doubtful` says that the NEQ fails its check; `further` are the columns of its own."""

    line: int
    name: str
    neq: str | None = None
    website: str | None = None
    city: str | None = None
    description: str | None = None
    region: str | None = None
    further: dict[str, str] = {}
    doubtful: bool = False


def read_row(line: int, fields: Mapping[str, str], further: Mapping[str, str]) -> Row:
    """The row of a line. Raises RefusedError for the first cell that cannot be kept, by its field or its label."""
    for field, text in (*fields.items(), *further.items()):
        if _CONTROL.search(text):
            raise RefusedError(field, text, CONTROL)
    for field, most in LONGEST.items():
        text = fields.get(field, "")
        if _BREAK.search(text):
            raise RefusedError(field, text, LINES)
        if len(text) > most:
            raise RefusedError(field, text, too_long(most))
    if not (name := fields.get("name", "")):
        raise RefusedError("name", "", BLANK)
    neq, doubtful = _neq(fields.get("neq", ""))
    if neq == EXAMPLE_NEQ:
        raise RefusedError("neq", neq, EXAMPLE)
    return Row(
        line,
        name,
        neq,
        website(fields.get("website", "")),
        fields.get("city") or None,
        fields.get("description") or None,
        fields.get("region") or None,
        {label: text for label, text in further.items() if text},
        doubtful,
    )


def website(text: str) -> str | None:
    """An address of the Web, `https://` before a bare domain. Raises RefusedError for anything else."""
    if not text:
        return None
    scheme = _SCHEME.match(text)
    address = f"{scheme[1].lower()}://{text[scheme.end() :]}" if scheme else f"https://{text}"
    try:
        host = urlsplit(address).netloc
    except ValueError:
        host = ""
    if _UNSAFE.search(address) or not _HOST.fullmatch(host):
        raise RefusedError("website", text, WEBSITE)
    return address


def _neq(text: str) -> tuple[str | None, bool]:
    if not text:
        return None, False
    found = read_neq(text)
    if found is None:
        raise RefusedError("neq", text, NEQ)
    return found.digits, found.doubtful
