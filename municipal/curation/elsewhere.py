"""The work of curation that has a page of its own: how much of it waits there, and the way to it."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct
from sqlmodel import Session

from municipal.curation.old_facts import old_facts
from municipal.indicators.late import requests
from municipal.law.queries import waiting as proposals
from municipal.thesaurus.weak_queue import weak_needs
from municipal.web.addresses import address
from municipal.web.language import translator


class Elsewhere(Struct, frozen=True):
    """A page of its own, and how many things wait there; None where nothing is counted."""

    label: str
    href: str
    count: int | None


def elsewhere(
    session: Session, folder: Path, day: dt.date, spoken: str, may: Callable[[str], bool]
) -> Iterator[Elsewhere]:
    """The pages that a reader may open, each with what waits on it."""
    _ = translator(spoken)
    yield Elsewhere(
        _("Besoins restés sans réponse"), address("curation_words", spoken), len(weak_needs(folder, session))
    )
    yield Elsewhere(_("Faits à relire"), address("curation_facts", spoken), len(old_facts(session, day)))
    if may("indicator.accept"):
        late = sum(one.late.accepted is None for one in requests(session, spoken))
        yield Elsewhere(_("Indicateurs suivis trop tard"), address("late_indicators", spoken), late)
    if may("law.read"):
        yield Elsewhere(_("Règles d’achat proposées"), address("law_proposals", spoken), len(proposals(session)))
    if may("import.bring"):
        yield Elsewhere(_("Importations"), address("imports", spoken), None)
    yield Elsewhere(_("Doublons possibles, par groupe"), address("curation_pairs", spoken), None)
