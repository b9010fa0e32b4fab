"""Badges: verify one, make some to try other readers with, change the key that signs, revoke one."""

import secrets
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from municipal.commands.console import DONE, VERDICT, language, open_prepared, ready, show, unwritable
from municipal.db import reading, write
from municipal.keys import use_key
from municipal.settings import Settings
from municipal.traces.chain import By
from vendors.sources.faults import Fault, UnusableError

if TYPE_CHECKING:
    from municipal.badges.verify import Verdict

OPERATOR: Final = By("operator")


class Checked(Struct, frozen=True):
    """The answer to a verification."""

    valid: bool
    format: str
    errors: list[str]
    warnings: list[str]


class Made(Struct, frozen=True):
    """The files that were written."""

    files: list[str]


class Rotated(Struct, frozen=True):
    """The number of the key that signs from now on."""

    key: int


class Revoked(Struct, frozen=True):
    """Whether a badge was revoked just now, or had been before."""

    code: str
    revoked: bool


def verify(options: Namespace, chosen: Settings) -> int:
    """Verify the badge in a file, with what lies beside it; nothing is fetched."""
    from municipal.badges.reading import MOST_BYTES, beside
    from municipal.badges.verify import verify as check

    path = Path(options.file)
    try:
        with path.open("rb") as file:
            # One byte more than is accepted tells a file that is too large.
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        fr, en = (
            f"Donnez un fichier qui se lit\u00a0: {path} ({why}).",
            f"Give a file that can be read: {path} ({why}).",
        )
        raise UnusableError([Fault("file", str(path), fr, en)]) from error
    open_prepared(chosen)
    with reading() as session:
        verdict = check(session, data, language(), beside=beside(path))
    answer = Checked(verdict.valid, verdict.format, verdict.errors, verdict.warnings)
    show(options, answer, _as_text(verdict))
    return DONE if verdict.valid else VERDICT


def demo(options: Namespace, chosen: Settings) -> int:
    """Make one badge of each kind for a fictitious person, with the key and the status list."""
    from municipal.badges.demonstration import demonstration
    from municipal.badges.locations import NOWHERE

    folder = Path(options.out)
    ready(folder)
    open_prepared(chosen)
    use_key(chosen)
    base, spoken = chosen.base_url.rstrip("/") or NOWHERE, language()
    files = write(lambda session: demonstration(session, base=base, body_name=chosen.body_name, language=spoken))
    try:
        for name, text in files.items():
            _write(folder / name, text)
    except OSError as error:
        raise unwritable(folder, error) from error
    written = [str(folder / name) for name in files]
    return show(options, Made(written), "\n".join(written))


def rotate(options: Namespace, chosen: Settings) -> int:
    """Sign from now on with a new key; badges signed before stay verifiable."""
    from municipal.badges.keys import rotate as change

    open_prepared(chosen)
    use_key(chosen)
    number = write(lambda session: change(session, OPERATOR))
    told = f"Key {number} signs from now on." if language() == "en" else f"La clé {number} signe désormais."
    return show(options, Rotated(number), told)


def revoke(options: Namespace, chosen: Settings) -> int:
    """Revoke a badge for good; its public page tells the reason."""
    from municipal.badges.issue import revoke as withdraw
    from municipal.badges.queries import attestation

    reason = " ".join(options.reason.split())
    if not reason:
        fr, en = "Écrivez un motif\u00a0: il est public.", "Write a reason: it is public."
        raise UnusableError([Fault("reason", "--reason", fr, en)])
    open_prepared(chosen)
    with reading() as session:
        known = attestation(session, options.code)
    if known is None:
        fr, en = "Vérifiez le code\u00a0: aucun badge ne le porte.", "Check the code: no badge has it."
        raise UnusableError([Fault("code", options.code, fr, en)])
    done = write(lambda session: withdraw(session, OPERATOR, options.code, reason))
    told = ("Badge révoqué.", "Badge revoked.") if done else ("Déjà révoqué.", "Revoked already.")
    return show(options, Revoked(options.code, done), told[language() == "en"])


def _as_text(verdict: "Verdict") -> str:
    english = language() == "en"
    yes, no = ("Valid", "Not valid") if english else ("Valide", "Non valide")
    lines = [f"{yes if verdict.valid else no} ({verdict.format})"]
    lines += [one for one in (verdict.achievement, verdict.name, verdict.issuer, verdict.valid_until) if one]
    return "\n".join([*lines, *(f"  - {one}" for one in verdict.errors), *(f"  ! {one}" for one in verdict.warnings)])


def _write(path: Path, text: str) -> None:
    """Write beside its place, then put it there: a file appears whole, or not at all."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        draft.write_text(text, encoding="utf-8")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
