"""The changes of a supplier in words, and who gave each of its fields: for the curation."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, Final

from msgspec import Struct
from sqlmodel import Session

from municipal.cities.desk import called
from municipal.curation.edits import edit
from municipal.curation.field_words import FIELDS, in_words
from municipal.declarations.queries import told_days
from municipal.imports.queries import import_file
from municipal.web.format import ZONE
from municipal.web.language import translator
from municipal.web.marking import mark
from vendors.registry.changing import TABLES
from vendors.registry.log import ChangeRow
from vendors.registry.replay import UNDONE

ROWS: Final = {
    "vendor": mark("La fiche"),
    "solution": mark("Une solution"),
    "vendor_alias": mark("Un autre nom"),
    "fact": mark("Un fait"),
    "pair": mark("Un doublon"),
}
# What says nothing to whoever reads a change.
_HIDDEN: Final = frozenset({"id", "vendor", "solution", "sort_key", "origin", "position", "field"})


class Line(Struct, frozen=True):
    """A change in words: of what, by what, when, by whom, why; each field before and after; whether it may go back."""

    id: int
    what: str
    source: str
    at: str
    who: str
    reason: str
    fields: list[tuple[str, str, str]]
    taken_back: bool
    undoable: bool


def lines(session: Session, log: Iterable[ChangeRow], spoken: str) -> list[Line]:
    """The changes in words, in the order given."""
    _ = translator(spoken)
    sources = Sources(session, spoken)
    people: dict[str, str] = {}
    found: list[Line] = []
    for one in log:
        if one.person and one.person not in people:
            people[one.person] = called(session, one.person, spoken)
        fields = [
            (_(FIELDS.get(name, name)), was, now)
            for name, before, after in one.fields
            if name not in _HIDDEN and (was := in_words(name, before, spoken)) != (now := in_words(name, after, spoken))
        ]
        undoable = one.kind in TABLES and one.act != UNDONE and not one.taken_back
        what, who = _(ROWS.get(one.kind, one.kind)), people.get(one.person, "")
        source = sources.named(one.origin, one.act)
        found.append(Line(one.id, what, source, one.at, who, one.reason, fields, one.taken_back, undoable))
    return found


class Sources:
    """By what something came, in words; each origin is looked up once."""

    def __init__(self, session: Session, spoken: str) -> None:
        self._session = session
        self._spoken = spoken
        self._known: dict[str, str] = {}

    def named(self, origin: str, act: str = "") -> str:
        """An import by its title, a declaration, the text that the program came with, or the curation."""
        _ = translator(self._spoken)
        if act == UNDONE:
            return _("Changement annulé")
        if origin not in self._known:
            self._known[origin] = self._named(origin)
        return self._known[origin]

    def _named(self, origin: str) -> str:
        _ = translator(self._spoken)
        if origin == "seed":
            return _("Répertoire de départ")
        if brought := import_file(self._session, origin):
            return _("Liste importée\u00a0: {title}").format(title=brought.source_title or brought.name)
        if origin in told_days(self._session, [origin]):
            return _("Déclaré par l’entreprise")
        if made := edit(self._session, origin):
            return _("Curation, à deux personnes. Source\u00a0: {source}").format(source=made.source)
        return _("Curation")


def given_by(
    row: Mapping[str, Any], log: Iterable[ChangeRow], session: Session, spoken: str
) -> dict[str, tuple[str, str]]:
    """By what each field of a supplier’s own row came, and since which day; a blank one came by nothing."""
    sources = Sources(session, spoken)
    standing = [
        one for one in log if one.kind == "vendor" and one.key == row["id"] and one.act != UNDONE and not one.taken_back
    ]
    found: dict[str, tuple[str, str]] = {}
    for name, value in row.items():
        if value in (None, "", [], {}):
            continue
        last = next((one for one in standing if any(field == name for field, _, _ in one.fields)), None)
        if last:
            found[name] = (sources.named(last.origin, last.act), day_of(last.at))
        else:
            found[name] = (sources.named(str(row["origin"])), "")
    return found


def day_of(moment: str) -> str:
    """The day of an instant, where people live by it."""
    return dt.datetime.fromisoformat(moment).astimezone(ZONE).date().isoformat()
