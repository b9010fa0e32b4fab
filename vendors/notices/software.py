"""Which notices are about software or artificial intelligence: codes first, then words of the title; both are data."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

from msgspec import Struct

from vendors.needs.words import LANGUAGES, language_of, stem, stems
from vendors.sources.faults import Fault, UnusableError
from vendors.sources.seedfile import read_csv
from vendors.text import words

CODES: Final = "codes.csv"
TERMS: Final = "terms.csv"
# A few megabytes.
MOST_TITLES: Final = 40_000
Phrase = tuple[str, ...]


class Code(Struct, frozen=True, forbid_unknown_fields=True):
    """The beginning of a UNSPSC code, or a category of SEAO; without a label where none was read."""

    kind: Literal["unspsc", "category"]
    code: str
    source: str
    checked_on: str
    verified: bool
    label_fr: str = ""
    label_en: str = ""


class Named(Struct, frozen=True, forbid_unknown_fields=True):
    """A term of titles: it names AI, or software, or is one (`form`) that so many have that it tells no need."""

    kind: Literal["ai", "software", "form"]
    lang: Literal["fr", "en"]
    term: str
    source: str


class Title(Struct, frozen=True, gc=False):
    """A title that names software or AI: its language, what it tells besides, and the stems of that."""

    spoken: str
    telling: str
    stems: tuple[str, ...]


class Filter(Struct, frozen=True):
    """The two stages: codes, then phrases by language and first stem; and the stems that every title may have.

    `titles` remembers what was read of titles: registries are read anew each time that public data change.
    """

    codes: list[Code]
    phrases: dict[str, dict[str, list[Phrase]]]
    ordinary: dict[str, frozenset[str]]
    titles: dict[str, "Title | None"] = {}

    @property
    def prefixes(self) -> list[str]:
        """How the UNSPSC codes of the first stage begin."""
        return [one.code for one in self.codes if one.kind == "unspsc"]

    @property
    def categories(self) -> list[str]:
        """The categories of SEAO of the first stage."""
        return [one.code for one in self.codes if one.kind == "category"]

    def title(self, title: str, known: dict[str, set[str]]) -> Title | None:
        """What a title tells, None when it does not pass the second stage; `known` are each language’s words."""
        if title not in self.titles:
            if len(self.titles) >= MOST_TITLES:
                self.titles.clear()
            self.titles[title] = self._read(title, known) if self.keeps(title) else None
        return self.titles[title]

    def keeps(self, title: str) -> bool:
        """Whether a title passes the second stage, in either language."""
        found = words(title)
        return any(self._names(found, spoken) for spoken in LANGUAGES)

    def _read(self, title: str, known: dict[str, set[str]]) -> Title:
        spoken = language_of(title, known)
        told = self.telling(title, spoken)
        return Title(spoken, told, tuple(dict.fromkeys(stems(told, spoken))))

    def _names(self, found: list[str], spoken: str) -> bool:
        first = self.phrases[spoken]
        read = [stem(word, spoken) for word in found]
        return any(
            tuple(read[place : place + len(phrase)]) == phrase
            for place, one in enumerate(read)
            for phrase in first.get(one, ())
        )

    def telling(self, title: str, spoken: str) -> str:
        """A title without the words that every notice of software may have."""
        ordinary = self.ordinary[spoken]
        return " ".join(word for word in words(title) if stem(word, spoken) not in ordinary)

    def label(self, code: str, language: str) -> str:
        """What a UNSPSC code or a category of SEAO stands for, by its longest known beginning; blank when unknown."""
        known = [one for one in self.codes if (code == one.code if one.kind == "category" else _begins(code, one))]
        best = max(known, key=lambda one: len(one.code), default=None)
        return "" if best is None else best.label_en if language == "en" else best.label_fr


def _begins(code: str, one: Code) -> bool:
    return code.isdigit() and code.startswith(one.code)


@lru_cache(maxsize=2)
def read_filter(folder: Path) -> Filter:
    """The filter of a `seed/notices` folder; read once.

    Raises UnusableError when a file is broken, or a term is empty once its small words are gone.
    """
    named = read_csv(folder / TERMS, Named)
    faults = [_fault(one) for one in named if not stems(one.term, one.lang)]
    if faults:
        raise UnusableError(faults)
    telling = [one for one in named if one.kind != "form"]
    return Filter(
        read_csv(folder / CODES, Code),
        {spoken: _by_first(one for one in telling if one.lang == spoken) for spoken in LANGUAGES},
        {spoken: _ordinary(named, spoken) for spoken in LANGUAGES},
    )


def _by_first(named: Iterable[Named]) -> dict[str, list[Phrase]]:
    found: dict[str, list[Phrase]] = {}
    for one in named:
        phrase = tuple(stem(word, one.lang) for word in words(one.term))
        found.setdefault(phrase[0], []).append(phrase)
    return found


def _ordinary(named: list[Named], spoken: str) -> frozenset[str]:
    return frozenset(
        one for row in named if row.lang == spoken and row.kind == "form" for one in stems(row.term, spoken)
    )


def _fault(one: Named) -> Fault:
    return Fault(
        rule="seed",
        where=f"{TERMS}:{one.term}",
        fr=f"Corrigez le terme « {one.term} » de {TERMS}\u00a0: il n’a que de petits mots.",
        en=f"Correct the term “{one.term}” of {TERMS}: it has small words only.",
    )
