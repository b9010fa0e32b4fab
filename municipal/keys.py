"""The key of this installation: it seals the secrets that are stored and signs what a browser brings back."""

import base64
import hmac
import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Final

from cryptography.fernet import Fernet, InvalidToken

from municipal.settings import Settings
from vendors.sources.faults import Fault, UnusableError

NAME: Final = "secret.key"
_SETTING: Final = "MUNI_SECRET_KEY"
_BYTES: Final = 32


class OtherKeyError(UnusableError):
    """What is stored was sealed with another key than the one in use, or was damaged since."""

    def __init__(self) -> None:
        fr = f"Remettez en place la clé d’origine ({_SETTING} ou {NAME})\u00a0: ce secret ne s’ouvre pas avec celle-ci."
        en = f"Put the original key back ({_SETTING} or {NAME}): this secret does not open with the present one."
        super().__init__([Fault("key", _SETTING, fr, en)])


_in_use: list[bytes] = []


def use_key(settings: Settings | None) -> None:
    """Make the key of these settings that of the process, in a new file when there is none; None forgets it.

    Raises UnusableError when the setting or the file holds no key, or when the file can be neither read nor made.
    """
    _in_use.clear()
    if settings is None:
        return
    root = _decoded(settings.secret_key, _SETTING) if settings.secret_key else _kept(settings.data / NAME)
    # The two worlds may share a folder: what one of them signs is worth nothing in the other.
    _in_use.append(_derived(root, "demo" if settings.demo else "real"))


def key() -> bytes:
    """The key of the process, 32 bytes."""
    return _in_use[-1]


def seal(text: str) -> str:
    """The text as it may be stored: encrypted and authenticated, different each time."""
    return _box().encrypt(text.encode()).decode()


def unseal(text: str) -> str:
    """What was sealed; raises OtherKeyError when it was sealed with another key or changed since."""
    try:
        return _box().decrypt(text.encode()).decode()
    except InvalidToken as fault:
        raise OtherKeyError from fault


def sign(purpose: str, value: str) -> str:
    """The value with its proof, in letters that a cookie may hold; good for this purpose alone, and readable by all."""
    return sign_bytes(purpose, value.encode())


def unsign(purpose: str, signed: str) -> str | None:
    """The value that was signed for this purpose; None for anything that was not."""
    found = unsign_bytes(purpose, signed)
    return None if found is None else found.decode()


def sign_bytes(purpose: str, value: bytes) -> str:
    """As `sign`, for what is no text."""
    body = _text(value)
    return f"{body}.{_proof(purpose, body)}"


def unsign_bytes(purpose: str, signed: str) -> bytes | None:
    """As `unsign`, for what is no text."""
    body, _, proof = signed.partition(".")
    if not hmac.compare_digest(proof.encode(errors="replace"), _proof(purpose, body).encode()):
        return None
    return base64.urlsafe_b64decode(body + "==")


def _box() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_derived(key(), "seal")))


def _proof(purpose: str, body: str) -> str:
    """A key for each purpose, so that no choice of purpose and value can pass for another."""
    own = _derived(_derived(key(), "sign"), purpose)
    return _text(hmac.digest(own, body.encode(errors="replace"), "sha256"))


def _derived(root: bytes, name: str) -> bytes:
    return hmac.digest(root, name.encode(), "sha256")


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _decoded(text: str, where: str) -> bytes:
    """The 32 bytes of a key, in either alphabet of base64; the fault never repeats what was given."""
    given = text.strip().rstrip("=").replace("-", "+").replace("_", "/")
    with suppress(ValueError):
        found = base64.b64decode(given + "=" * (-len(given) % 4), validate=True)
        if len(found) == _BYTES:
            return found
    if where == _SETTING:
        fr = f"Donnez à {_SETTING} 32 octets tirés au hasard, écrits en base64\u00a0: aucune clé n’y a été reconnue."
        en = f"Give {_SETTING} 32 random bytes written in base64: no key was recognised in it."
    else:
        fr = f"Remettez en place votre copie de {where}\u00a0: ce fichier ne contient plus de clé."
        en = f"Put your copy of {where} back: this file no longer holds a key."
    raise UnusableError([Fault("key", where, fr, en)])


def _kept(path: Path) -> bytes:
    """The key that a file holds, made now if there is none."""
    try:
        if not path.exists():
            _make(path)
        text = path.read_text(encoding="ascii", errors="replace")
    except OSError as fault:
        fr = f"Permettez d’écrire dans {path.parent}, ou donnez la clé par {_SETTING} ({fault.strerror})."
        en = f"Allow writing in {path.parent}, or give the key by {_SETTING} ({fault.strerror})."
        raise UnusableError([Fault("key", str(path), fr, en)]) from fault
    return _decoded(text, str(path))


def _make(path: Path) -> None:
    """Write a new key beside its place, then link it there: it appears whole, and the first of two processes wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{NAME}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(_text(secrets.token_bytes(_BYTES)) + "\n")
            file.flush()
            os.fsync(handle)
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()
    # A key that a power cut took back would leave sealed secrets behind; some systems open no folder.
    with suppress(OSError):
        folder = os.open(path.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
