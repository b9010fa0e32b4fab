"""The words of a need: stop words gone, stemmed, a typing error forgiven."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final

import snowballstemmer
from msgspec import Struct
from rapidfuzz import process
from rapidfuzz.distance import OSA

from vendors.text import words

LANGUAGES: Final = ("fr", "en")

# A word this short has too many neighbours to guess which one was meant.
SHORTEST_FORGIVEN: Final = 5
SHORTEST_STEM: Final = 4
SHORTEST_PLURAL: Final = 3

_STOP_FR: Final = """
a afin ai ainsi alors apres as au aucun aura aussi aux avait avant avec avoir avons ayant c ca car ce ceci cela
celle celles celui ces cet cette ceux chaque chez ci comme comment d dans de deja depuis des donc dont du elle
elles en encore entre es est et etaient etait etant ete etre eu eux fait faire faut font fois ici il ils j je
juste l la le les leur leurs lui m ma mais me meme memes mes moi moins mon n ne ni nos notre nous on ont or ou
par parce pas pendant peu peut peuvent pis plus pour pourquoi pu puis qu quand que quel quelle quelles quels qui
quoi s sa sans se sera ses si soit son sont sous sur t ta tandis te tel telle telles tels tes toi ton tous tout
toute toutes tres trop tu un une va vers veut voici voila vos votre vous voudrait voudrais voudrions veux
voulons aimerait aimerions besoin y etes sommes suis avez serait pourrait pouvoir devons doit doivent faudrait
genre quelque quelques chose choses bien voir voit vois voient environ batir
"""
_STOP_EN: Final = """
a about after all also an and any are as at be because been before being but by can could did do does doing for
from had has have having he her here him his how i if in into is it its just like me more most my need needs no
nor not of off on once only or other our out over own same she should so some such t than that the their them
then there these they this those through to too under until up us very want wants was we were what when where
which while who whom why will with would you your s re ve ll d m don get gets lot lots something someone im
"""
STOP_WORDS: Final = {"fr": frozenset(_STOP_FR.split()), "en": frozenset(_STOP_EN.split())}
_snowball: Any = snowballstemmer.stemmer  # type: ignore[reportUnknownMemberType]
_BOTH: Final = STOP_WORDS["fr"] & STOP_WORDS["en"]
_STEMMERS: Final[dict[str, Any]] = {"fr": _snowball("french"), "en": _snowball("english")}
_EDITS: Final = 1
_FEMININE: Final = re.compile(r"(?<=[a-z]{3})ees?$")


@lru_cache(maxsize=65_536)
def stem(word: str, language: str) -> str:
    """The stem of a folded word (Snowball, on text without accents so that a dropped accent changes nothing).

    Without accents Snowball keeps apart, in French, feminine participles (evacuee, evacuer) and plurals that follow
    a vowel (trou, trous; feu, feux): both are joined here.
    """
    if language == "en":
        return _STEMMERS[language].stemWord(word)
    found: str = _STEMMERS[language].stemWord(_FEMININE.sub("e", word))
    return found[:-1] if len(found) > SHORTEST_PLURAL and found[-1] in "sx" else found


def content(text: str, language: str) -> list[str]:
    """The folded words that carry meaning, in order."""
    return [word for word in words(text) if word not in STOP_WORDS[language]]


def stems(text: str, language: str) -> list[str]:
    """The stems of the words that carry meaning, in order."""
    return [stem(word, language) for word in content(text, language)]


def language_of(text: str, known: dict[str, set[str]]) -> str:
    """`fr` or `en`, by the stop words and the thesaurus words that only one of them has; French when in doubt."""
    found = words(text)
    score = {
        language: sum(2 for word in found if word in STOP_WORDS[language] - _BOTH)
        + sum(1 for word in found if word in known[language] and word not in known[other])
        for language, other in (LANGUAGES, LANGUAGES[::-1])
    }
    accented = any(unicodedata.combining(letter) for letter in unicodedata.normalize("NFD", text))
    return "en" if score["en"] > score["fr"] + (2 if accented else 0) else "fr"


class Vocabulary(Struct, frozen=True):
    """The words and stems of one language's thesaurus, and those that must never be taken for a typing error."""

    language: str
    words: list[str]
    stems: list[str]
    known: set[str]
    known_stems: set[str]
    ordinary: frozenset[str]

    @classmethod
    def of(cls, texts: Iterable[str], language: str, ordinary: frozenset[str]) -> "Vocabulary":
        """The vocabulary of the texts of a thesaurus."""
        known = {word for text in texts for word in content(text, language)}
        known_stems = {stem(word, language) for word in known}
        return cls(
            language=language,
            words=sorted(word for word in known if len(word) >= SHORTEST_FORGIVEN),
            stems=sorted(one for one in known_stems if len(one) >= SHORTEST_STEM),
            known=known,
            known_stems=known_stems,
            ordinary=ordinary,
        )

    def joined(self, texts: Iterable[str]) -> "Vocabulary":
        """The vocabulary with the words of further texts; itself when it has them all."""
        known = {word for text in texts for word in content(text, self.language)} - self.known
        if not known:
            return self
        new_stems = {stem(word, self.language) for word in known} - self.known_stems
        return Vocabulary(
            language=self.language,
            words=sorted([*self.words, *(word for word in known if len(word) >= SHORTEST_FORGIVEN)]),
            stems=sorted([*self.stems, *(one for one in new_stems if len(one) >= SHORTEST_STEM)]),
            known=self.known | known,
            known_stems=self.known_stems | new_stems,
            ordinary=self.ordinary,
        )

    def read(self, word: str, *, forgiving: bool = True) -> str:
        """The stem of a word, or, for a word that nobody knows, the stem of the one it is a letter away from."""
        own = stem(word, self.language)
        if own in self.known_stems or len(word) < SHORTEST_FORGIVEN or word in self.ordinary or word.isdigit():
            return own
        return self._nearest(word, own) if forgiving else own

    def _nearest(self, word: str, own: str) -> str:
        near = process.extract(word, self.words, scorer=OSA.distance, score_cutoff=_EDITS, limit=5)
        found = [(candidate[0] != word[0], stem(candidate, self.language)) for candidate, _, _ in near]
        if not found and len(own) >= SHORTEST_STEM:
            near = process.extract(own, self.stems, scorer=OSA.distance, score_cutoff=_EDITS, limit=5)
            found = [(candidate[0] != own[0], candidate) for candidate, _, _ in near]
        return min(found)[1] if found else own
