"""Passwords: kept as argon2id hashes; refused when short, common, or made of what everybody knows of the person.

NIST SP 800-63B-4, 3.1.1.2: fifteen characters, no rule of composition, the whole password held against a list, and
Unicode in the form NFC before the hash, so that « é » is one letter whatever the keyboard sends. Nothing else changes.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from threading import BoundedSemaphore
from typing import Final, Literal

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from municipal.paths import SEED
from vendors.text import fold, words

Problem = Literal["short", "long", "common", "context"]

SHORTEST: Final = 15
LONGEST: Final = 128
# 64 MiB, three passes, four lanes; two at a time, so that a crowd at the door takes 128 MiB and no more.
_HASHER: Final = PasswordHasher(time_cost=3, memory_cost=65_536, parallelism=4)
_ROOM: Final = BoundedSemaphore(2)
# The hash of random bytes that nobody kept, by the same parameters: an unknown person takes as long as a known one.
_NOBODY: Final = "$argon2id$v=19$m=65536,t=3,p=4$i1EQRMQDLJ54doG5i9a3Xw$9TVjGaRhvAblfKWtPuWs979oEOX0a7dMgub4AycX2bE"

# A password of so few different characters, or that repeats so short a piece, is as good as a word.
_FEWEST_DIFFERENT: Final = 5
_SHORTEST_PIECE: Final = 8
# « municipalité de Saint-Damase » is two words; three that are drawn by chance are worth a password.
_MOST_WORDS: Final = 2
_SMALL: Final = frozenset(words("a and au aux d de des du en et l la le les ma mes mon my of sa ses son the un une"))
# What any municipality would think of first; the rest of the context comes with each person.
_OURS: Final = frozenset(words("ville municipalité mairie hôtel conseil MRC Québec Repère IVÉO CIQ UMQ FQM"))
_DISGUISES: Final = str.maketrans("013457@$!€", "oieastasie")
_NOISE: Final = (re.compile(r"[^a-z0-9]"), re.compile(r"[^a-z]|([a-z])\1\1+"))
_AROUND: Final = (re.compile(r"^[^a-z0-9]+|[^a-z0-9]+$"), re.compile(r"^[^a-z]+|[^a-z]+$"))
_NEVER: Final = 999


def hashed(password: str) -> str:
    """What may be stored of a password: its argon2id hash, with its own salt."""
    with _ROOM:
        return _HASHER.hash(_exact(password))


def matches(stored: str | None, password: str) -> bool:
    """Whether this is the password that was stored; as long to answer when the person has none."""
    with _ROOM:
        try:
            return _HASHER.verify(stored or _NOBODY, _exact(password)) and bool(stored)
        except VerifyMismatchError:
            return False


def outdated(stored: str) -> bool:
    """Whether a hash was made with other parameters than today's, and is to be made anew at the next sign-in."""
    return _HASHER.check_needs_rehash(stored)


def problem(password: str, context: Iterable[str]) -> Problem | None:
    """Why a new password is refused, or None; `context`: the person's name and address, their body, this site."""
    text = unicodedata.normalize("NFC", password)
    if len(text) < SHORTEST:
        return "short"
    if len(text) > LONGEST:
        return "long"
    folded = fold(text)
    piece = _piece(folded)
    if len(set(folded)) < _FEWEST_DIFFERENT or (piece != folded and len(piece) < _SHORTEST_PIECE):
        return "common"
    forms = set(_forms(folded)) - {""}
    if any(_fewest(form, _refused(), ()) <= _MOST_WORDS for form in forms):
        return "common"
    known = {word for item in context for word in words(item)} | _OURS
    if any(_fewest(form, _refused(), known) <= _MOST_WORDS for form in forms):
        return "context"
    return None


def _exact(password: str) -> bytes:
    """The bytes that are hashed: every character counts, in its canonical form."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")


@cache
def _refused() -> frozenset[str]:
    lines = (SEED / "access/refused_passwords.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def _forms(folded: str) -> Iterator[str]:
    """What is left without what people add round a word: signs, digits, capitals, digits that look like letters."""
    disguised = [around.sub("", folded).translate(_DISGUISES) for around in _AROUND]
    for text in (folded, *disguised):
        for noise in _NOISE:
            bare = noise.sub("", text)
            piece = _piece(bare)
            yield piece
            if piece != bare:
                yield piece + piece  # some words repeat themselves: « bébé »


def _piece(text: str) -> str:
    """The piece that a text repeats, the last time perhaps not to its end; the text itself when it repeats none."""
    for size in range(1, len(text) // 2 + 1):
        if text[size:] == text[:-size]:
            return text[:size]
    return text


def _fewest(form: str, common: Collection[str], known: Collection[str]) -> int:
    """How few common words make up a form, where those known of the person, and small ones before others, are free."""
    least = [0]
    for end in range(1, len(form) + 1):
        counts = [_NEVER]
        for start in range(end):
            word = form[start:end]
            if word in known or (word in _SMALL and end < len(form)):
                counts.append(least[start])
            elif word in common:
                counts.append(least[start] + 1)
        least.append(min(counts))
    return least[-1]
