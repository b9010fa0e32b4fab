"""Backups that were read back, and the chain of traces."""

from argparse import Namespace
from pathlib import Path

from msgspec import Struct

from municipal.commands.console import DONE, VERDICT, language, open_prepared, say, show
from municipal.db import reading, write
from municipal.doctor import Check
from municipal.settings import Settings


class Chain(Struct, frozen=True):
    """What a verification of the chain found."""

    ok: bool
    entries: int
    head: str
    first_bad: int | None
    why: str


def backup(options: Namespace, chosen: Settings) -> int:
    """Copy the database into a new file, and verify the copy before it is called good."""
    from municipal.safekeeping import backup as keeping

    done = keeping.backup(chosen, Path(options.file))
    rows = sum(done.rows.values())
    fr = f"{done.file}\u00a0: {rows} lignes gardées et relues, {done.bytes} octets, sha256 {done.sha256}"
    en = f"{done.file}: {rows} rows kept and read back, {done.bytes} bytes, sha256 {done.sha256}"
    _checks(done.checks)
    show(options, done, en if language() == "en" else fr)
    return DONE if done.ok else VERDICT


def restore(options: Namespace, chosen: Settings) -> int:
    """Replace the database by a backup that verifies; a damaged one is refused."""
    from municipal.safekeeping import restore as keeping
    from municipal.traces.heads import resume

    done = keeping.restore(chosen, Path(options.file))
    open_prepared(chosen)
    write(lambda session: resume(session, chosen))
    fr = f"{done.file}\u00a0: {sum(done.rows.values())} lignes remises en place"
    en = f"{done.file}: {sum(done.rows.values())} rows put back"
    if done.aside:
        say(
            (f"La base précédente est gardée\u00a0: {done.aside}", f"The former database is kept: {done.aside}")[
                language() == "en"
            ]
        )
    _checks(done.checks)
    show(options, done, en if language() == "en" else fr)
    return DONE if done.ok else VERDICT


def audit(options: Namespace, chosen: Settings) -> int:
    """Verify the chain of traces against itself and against the heads that were published, or publish today's."""
    from municipal.traces.heads import export_head, folder_of, read_heads
    from municipal.traces.verify import verify
    from municipal.web.format import today

    open_prepared(chosen)
    if options.what == "head":
        with reading() as session:
            head = export_head(session, folder_of(chosen), today())
        return show(options, head, f"{head.day} {head.seq} {head.hash}")
    with reading() as session:
        found = verify(session, read_heads(folder_of(chosen)))
    verdict = Chain(found.ok, found.entries, found.head, found.first_bad, found.why)
    whole = f"{found.entries} entrées, chaîne intacte, tête {found.head}"
    broken = f"Entrée {found.first_bad}\u00a0: {found.why}"
    if language() == "en":
        whole, broken = (
            f"{found.entries} entries, chain whole, head {found.head}",
            f"Entry {found.first_bad}: {found.why}",
        )
    show(options, verdict, whole if found.ok else broken)
    return DONE if found.ok else VERDICT


def _checks(checks: list[Check]) -> None:
    for check in checks:
        if not check.ok:
            say(f"{check.name}: {check.found}")
