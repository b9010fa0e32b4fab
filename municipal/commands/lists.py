"""`municipal import --kind vendors`: a list of suppliers, compared with the registry, then kept as one import."""

from argparse import Namespace
from hashlib import sha256
from pathlib import Path
from typing import Final

import msgspec
from sqlmodel import Session

from municipal.commands.console import say
from municipal.imports.keeping import Imported, keep_done, new_id
from municipal.imports.reports import said_of
from municipal.names import the_labels, the_lexicon
from municipal.needs import the_taxonomy
from municipal.traces.chain import By, now
from vendors.lists.applying import apply
from vendors.lists.plan import Counts, Doubt
from vendors.lists.planning import plan
from vendors.lists.reading import CONTRACT, read_list
from vendors.registry.changing import Cause
from vendors.sources.sheet import load

_DOUBTS: Final = {
    "name": (
        "comparez « {given} » et « {known} » ({vendor}), {score}, {why}",
        "compare “{given}” and “{known}” ({vendor}), {score}, {why}",
    ),
    "field": (
        "comparez {field}, « {known} » est gardé, le fichier dit « {given} » ({vendor})",
        "compare {field}, “{known}” is kept, the file says “{given}” ({vendor})",
    ),
    "neq": (
        "vérifiez le NEQ {given}, son chiffre de contrôle est inhabituel",
        "check the NEQ {given}, its check digit is unusual",
    ),
}


def bring_list(session: Session, options: Namespace, spoken: str) -> Counts:
    """Bring the registry to what a list says, in this one transaction; a list that changes nothing leaves no trace.

    Raises UnusableError when the file cannot be read, or lacks a column that the contract names.
    """
    path = Path(options.file)
    raw = load(path)
    listed = read_list(raw, path.name, the_labels(), encoding=options.encoding, language=spoken, required=CONTRACT)
    planned = plan(session, listed, the_lexicon(), the_taxonomy(), language=spoken)
    for row in planned.rows:
        for doubt in row.doubts if row.outcome != "unchanged" else ():
            say(_told(row.line, doubt, spoken))
    done = planned.counts
    if options.dry_run or not (done.created or done.updated):
        return done
    origin = new_id()
    apply(session, planned, Cause("imported", now(), origin))
    report = said_of(done).kept()
    keep_done(session, By("operator"), Imported(origin, "vendors", path.name, sha256(raw).hexdigest(), report))
    return done


def _told(line: int, doubt: Doubt, spoken: str) -> str:
    fr, en = _DOUBTS[doubt.kind]
    if spoken == "en":
        return f"line {line}: {en.format(**msgspec.structs.asdict(doubt))}"
    text = fr.replace("« ", "«\u00a0").replace(" »", "\u00a0»")
    return f"ligne {line}\u00a0: {text.format(**msgspec.structs.asdict(doubt))}"
