"""The law in use written back as the files of `seed/legal`, so that what was accepted can be reviewed like code."""

import secrets
from argparse import Namespace
from pathlib import Path

from msgspec import Struct

from municipal.commands.console import language, open_prepared, ready, show, unwritable
from municipal.db import reading
from municipal.settings import Settings


class Exported(Struct, frozen=True):
    """The files that were written, and how many rows accepted in the browser they hold."""

    files: list[str]
    accepted: int


def law(options: Namespace, chosen: Settings) -> int:
    """Write thresholds.csv and articles.csv into a folder, with the accepted rows in their places."""
    from municipal.law.dated import FILES, joined, written
    from municipal.law.queries import accepted

    folder = Path(options.out)
    ready(folder)
    open_prepared(chosen)
    with reading() as session:
        rows = {file: [one.row for one in accepted(session, file)] for file in FILES}
    try:
        for file in FILES:
            write_whole(folder / file, written(file, joined(file, rows[file])))
    except OSError as error:
        raise unwritable(folder, error) from error
    made = Exported([str(folder / file) for file in FILES], sum(map(len, rows.values())))
    told = "{} accepted rows." if language() == "en" else "Règles acceptées\u00a0: {}."
    return show(options, made, "\n".join([*made.files, told.format(made.accepted)]))


def write_whole(path: Path, text: str) -> None:
    """Write beside its place, then put it there: a file appears whole, or not at all."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        draft.write_text(text, encoding="utf-8", newline="")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
