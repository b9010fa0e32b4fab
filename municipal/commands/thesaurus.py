"""The thesaurus in use written back as the files of `seed/taxonomy`: what was accepted is reviewed like code."""

from argparse import Namespace
from pathlib import Path

from msgspec import Struct

from municipal.commands.console import language, open_prepared, ready, show, unwritable
from municipal.commands.law import write_whole
from municipal.db import reading
from municipal.settings import Settings


class Exported(Struct, frozen=True):
    """The files that were written, and how many words accepted in the browser they hold."""

    files: list[str]
    accepted: int


def thesaurus(options: Namespace, chosen: Settings) -> int:
    """Write domains.csv and capabilities.csv into a folder, with the accepted words in their places."""
    from municipal.thesaurus.files import FILES, written
    from municipal.thesaurus.queries import accepted

    folder = Path(options.out)
    ready(folder)
    open_prepared(chosen)
    with reading() as session:
        rows = accepted(session)
    try:
        for file in FILES:
            write_whole(folder / file, written(file, rows))
    except OSError as error:
        raise unwritable(folder, error) from error
    made = Exported([str(folder / file) for file in FILES], len(rows))
    told = "{} accepted words." if language() == "en" else "Mots acceptés\u00a0: {}."
    return show(options, made, "\n".join([*made.files, told.format(made.accepted)]))
