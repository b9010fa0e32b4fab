"""Bringing files in, looking after what is kept, measuring."""

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec
from sqlalchemy import text
from sqlmodel import Session

from municipal.commands.console import DONE, VERDICT, language, open_prepared, say, show
from municipal.db import current, touch, writing
from municipal.settings import Settings
from municipal.traces.chain import By, record
from vendors.sources.faults import Fault, UnusableError

if TYPE_CHECKING:
    from municipal.places.imports import Imported
    from vendors.lists.plan import Counts
    from vendors.notices.imports import Taken

_SIZE: Final = 1000
# A month of a thousand releases would measure little but its beginning.
_SIZES: Final = {"import": 20_000}


def bring_in(options: Namespace, chosen: Settings) -> int:
    """Import a file."""
    open_prepared(chosen)
    spoken = language()
    bring: Callable[..., Any] = {
        "municipalities": _municipalities,
        "readings": _readings,
        "seao": _notices,
        "vendors": _vendors,
    }[options.kind]
    with writing() as session:
        done = bring(session, options, spoken)
        if options.dry_run:
            session.rollback()
        elif done.created or done.updated:
            touch(session)
    colon, line = (":", "line") if spoken == "en" else ("\u00a0:", "ligne")
    for reject in done.rejects:
        where = f"{line} {reject.line}, {reject.column}" if reject.column else f"{line} {reject.line}"
        say(f"{where}{colon} {reject.remedy} ({reject.reason}{colon} {reject.value})")
    fr = "{read} lues, {created} créées, {updated} modifiées, {unchanged} inchangées, {rejected} refusées"
    en = "{read} read, {created} created, {updated} updated, {unchanged} unchanged, {rejected} rejected"
    return show(options, done, (en if spoken == "en" else fr).format(**msgspec.structs.asdict(done)))


def _municipalities(session: Session, options: Namespace, spoken: str) -> "Imported":
    from municipal.places.imports import import_municipalities

    _refuse_city(options)
    done = import_municipalities(session, Path(options.file), encoding=options.encoding, language=spoken)
    if done.created or done.updated:
        counts = [done.created, done.updated]
        record(session, By("operator"), "municipalities.imported", "file", options.kind, after=counts)
    return done


def _readings(session: Session, options: Namespace, spoken: str) -> "Imported":
    from municipal.indicators.reading_imports import import_readings
    from municipal.places.queries import place

    if options.city and place(session, options.city) is None:
        fr = f"Écrivez le code à cinq chiffres d’une municipalité\u00a0: {options.city}."
        en = f"Write the five-digit code of a municipality: {options.city}."
        raise UnusableError([Fault("city", options.city, fr, en)])
    return import_readings(
        session,
        Path(options.file),
        By("operator"),
        city=options.city,
        encoding=options.encoding,
        language=spoken,
    )


def _notices(session: Session, options: Namespace, spoken: str) -> "Taken":
    from hashlib import file_digest

    from municipal.imports.keeping import Imported, keep_done, new_id
    from municipal.imports.reports import said_of
    from municipal.names import the_lexicon
    from vendors.notices.imports import import_notices

    _refuse_city(options)
    if current().is_sqlite:
        # What SQLite maps of its file counts as memory of ours, and a month would fill all that it may map.
        session.execute(text("PRAGMA mmap_size=0"))
    path, origin, replaced = Path(options.file), new_id(), list[tuple[str, ...]]()
    encoding: str | None = options.encoding
    done = import_notices(
        session, path, the_lexicon(), encoding=encoding, language=spoken, origin=origin, replaced=replaced
    )
    if done.created or done.updated:
        with path.open("rb") as file:
            digest = file_digest(file, "sha256").hexdigest()
        report = said_of(done).kept()
        keep_done(session, By("operator"), Imported(origin, options.kind, path.name, digest, report, replaced))
    return done


def _vendors(session: Session, options: Namespace, spoken: str) -> "Counts":
    from municipal.commands.lists import bring_list

    _refuse_city(options)
    return bring_list(session, options, spoken)


def _refuse_city(options: Namespace) -> None:
    if options.city:
        fr, en = "Retirez --city\u00a0: ce fichier nomme ses municipalités.", "Remove --city: this file names its own."
        raise UnusableError([Fault("usage", "--city", fr, en)])


def doctor(options: Namespace, chosen: Settings) -> int:
    """Check settings, versions and schema."""
    from municipal.doctor import examine

    report = examine(chosen)
    english = language() == "en"
    no, colon = ("NO", ":") if english else ("NON", "\u00a0:")
    lines = [f"{'ok' if check.ok else no:3} {check.name}{colon} {check.found}" for check in report.checks]
    show(options, report, "\n".join(lines))
    return DONE if report.ok else VERDICT


def bench(options: Namespace, chosen: Settings) -> int:
    """Compare the program with a floor or a rival in the same run."""
    from municipal.bench import learning, names, notices, pages, search

    runs: dict[str, Callable[..., Any]] = {
        "search": search.run,
        "match": names.run,
        "pages": pages.run,
        "learning": learning.run,
        "import": notices.run,
    }
    run = runs[options.what]
    n: int = _SIZES.get(options.what, _SIZE) if options.n is None else options.n
    result = run(n=n, seed=options.seed, settings=chosen)
    return show(options, result, msgspec.json.format(msgspec.json.encode(result)).decode())
