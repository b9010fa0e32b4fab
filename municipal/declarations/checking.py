"""What an enterprise sent of its sheet, made into plain values, or the remedy beside each field."""

import re
from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct

from municipal.declarations.sheet import Field, sheet_seed
from municipal.needs import the_taxonomy
from municipal.suppliers.words import HOSTING, LANGUAGES
from municipal.web.form import FieldError
from municipal.web.language import translator
from vendors.names.neq import NATURAL, read_neq
from vendors.needs.taxonomy import kind as kind_of

MOST_REFERENCES: Final = 3
_MOST_AMOUNT: Final = 100_000_000
_LONGEST_BODY: Final = 150
_LONGEST_PAGE: Final = 300
_SPACES: Final = re.compile(r"\s+")
_HOST: Final = re.compile(r"(?:[\w-]{1,63}\.)+[^\W\d_][\w-]{1,62}")

Raw = Mapping[str, list[str]]
Said = tuple[str, str]


class Checked(Struct, frozen=True):
    """The value of each field as it is stored, and what is to be corrected."""

    values: dict[str, str]
    errors: list[FieldError]


def names_sent(field: Field) -> list[str]:
    """The names under which a field stands in the form."""
    if field.kind == "references":
        return [f"{part}_{n}" for n in range(1, MOST_REFERENCES + 1) for part in ("body", "page")]
    return [field.id]


def check(raw: Raw, language: str) -> Checked:
    """The fields of the sheet as they were sent, each by its kind."""
    _ = translator(language)
    values: dict[str, str] = {}
    errors: list[FieldError] = []
    for field in sheet_seed().fields:
        value, wrong = _READ[field.kind](field, raw, language)
        if not wrong and field.required and not value:
            wrong = _("Remplissez ce champ\u00a0: {label}.").format(label=field.text("label", language))
        if not wrong and len(value) > field.longest:
            wrong = _("Raccourcissez à {count} caractères au plus.").format(count=field.longest)
        values[field.id] = value
        if wrong:
            errors.append(FieldError(names_sent(field)[0], wrong))
    low, high = values.get("price_low", ""), values.get("price_high", "")
    if low.isdigit() and high.isdigit() and int(low) > int(high):
        errors.append(FieldError("price_high", _("Écrivez un prix au moins égal au plus bas.")))
    expected = {name for field in sheet_seed().fields for name in names_sent(field)} | {"once", "act", "solution"}
    if set(raw) - expected:
        errors.append(FieldError("name", _("Rechargez la page, puis recommencez.")))
    return Checked(values, errors)


def url_of(text: str) -> str | None:
    """A public address, with its scheme; None for what is none."""
    if not text:
        return ""
    given = text if "://" in text else f"https://{text}"
    try:
        parts = urlsplit(given)
        host = parts.hostname or ""
        sound = parts.port is None or parts.port > 0
    except ValueError:
        return None
    plain = parts.scheme in ("http", "https") and "@" not in parts.netloc and sound
    return given if plain and _HOST.fullmatch(host) and not re.search(r"[\s<>\"\\]", given) else None


def pairs(value: str) -> list[tuple[str, str]]:
    """The references of a stored value: each body with the page that names it."""
    return [(line.split("\t")[0], line.split("\t")[-1]) for line in value.split("\n") if line]


def _one(raw: Raw, name: str) -> str:
    return "".join(raw.get(name, [])[:1]).strip()


def _line(field: Field, raw: Raw, _: str) -> Said:
    return _SPACES.sub(" ", _one(raw, field.id)), ""


def _text(field: Field, raw: Raw, _: str) -> Said:
    return _one(raw, field.id).replace("\r\n", "\n"), ""


def _neq(field: Field, raw: Raw, language: str) -> Said:
    text = _one(raw, field.id)
    found = read_neq(text) if text else None
    if text and found is None:
        return text, translator(language)("Écrivez les dix chiffres du NEQ, ou laissez le champ vide.")
    if found and found.digits.startswith(NATURAL):
        return text, translator(language)("Laissez ce champ vide\u00a0: ce numéro est celui d’une personne physique.")
    return (found.digits if found else ""), ""


def _url(field: Field, raw: Raw, language: str) -> Said:
    text = _one(raw, field.id)
    found = url_of(text)
    if found is None:
        return text, translator(language)("Écrivez une adresse complète, comme https://exemple.ca.")
    return found, ""


def _amount(field: Field, raw: Raw, language: str) -> Said:
    text = _SPACES.sub("", _one(raw, field.id))
    if text and not (text.isascii() and text.isdigit() and len(text) <= field.longest and int(text) <= _MOST_AMOUNT):
        return text[: field.longest], translator(language)("Écrivez un nombre entier de dollars, comme 12000.")
    return (str(int(text)) if text else ""), ""


def _several(allowed: list[str], field: Field, raw: Raw, language: str) -> Said:
    given = {one.strip() for one in raw.get(field.id, []) if one.strip()}
    if given - set(allowed):
        return "", translator(language)("Choisissez parmi les réponses de la liste.")
    return " ".join(one for one in allowed if one in given), ""


def _hosting(field: Field, raw: Raw, language: str) -> Said:
    given = _one(raw, field.id)
    if given and given not in HOSTING:
        return "", translator(language)("Choisissez parmi les réponses de la liste.")
    return given, ""


def _references(_: Field, raw: Raw, language: str) -> Said:
    said = translator(language)
    lines: list[str] = []
    for n in range(1, MOST_REFERENCES + 1):
        body = _SPACES.sub(" ", _one(raw, f"body_{n}"))[: _LONGEST_BODY + 1]
        page = _one(raw, f"page_{n}")[: _LONGEST_PAGE + 1]
        if not body and not page:
            continue
        found = url_of(page)
        if not body or not found or len(body) > _LONGEST_BODY or len(found) > _LONGEST_PAGE:
            return "", said("Écrivez l’organisme et l’adresse complète de la page qui le nomme, pour chacun.")
        lines.append(f"{body}\t{found}")
    return "\n".join(lines), ""


def _nodes(kind: str) -> list[str]:
    return [one for one in the_taxonomy().nodes if kind_of(one) == kind]


_READ: Final[dict[str, Callable[[Field, Raw, str], Said]]] = {
    "line": _line,
    "text": _text,
    "neq": _neq,
    "url": _url,
    "amount": _amount,
    "domains": lambda field, raw, language: _several(_nodes("domain"), field, raw, language),
    "capabilities": lambda field, raw, language: _several(_nodes("capability"), field, raw, language),
    "languages": lambda field, raw, language: _several([*LANGUAGES], field, raw, language),
    "hosting": _hosting,
    "references": _references,
}
