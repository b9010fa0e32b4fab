"""Why a release cannot be read, said so that a person finds the place: what stands there, and what should."""

import re
from typing import Any, Final, cast

import msgspec

from vendors.notices.release import Release
from vendors.notices.values import WrongError

_PLACE: Final = re.compile(r" - at `\$\.?(.*)`$")
_EXPECTED: Final = re.compile(r"Expected `([^`]*)`(?:, got `([^`]*)`)?")
_LONGEST: Final = re.compile(r"of length <= (\d+)")
_MISSING: Final = re.compile(r"required field `(\w+)`")
_STEP: Final = re.compile(r"(\w+)|\[(\d+)\]")
_FRENCH: Final = {
    "array": "une liste", "object": "un objet", "str": "un texte", "int": "un nombre", "float": "un nombre",
    "decimal": "un nombre", "bool": "vrai ou faux", "null": "rien",
}  # fmt: skip
_ENGLISH: Final = {
    "array": "a list", "object": "an object", "str": "a text", "int": "a number", "float": "a number",
    "decimal": "a number", "bool": "true or false", "null": "nothing",
}  # fmt: skip
_MISSED: Final = (("ce champ manque", "Ajoutez ce champ"), ("this field is missing", "Add this field"))
_NO_NUMBER: Final = (
    ("ce n’est pas un nombre", "Écrivez un nombre"),
    ("this is not a number", "Write a number"),
)
_NUL: Final = (
    ("caractère nul", "Retirez ce caractère"),
    ("null character", "Remove this character"),
)


def refused(error: msgspec.ValidationError, raw: bytes | msgspec.Raw) -> WrongError:
    """What the reader of releases says, with its place, the value that stands there, and the remedy."""
    message = str(error)
    found = _PLACE.search(message)
    place = found[1] if found else ""
    if missing := _MISSING.search(message):
        return WrongError(f"{place}.{missing[1]}".lstrip("."), "", _MISSED)
    value = _at(raw, place)
    if long := _LONGEST.search(message):
        fr = ("texte trop long", f"Écrivez au plus {long[1]} caractères")
        return WrongError(place, value, (fr, ("text too long", f"Write at most {long[1]} characters")))
    if told := _EXPECTED.search(message):
        kinds = [one for one in told[1].split(" | ") if one != "null"]
        fr, en = (" ou ".join(dict.fromkeys(_FRENCH.get(one, one) for one in kinds)),
                  " or ".join(dict.fromkeys(_ENGLISH.get(one, one) for one in kinds)))  # fmt: skip
        return WrongError(place, value, ((f"ce n’est pas {fr}", f"Donnez {fr}"), (f"this is not {en}", f"Give {en}")))
    return WrongError(place, value, _NO_NUMBER)


def refuse_nul(release: Release) -> None:
    """Raise WrongError where a text of the release holds a null character: no database of ours keeps one."""
    if found := _nul(msgspec.to_builtins(release), ""):
        raise WrongError(*found, _NUL)


def _at(raw: bytes | msgspec.Raw, place: str) -> str:
    """What stands at a place, as the file writes it, without the quotes of a text; nothing for a list or an object."""
    try:
        for name, number in _STEP.findall(place):
            if number:
                raw = msgspec.json.decode(raw, type=list[msgspec.Raw])[int(number)]
            else:
                raw = msgspec.json.decode(raw, type=dict[str, msgspec.Raw])[name]
    except (ValueError, LookupError):
        return ""
    written = bytes(raw).strip()
    return "" if written[:1] in b"[{" else written.decode(errors="replace").strip('"')


def _nul(value: Any, where: str) -> tuple[str, str] | None:  # noqa: ANN401 - whatever JSON holds
    """The first text with a null character, depth first, and its place."""
    if isinstance(value, str):
        return (where, value) if "\0" in value else None
    members: list[tuple[str, Any]] = []
    if isinstance(value, dict):
        members = [(f"{where}.{name}".lstrip("."), one) for name, one in cast("dict[str, Any]", value).items()]
    elif isinstance(value, list):
        members = [(f"{where}[{n}]", one) for n, one in enumerate(cast("list[Any]", value))]
    return next(filter(None, (_nul(one, place) for place, one in members)), None)
