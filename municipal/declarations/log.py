"""The log of a supplier’s page as anybody may read it: what changed, by what, and when; no person, no reason."""

from typing import Any, Final

from msgspec import Struct
from sqlmodel import Session

from municipal.curation.field_words import FIELDS, in_words
from municipal.suppliers.origins import day_of, origins
from municipal.web.format import date
from municipal.web.language import translator
from municipal.web.marking import mark
from vendors.names.neq import NATURAL
from vendors.registry.log import ChangeRow, changes_of
from vendors.registry.merging import PAIR
from vendors.registry.queries import vendor as the_vendor
from vendors.registry.replay import UNDONE

ROWS: Final = {
    "vendor": mark("La fiche"),
    "solution": mark("Une solution"),
    "vendor_alias": mark("Un autre nom"),
    "fact": mark("Un fait"),
}
# Two records that people found to be one; what they only thought of a likeness is theirs.
_MERGED: Final = "merged"
# What only orders, refers or counts.
_HIDDEN: Final = frozenset({"id", "vendor", "solution", "sort_key", "origin", "position", "field", "declared"})


class Changed(Struct, frozen=True):
    """A field in words, before and after; blank: it had or has no value."""

    label: str
    before: str
    after: str


class LogLine(Struct, frozen=True):
    """A change of the page: the day, of what, by what; whether it was taken back since."""

    at: str
    what: str
    by: str
    fields: list[Changed]
    taken_back: bool


def log_lines(session: Session, vendor: str, language: str) -> list[LogLine]:
    """Every change of a supplier’s page, the newest first."""
    log = [one for one in changes_of(session, vendor) if one.kind != PAIR or _told(one)["decision"] == _MERGED]
    by = origins(session, {one.origin for one in log}, language)
    return [
        _joined(session, one, language) if one.kind == PAIR else _line(one, by[one.origin].text, language)
        for one in log
    ]


def _told(one: ChangeRow) -> dict[str, Any]:
    """What a decision about a pair says, or said before it was taken back."""
    return {name: after if after is not None else before for name, before, after in one.fields}


def _joined(session: Session, one: ChangeRow, language: str) -> LogLine:
    _ = translator(language)
    other = the_vendor(session, _told(one)["other"])
    parted, joined = _("Deux fiches séparées de nouveau"), _("Deux fiches réunies\u00a0: c’est la même entreprise")
    return LogLine(
        at=date(day_of(one.at), language),
        what=parted if one.act == UNDONE else joined,
        by=_("Curation"),
        fields=[Changed(_("L’autre fiche"), "", other.name if other else "")],
        taken_back=one.taken_back,
    )


def _line(one: ChangeRow, by: str, language: str) -> LogLine:
    _ = translator(language)
    hidden = _HIDDEN | ({"kind"} if one.kind == "vendor_alias" else set[str]())
    fields = [_changed(name, before, after, language) for name, before, after in one.fields if name not in hidden]
    return LogLine(
        at=date(day_of(one.at), language),
        what=_(ROWS.get(one.kind, one.kind)),
        by=_("Changement annulé") if one.act == UNDONE else by,
        fields=[each for each in fields if each.before != each.after],
        taken_back=one.taken_back,
    )


def _changed(name: str, before: Any, after: Any, language: str) -> Changed:  # noqa: ANN401 - whatever a column holds
    label = translator(language)(FIELDS.get(name, name))
    if name == "neq":
        before, after = (None if str(one).startswith(NATURAL) else one for one in (before, after))
    return Changed(label, in_words(name, before, language), in_words(name, after, language))
