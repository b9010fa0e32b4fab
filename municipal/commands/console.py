"""How every command speaks: data on standard output, all else on standard error, in the language of the settings."""

import os
import secrets
import sys
from argparse import Namespace
from pathlib import Path
from typing import Final

import msgspec

from municipal.db import Database, use
from municipal.settings import Settings
from vendors.sources.faults import Fault, UnusableError

DONE: Final = 0
VERDICT: Final = 1
UNUSABLE: Final = 2
STANDARD_INPUT: Final = "-"


def show(options: Namespace, value: object, text: str) -> int:
    """Print the answer: one JSON document with `--json`, else the text."""
    sys.stdout.write((msgspec.json.encode(value).decode() if options.json else text) + "\n")
    return DONE


def refuse(faults: list[Fault], language: str, *, as_json: bool) -> int:
    """Say what is wrong with what was given, fault by fault."""
    for fault in faults:
        say(fault.message(language))
    if as_json:
        errors = [
            {"rule": one.rule, "where": _writable(one.where), "message": _writable(one.message(language))}
            for one in faults
        ]
        sys.stdout.write(msgspec.json.encode({"errors": errors}).decode() + "\n")
    return UNUSABLE


def _writable(text: str) -> str:
    """The text without the lone surrogates by which a path that is no text comes in: nothing can write them."""
    return text.encode(errors="replace").decode()


def read_file(file: str, most: int) -> bytes:
    """The first bytes of a file, or of the standard input (`-`); one more than is accepted tells that it is too large.

    Raises UnusableError when it cannot be read.
    """
    try:
        if file == STANDARD_INPUT:
            return sys.stdin.buffer.read(most)
        with Path(file).open("rb") as opened:
            return opened.read(most)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        fr = f"Donnez un fichier qui se lit\u00a0: {file} ({why})."
        raise UnusableError([Fault("file", file, fr, f"Give a file that can be read: {file} ({why}).")]) from error


def say(text: str) -> None:
    """Tell whoever runs the command."""
    sys.stderr.write(_writable(text) + "\n")


def language() -> str:
    """The language in which the commands speak: French unless MUNI_LANG says otherwise."""
    return "en" if os.environ.get("MUNI_LANG", "").lower().startswith("en") else "fr"


def open_prepared(chosen: Settings) -> None:
    """Open the database; one that was never prepared is prepared first."""
    from municipal.prepare import is_ready, prepare

    use(Database(chosen.database))
    if not is_ready(chosen):
        prepare(chosen)


def ready(folder: Path) -> None:
    """See that files can be written in a folder, made when it is missing. Raises UnusableError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".{secrets.token_hex(8)}"
        probe.touch(exist_ok=False)
        probe.unlink()
    except (OSError, ValueError) as error:
        raise unwritable(folder, error) from error


def unwritable(folder: Path, error: Exception) -> UnusableError:
    """What is said of a folder in which nothing can be written."""
    why = getattr(error, "strerror", None) or str(error)
    fr = f"Donnez un dossier où l’on peut écrire\u00a0: {folder} ({why})."
    en = f"Give a folder that can be written in: {folder} ({why})."
    return UnusableError([Fault("out", str(folder), fr, en)])
