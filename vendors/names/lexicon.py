"""What is known of the words of enterprise names: legal forms, common words, and what each of them is worth."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final, Literal, NamedTuple

from msgspec import Struct
from rapidfuzz.distance import OSA

from vendors.names.constants import Constants, read_constants
from vendors.sources.seedfile import read_csv

FORMS: Final = "forms.csv"
WORDS: Final = "words.csv"
CONSTANTS: Final = "constants.toml"
# Below this length, a final s is part of the word: « gaz », « bus », « pas ».
_SHORTEST_PLURAL: Final = 4
# What everybody’s name may have. A house word (« Groupe », « Gestion ») may also make it the name of another person.
COMMON: Final = frozenset({"link", "house", "generic"})
_MOST_KEPT: Final = 500_000
# Shorter words are too often other words.
_SHORTEST_SLIP: Final = 6


class Form(Struct, frozen=True, forbid_unknown_fields=True):
    """A legal form as it is written in a name, and what a bearer of it may be."""

    form: str
    kind: str
    family: str
    place: Literal["any", "end"]
    country: str
    source: str


class Word(Struct, frozen=True, forbid_unknown_fields=True):
    """A common word: the form under which it is compared, and its kind, which says how much it distinguishes."""

    word: str
    kind: Literal["link", "house", "generic", "trade", "place", "given", "surname"]
    means: str = ""


class Token(NamedTuple):
    """A word of a name, ready to be compared."""

    text: str
    weight: float
    kind: str


class Lexicon:
    """Forms by their first word, and every word once it has been met."""

    def __init__(self, forms: Iterable[Form], words: Iterable[Word], constants: Constants) -> None:
        self.constants: Final = constants
        listed, listed_forms = list(words), list(forms)
        self.links: Final = frozenset(word.word for word in listed if word.kind == "link")
        self._means: Final = {word.word: word.means for word in listed if word.means}
        self._kinds: Final[dict[str, str]] = {word.word: word.kind for word in listed}
        self._weights: Final = {
            "link": constants.generic_weight,
            "house": constants.generic_weight,
            "generic": constants.generic_weight,
            "trade": constants.trade_weight,
            "place": constants.place_weight,
            "given": constants.given_weight,
            "surname": constants.surname_weight,
        }
        self.forms: Final[dict[str, list[tuple[tuple[str, ...], Form]]]] = {}
        for form in listed_forms:
            words_of = tuple(word for word in form.form.split() if word not in self.links)
            self.forms.setdefault(words_of[0], []).append((words_of, form))
        for found in self.forms.values():
            found.sort(key=lambda one: -len(one[0]))
        # A legal form that stands where none is expected is a word like any other, and a common one.
        self._kinds.update({one.form: "generic" for one in listed_forms if one.form not in self._kinds})
        self._slips: Final = _slips(self._kinds)
        self._kept: dict[str, Token] = {}

    def token(self, word: str) -> Token:
        """A folded word as it is compared: its plural, its abbreviation or its other language left aside."""
        kept = self._kept.get(word)
        if kept is None:
            kept = self._made(word)
            if len(self._kept) < _MOST_KEPT:
                self._kept[word] = kept
        return kept

    def _made(self, word: str) -> Token:
        word = self._meant(word)
        text = self._means.get(word) or (word if word in self._kinds else _singular(word))
        text = self._means.get(text, text)
        kind = self._kinds.get(text, "")
        if not kind and any(letter.isdigit() for letter in text):
            return Token(text, self.constants.digits_weight, "digits")
        if len(text) == 1:
            return Token(text, self.constants.initial_weight, "initial")
        return Token(text, self._weights.get(kind, 1.0), kind)

    def _meant(self, word: str) -> str:
        """The known word of which this one is a slip of the keyboard, when there is exactly one; else the word."""
        if word in self._kinds or len(word) < _SHORTEST_SLIP or not word.isalpha():
            return word
        near = {known for text in (word, *_without_a_letter(word)) for known in self._slips.get(text, ())}
        near = {known for known in near if OSA.distance(word, known, score_cutoff=1) == 1}
        meant = {self._means.get(known, known) for known in near}
        return min(near) if len(meant) == 1 else word


def _slips(words: Iterable[str]) -> dict[str, list[str]]:
    """The known words by what is left of them when a letter is missing."""
    found: dict[str, list[str]] = {}
    for word in words:
        if len(word) >= _SHORTEST_SLIP:
            for text in {word, *_without_a_letter(word)}:
                found.setdefault(text, []).append(word)
    return found


def _without_a_letter(word: str) -> list[str]:
    return [word[:n] + word[n + 1 :] for n in range(len(word))]


def _singular(word: str) -> str:
    if len(word) < _SHORTEST_PLURAL:
        return word
    if word.endswith("eaux"):
        return word[:-1]
    if word.endswith("aux"):
        return word[:-2] + "l"
    # « Lévis », « campus » and « Atlas » are no plurals.
    return word[:-1] if word.endswith("s") and word[-2] not in "saiou" else word


def read_lexicon(folder: Path) -> Lexicon:
    """The forms, words and constants of a seed folder.

    Raises UnusableError with one fault per wrong field.
    """
    return Lexicon(read_csv(folder / FORMS, Form), read_csv(folder / WORDS, Word), read_constants(folder / CONSTANTS))
