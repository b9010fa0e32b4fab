"""A JSON document that somebody gave, read place by place: every fault is told where it stands, none ends it."""

import json
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, Final, TypeGuard

from msgspec import Struct

from vendors.sources.faults import Fault, UnusableError

# A name that needs no quotes in a place.
_PLAIN: Final = re.compile(r"[^\W\d][\w-]{0,79}")
# Python refuses to read longer whole numbers; any of these is far beyond every limit.
_LONGEST_NUMBER: Final = 400
_LONGEST_NAME: Final = 200
_TINY: Final = 1e-6


class Twice(dict[str, object]):
    """An object in which a name stands twice."""

    names: list[str]


class Place(Struct, frozen=True):
    """A value of a document, where it stands, and the list to which its faults go."""

    value: object
    where: str
    faults: list[Fault]

    def refuse(self, rule: str, fr: str, en: str) -> None:
        """Tell what is expected here."""
        where = self.where or "document"
        self.faults.append(Fault(rule, where, f"Corrigez {where}\u00a0: {fr}.", f"Correct {where}: {en}."))

    def fields(self, required: tuple[str, ...], optional: tuple[str, ...] = ()) -> "dict[str, Place] | None":
        """The fields of an object by name, those that are there; None when this is none."""
        found = self.members()
        if found is None:
            return None
        for name, place in found.items():
            if name not in required + optional:
                place.refuse("unknown", "ce champ n’existe pas", "there is no such field")
        for name in required:
            if name not in found:
                absent = Place(None, self._inside(name), self.faults)
                absent.refuse("missing", "ce champ manque", "this field is missing")
        return {name: place for name, place in found.items() if name in required + optional}

    def members(self) -> "dict[str, Place] | None":
        """The members of an object, whatever their names; None when this is none."""
        if not _is_object(self.value):
            self.refuse("type", "un objet est attendu", "an object is expected")
            return None
        if isinstance(self.value, Twice):
            for name in self.value.names:
                place = Place(None, self._inside(name), self.faults)
                place.refuse("duplicate", "ce nom est écrit deux fois", "this name is written twice")
        return {name: Place(value, self._inside(name), self.faults) for name, value in self.value.items()}

    def items(self, *, most: int, empty: bool) -> "Iterator[Place]":
        """The items of a list; `empty` says whether it may have none."""
        if not _is_list(self.value):
            self.refuse("type", "une liste est attendue", "a list is expected")
            return
        if not self.value and not empty:
            self.refuse("empty", "la liste est vide", "the list is empty")
        if len(self.value) > most:
            self.refuse("size", f"au plus {most} éléments", f"at most {most} items")
            return
        for n, value in enumerate(self.value):
            yield Place(value, f"{self.where}[{n}]", self.faults)

    def number(self, rule: str, low: float, high: float) -> float | None:
        """A number from `low` to `high`; None when this is none."""
        value = self.value
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.refuse("type", "un nombre est attendu", "a number is expected")
        elif isinstance(value, float) and not math.isfinite(value):
            self.refuse("number", "un nombre fini est attendu", "a finite number is expected")
        elif not low <= value <= high:
            # What is only there to stop typing errors is told as the zero that it stands for.
            fr = "plus grand que 0" if 0 < low < _TINY else f"d’au moins {_french(low)}"
            en = "greater than 0" if 0 < low < _TINY else f"of at least {low:,.15g}"
            self.refuse(
                rule,
                f"un nombre {fr} et d’au plus {_french(high)} est attendu",
                f"a number {en} and at most {high:,.15g} is expected",
            )
        else:
            return float(value)
        return None

    def whole(self, rule: str, low: int, high: int) -> int | None:
        """A whole number from `low` to `high`; None when this is none."""
        value = self.value
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.refuse("type", "un nombre entier est attendu", "a whole number is expected")
        elif not (low <= value <= high and value == int(value)):
            self.refuse(
                rule,
                f"un nombre entier de {low} à {high} est attendu",
                f"a whole number from {low} to {high} is expected",
            )
        else:
            return int(value)
        return None

    def text(self) -> str | None:
        """A text of one character or more, that can be printed; None when this is none."""
        value = self.value
        if not isinstance(value, str):
            self.refuse("type", "un texte est attendu", "a text is expected")
        elif not value.strip() or not value.isprintable() or len(value) > _LONGEST_NAME:
            fr = f"un texte de 1 à {_LONGEST_NAME} caractères visibles est attendu"
            self.refuse("text", fr, f"a text of 1 to {_LONGEST_NAME} visible characters is expected")
        else:
            return value
        return None

    def choice(self, rule: str, *choices: str) -> str | None:
        """One of some words; None when this is none."""
        if isinstance(self.value, str) and self.value in choices:
            return self.value
        listed = ", ".join(choices)
        self.refuse(rule, f"un de ces mots est attendu ({listed})", f"one of these words is expected ({listed})")
        return None

    def truth(self) -> bool | None:
        """True or false; None when this is neither."""
        if isinstance(self.value, bool):
            return self.value
        self.refuse("type", "true ou false est attendu", "true or false is expected")
        return None

    def _inside(self, name: str) -> str:
        """The place of a member: `studies.delai`, `["any other"]`."""
        if not _PLAIN.fullmatch(name):
            return f"{self.where}[{json.dumps(name[:_LONGEST_NAME])}]"
        return f"{self.where}.{name}" if self.where else name


def read_json(data: bytes, name: str, *, most: int, number: Callable[[str], object] | None = None) -> object:
    """The document; names that stand twice are remembered, and numbers are what `number` makes of their text.

    Raises UnusableError when it is too large, no text or no JSON.
    """
    if len(data) > most:
        fr, en = f"un document d’au plus {most} octets est attendu", f"a document of at most {most} bytes is expected"
        raise _unreadable("size", name, fr, en)
    try:
        return json.loads(
            data.decode("utf-8-sig"),
            object_pairs_hook=_object,
            parse_int=number or _whole,
            parse_float=number or float,
            parse_constant=number or float,
        )
    except UnicodeDecodeError:
        raise _unreadable("encoding", name, "du texte en UTF-8 est attendu", "text in UTF-8 is expected") from None
    except json.JSONDecodeError as error:
        fr = f"un document JSON est attendu (ligne {error.lineno}, colonne {error.colno})"
        en = f"a JSON document is expected (line {error.lineno}, column {error.colno})"
        raise _unreadable("json", name, fr, en) from None
    except RecursionError:
        raise _unreadable("json", name, "les listes s’emboîtent trop", "the lists are nested too deeply") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    twice = Twice(found)
    names = Counter(name for name, _ in pairs)
    twice.names = sorted(name for name, times in names.items() if times > 1)
    return twice


def _is_object(value: object) -> TypeGuard[dict[str, object]]:
    return isinstance(value, dict)


def _is_list(value: object) -> TypeGuard[list[object]]:
    return isinstance(value, list)


def _french(number: float) -> str:
    return f"{number:,.15g}".replace(",", "\u00a0").replace(".", ",")


def _whole(text: str) -> float:
    return int(text) if len(text) < _LONGEST_NUMBER else math.inf


def _unreadable(rule: str, name: str, fr: str, en: str) -> UnusableError:
    faults: list[Fault] = []
    Place(None, name, faults).refuse(rule, fr, en)
    return UnusableError(faults)
