"""Bringing files in, looking after what is kept, measuring."""

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from municipal.commands.console import DONE, VERDICT, language, open_prepared, say, show
from municipal.db import touch, writing
from municipal.settings import Settings
from municipal.traces.chain import By, record


def bring_in(options: Namespace, chosen: Settings) -> int:
    """Import a file."""
    from municipal.places.imports import import_municipalities

    open_prepared(chosen)
    spoken = language()
    with writing() as session:
        done = import_municipalities(session, Path(options.file), encoding=options.encoding, language=spoken)
        if options.dry_run:
            session.rollback()
        elif done.created or done.updated:
            touch(session)
            counts = [done.created, done.updated]
            record(session, By("operator"), "municipalities.imported", "file", options.kind, after=counts)
    colon, line = (":", "line") if spoken == "en" else ("\u00a0:", "ligne")
    for reject in done.rejects:
        where = f"{line} {reject.line}, {reject.column}" if reject.column else f"{line} {reject.line}"
        say(f"{where}{colon} {reject.remedy} ({reject.reason}{colon} {reject.value})")
    fr = "{read} lues, {created} créées, {updated} modifiées, {unchanged} inchangées, {rejected} refusées"
    en = "{read} read, {created} created, {updated} updated, {unchanged} unchanged, {rejected} rejected"
    return show(options, done, (en if spoken == "en" else fr).format(**msgspec.structs.asdict(done)))


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
    from municipal.bench import learning, pages, search

    run: Callable[..., Any] = {"search": search.run, "pages": pages.run, "learning": learning.run}[options.what]
    result = run(n=options.n, seed=options.seed, settings=chosen)
    return show(options, result, msgspec.json.format(msgspec.json.encode(result)).decode())
