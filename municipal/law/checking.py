"""A proposed row, from what was typed to its cells: every fault with its remedy, beside its field."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Final, get_args
from urllib.parse import urlsplit

from municipal.law.clashes import Clash, cited_topics, clashes
from municipal.law.dated import THRESHOLDS, Cells, File, seed_file
from municipal.law.forms import LEAST_REASON, MOST_REASON
from municipal.law.words import TOPICS, UNITS, topic_name
from municipal.web.form import FieldError
from municipal.web.format import date, today
from municipal.web.language import translator
from municipal.web.numbers import plain_number
from vendors.tenders.regime import NumberKind

MOST_NUMBER: Final = 1_000_000_000
MOST_WORDS: Final = 20
_IDENTITY: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FIRST_DAY, _LAST_DAY = dt.date(1900, 1, 1), dt.date(2199, 12, 31)
# The most characters of each text; none of them has more than one line.
_MOST: Final = {"id": 60, "regime": 60, "article": 120, "source_title": 300, "source_url": 500}
_MOST_RULE: Final = 300
# What ends a line somewhere, or cannot be seen.
_BREAKS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]+")
_SENTENCE: Final = re.compile(r"(?<=[.:;?!])\s")

Say = Callable[[str], str]


def fields_of(file: File) -> list[str]:
    """The fields of a file that a person fills in, in the file’s order: the unit follows the kind of number."""
    return [name for name in seed_file(file).columns if name != "unit"]


def typed(file: File, given: Mapping[str, list[str]]) -> dict[str, str]:
    """What was typed of a row, on one line each, and the reason."""
    values = {name: _BREAKS.sub(" ", "".join(given.get(name, [])[:1])).strip() for name in fields_of(file)}
    return values | {"reason": "".join(given.get("reason", [])[:1]).strip()}


def checked(
    rows: Mapping[File, list[Cells]], file: File, values: Mapping[str, str], *, replaces: str, spoken: str
) -> tuple[Cells, list[FieldError]]:
    """The cells of a proposed row, and all that stands against it; the cells are sound where nothing does."""
    _ = translator(spoken)
    errors: dict[str, str] = {}
    cells = {name: values[name] for name in fields_of(file)}
    _texts(cells, errors, _)
    _identity(rows, cells, replaces, errors, _)
    (_number if file == THRESHOLDS else _rule)(cells, errors, _, spoken)
    _days(cells, errors, _, spoken)
    if cells["verified"] not in ("yes", "no"):
        errors["verified"] = _("Dites si la source confirme cette règle et cette période.")
    elif cells["verified"] == "yes" and file == THRESHOLDS and not cells["amount"]:
        errors.setdefault("verified", _("Répondez non\u00a0: un nombre inconnu n’est pas vérifié."))
    if not LEAST_REASON <= len(values["reason"]) <= MOST_REASON:
        errors["reason"] = _("Dites pourquoi, en 5 à 1\u00a0000 caractères.")
    if file == THRESHOLDS:
        cells["unit"] = UNITS.get(cells["kind"], "")  # type: ignore[arg-type] - one that is none was refused above
    cells = {name: cells[name] for name in seed_file(file).columns}
    if not errors and any(row == cells for row in rows[file]):
        errors["reason"] = _("Changez au moins un champ\u00a0: cette règle est déjà ainsi.")
    if not errors:
        for clash in clashes(rows, file, cells):
            field, message = said_of(clash, spoken)
            errors.setdefault(field, message)
    return cells, [FieldError(name, errors[name]) for name in [*fields_of(file), "reason"] if name in errors]


def said_of(clash: Clash, spoken: str) -> tuple[str, str]:
    """The field that a clash is about, and its remedy."""
    _ = translator(spoken)
    if clash.kind == "id":
        return "id", _("Choisissez un autre identifiant\u00a0: {other} est pris.").format(other=clash.other)
    if clash.kind == "topic":
        told = _("Gardez le sujet «\u00a0{topic}\u00a0»\u00a0: aucun autre article ne l’appuie.")
        return "topic", told.format(topic=topic_name(clash.other, spoken))
    begins, ends = (date(one, spoken) if one else "…" for one in (clash.begins, clash.ends))
    told = _("Changez la période, ou fixez d’abord la fin de {other}\u00a0: {begins} – {ends}.")
    return "effective_from", told.format(other=clash.other, begins=begins, ends=ends)


def _texts(cells: Cells, errors: dict[str, str], _: Say) -> None:
    for name, most in _MOST.items():
        if len(cells[name]) > most:
            errors[name] = _("Raccourcissez\u00a0: au plus {most} caractères.").format(most=most)
    if not cells["regime"]:
        errors["regime"] = _("Écrivez la loi ou le règlement, comme LCV, CM ou LCOM.")
    if not cells["source_title"]:
        errors["source_title"] = _("Écrivez d’où vient cette règle\u00a0: qui le dit, et quand.")
    if not _is_address(cells["source_url"]):
        errors.setdefault("source_url", _("Écrivez l’adresse complète de la page lue, avec son début en https."))


def _identity(rows: Mapping[File, list[Cells]], cells: Cells, replaces: str, errors: dict[str, str], _: Say) -> None:
    if replaces:
        cells["id"] = replaces
    elif not _IDENTITY.fullmatch(cells["id"]):
        errors["id"] = _("Écrivez un identifiant en minuscules et traits d’union, comme public-call-2028.")
    elif any(row["id"] == cells["id"] for file in rows for row in rows[file]):
        errors["id"] = _("Choisissez un autre identifiant\u00a0: {other} est pris.").format(other=cells["id"])


def _number(cells: Cells, errors: dict[str, str], _: Say, spoken: str) -> None:
    if cells["kind"] not in get_args(NumberKind):
        errors["kind"] = _("Choisissez de quel nombre il s’agit.")
    if not cells["article"]:
        errors["article"] = _("Écrivez l’article, comme 573.1.")
    amount = plain_number(cells["amount"], spoken)
    if not amount and cells["kind"] != "public_call":
        errors["amount"] = _("Écrivez le nombre\u00a0: seul le seuil d’appel public peut rester inconnu.")
    elif amount and not (re.fullmatch(r"[0-9]{1,10}", amount) and 1 <= int(amount) <= MOST_NUMBER):
        errors["amount"] = _("Écrivez un nombre entier, de 1 à 1\u00a0000\u00a0000\u00a0000.")
    elif amount:
        cells["amount"] = str(int(amount))


def _rule(cells: Cells, errors: dict[str, str], _: Say, spoken: str) -> None:  # noqa: ARG001 - as `_number`
    if cells["topic"] not in {*TOPICS, *cited_topics()}:
        errors["topic"] = _("Choisissez un sujet.")
    for name in ("rule_fr", "rule_en"):
        long = max(len(sentence.split(" ")) for sentence in _SENTENCE.split(cells[name]))
        if not cells[name]:
            errors[name] = _("Écrivez la règle dans vos mots, en français et en anglais.")
        elif len(cells[name]) > _MOST_RULE or long > MOST_WORDS:
            told = _("Raccourcissez\u00a0: au plus {most} caractères, et vingt mots par phrase.")
            errors[name] = told.format(most=_MOST_RULE)
    if cells["rule_fr"] and cells["rule_fr"] == cells["rule_en"]:
        errors.setdefault("rule_en", _("Écrivez la règle dans vos mots, en français et en anglais."))


def _days(cells: Cells, errors: dict[str, str], _: Say, spoken: str) -> None:
    days = {name: _day(cells[name]) for name in ("effective_from", "effective_to", "checked_on")}
    example = _("Écrivez une date comme {day}.").format(day="2028-01-01")
    for name, day in days.items():
        if cells[name] and (day is None or not _FIRST_DAY <= day <= _LAST_DAY):
            errors[name] = example
        elif day:
            cells[name] = day.isoformat()
    begins, ends, read = days.values()
    if begins and ends and ends < begins:
        errors.setdefault("effective_to", _("Corrigez la fin\u00a0: elle précède le début."))
    if not cells["checked_on"]:
        errors["checked_on"] = _("Écrivez le jour où la source a été lue.")
    elif read and read > today():
        told = _("Écrivez le jour où la source a été lue, au plus tard le {day}.")
        errors.setdefault("checked_on", told.format(day=date(today(), spoken)))


def _day(text: str) -> dt.date | None:
    """The day that a text says in full (2028-01-01); None for anything else."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _is_address(text: str) -> bool:
    """Whether a text is the whole address of a page: no spaces, no quotes, a host with a name."""
    if not re.fullmatch(r"https?://[^\s\"<>\\^`{|}]{4,}", text):
        return False
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return "." in (parts.hostname or "") and parts.username is None
