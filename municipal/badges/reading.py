"""Which kind of file a badge is, by what is in it, and the token that it carries."""

import re
from pathlib import Path
from typing import Any, Final, Literal

import msgspec
from msgspec import Struct

from municipal.badges.baking import taken_from_svg
from municipal.badges.credential import Json
from municipal.badges.png import SIGNATURE, taken_from_png
from municipal.badges.told import ELSEWHERE, STRUCTURE, RefusedError
from municipal.web.marking import mark

Format = Literal["jwt", "json", "svg", "png", "unknown"]

MOST_BYTES: Final = 4_000_000
_TOKEN: Final = re.compile(r"[A-Za-z0-9_.-]+")
# How a signed credential stands within a JSON document (Verifiable Credentials 2.0, enveloped credentials).
_ENVELOPE: Final = re.compile(r"data:application/(?:vc\+jwt|vc-ld\+jwt|vc\+ld\+json\+jwt)[^,]*,(.*)", re.DOTALL)


class Beside(Struct, frozen=True):
    """What lies beside a file: the issuer's key and its status list, as `badge demo` writes them."""

    key: Json | None = None
    status_list: str = ""


def format_of(data: bytes) -> Format:
    """Which kind of file it is, whatever its name says."""
    if data.startswith(SIGNATURE):
        return "png"
    text = _text(data)
    if text.startswith("<"):
        return "svg"
    if text.startswith(("{", "[")):
        return "json"
    return "jwt" if _TOKEN.fullmatch(text) else "unknown"


def token_in(data: bytes, form: Format) -> str:
    """The token that a file carries. Raises RefusedError."""
    if not data.strip():
        raise RefusedError(STRUCTURE, mark("Fournissez un badge\u00a0: ce fichier est vide."))
    if len(data) > MOST_BYTES:
        raise RefusedError(STRUCTURE, mark("Fournissez un fichier de 4\u00a0Mo au plus."))
    if form == "unknown":
        raise RefusedError(
            STRUCTURE, mark("Fournissez un fichier .jwt, .json, .svg ou .png\u00a0: celui-ci n’en est pas un.")
        )
    carried = taken_from_png(data) if form == "png" else _text(data)
    if form == "svg":
        carried = taken_from_svg(carried)
    return _enveloped(carried) if carried.startswith(("{", "[")) else carried


def beside(path: Path) -> Beside:
    """What lies beside a file; what cannot be read counts as absent."""
    return Beside(_key(_neighbour(path, "issuer-jwk.json")), _text(_neighbour(path, "status-list.jwt")))


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        return ""


def _enveloped(text: str) -> str:
    """The token within a JSON document; any other proof than a token is checked elsewhere."""
    document = _document(text)
    kept = document.get("id")
    found = _ENVELOPE.fullmatch(kept) if isinstance(kept, str) else None
    if found:
        return found[1]
    if document.get("proof"):
        raise RefusedError(
            ELSEWHERE,
            mark(
                "Non vérifiable ici\u00a0: ce badge porte une preuve d’intégrité (Data Integrity). "
                "Demandez sa version JWT."
            ),
        )
    raise RefusedError(STRUCTURE, mark("Demandez la version signée\u00a0: ce document ne porte aucune preuve."))


def _document(text: str) -> Json:
    try:
        found = msgspec.json.decode(text)
    except (msgspec.MsgspecError, RecursionError, UnicodeError):
        found = None
    if not isinstance(found, dict):
        raise RefusedError(STRUCTURE, mark("Fournissez le fichier d’origine\u00a0: ce document JSON ne se lit pas."))
    return found  # type: ignore[reportUnknownVariableType]


def _neighbour(path: Path, name: str) -> bytes:
    other = path.with_name(name)
    try:
        if not other.is_file() or other.stat().st_size > MOST_BYTES:
            return b""
        return other.read_bytes()
    except OSError:
        return b""


def _key(raw: bytes) -> Json | None:
    try:
        found: Any = msgspec.json.decode(raw)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None
    return found if isinstance(found, dict) else None  # type: ignore[reportUnknownVariableType]
