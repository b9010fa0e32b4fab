"""Bringing files in, looking after what is kept, measuring."""

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from sqlmodel import Session

from municipal.commands.console import DONE, VERDICT, language, open_prepared, say, show
from municipal.db import touch, writing
from municipal.settings import Settings
from municipal.traces.chain import By, record
from vendors.sources.faults import Fault, UnusableError

if TYPE_CHECKING:
    from municipal.places.imports import Imported


def bring_in(options: Namespace, chosen: Settings) -> int:
    """Import a file."""
    open_prepared(chosen)
    spoken = language()
    bring: Callable[..., Any] = {"municipalities": _municipalities, "readings": _readings}[options.kind]
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

    if options.city:
        fr, en = "Retirez --city\u00a0: ce fichier nomme ses municipalités.", "Remove --city: this file names its own."
        raise UnusableError([Fault("usage", "--city", fr, en)])
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
    from municipal.bench import learning, names, pages, search

    runs: dict[str, Callable[..., Any]] = {
        "search": search.run,
        "match": names.run,
        "pages": pages.run,
        "learning": learning.run,
    }
    run = runs[options.what]
    result = run(n=options.n, seed=options.seed, settings=chosen)
    return show(options, result, msgspec.json.format(msgspec.json.encode(result)).decode())
