"""By what something came into the registry, in words that anybody may read: no person, no reason of curators."""

import datetime as dt
from collections.abc import Iterable
from typing import Final

from msgspec import Struct
from sqlmodel import Session

from municipal.declarations.queries import told_days
from municipal.imports.queries import import_file
from municipal.web.format import ZONE, date
from municipal.web.language import translator
from vendors.registry.log import ChangeRow
from vendors.registry.replay import UNDONE

SEED: Final = "seed"


class Origin(Struct, frozen=True):
    """What brought it (`seed`, `declared`, `import` or `curation`), in words; for a list its title and day."""

    kind: str
    text: str
    listed: str = ""


def origins(session: Session, ids: Iterable[str], language: str) -> dict[str, Origin]:
    """Each origin in words: a list by its title, a declaration, the program’s own text, or the curation."""
    _ = translator(language)
    wanted = {*ids}
    told = told_days(session, sorted(wanted))
    found: dict[str, Origin] = {}
    for one in wanted:
        if one == SEED:
            found[one] = Origin(SEED, _("Répertoire de départ"))
        elif one in told:
            found[one] = Origin("declared", _("Déclaré par l’entreprise"))
        elif brought := import_file(session, one):
            title, day = brought.source_title or brought.name, day_of(brought.ended_at or brought.brought_at)
            listed = _("la liste «\u00a0{title}\u00a0», {day}").format(title=title, day=date(day, language))
            found[one] = Origin("import", _("Liste importée\u00a0: {title}").format(title=title), listed)
        else:
            found[one] = Origin("curation", _("Curation"))
    return found


def giver(log: Iterable[ChangeRow], vendor: str, field: str, first: str) -> str:
    """The origin of a field of a supplier as it stands: that of its last change, or else of the supplier itself."""
    for one in log:
        standing = one.kind == "vendor" and one.key == vendor and one.act != UNDONE and not one.taken_back
        if standing and any(name == field for name, _, _ in one.fields):
            return one.origin
    return first


def day_of(moment: str) -> str:
    """The day of an instant, where people live by it."""
    return dt.datetime.fromisoformat(moment).astimezone(ZONE).date().isoformat()
