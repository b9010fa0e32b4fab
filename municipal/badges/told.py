"""What a verification says: a word that stays for programs, a sentence for people."""

from typing import Any, Final

from msgspec import Struct

from municipal.web.language import translator

# The first words, in every language: programs compare them.
STRUCTURE: Final = "structure"
CONTENT: Final = "active content"
ELSEWHERE: Final = "not verifiable here"
OFFLINE: Final = "not verifiable offline"
ALGORITHM: Final = "algorithm"
KEY: Final = "key"
SIGNATURE: Final = "signature"
CLAIMS: Final = "claims"
EARLY: Final = "not yet valid"
EXPIRED: Final = "expired"
REVOKED: Final = "revoked"
STATUS: Final = "status"
UNCHECKED: Final = "revocation not checked"


class Told(Struct, frozen=True):
    """One thing to say: the word, the French source text, and what the text holds."""

    word: str
    text: str
    values: dict[str, Any] = {}

    def said(self, language: str) -> str:
        """`word: sentence`, in a language."""
        sentence = translator(language)(self.text).format(**self.values)
        return f"{self.word}: {sentence}"


class RefusedError(Exception):
    """A badge that is not looked at any further, and why."""

    def __init__(self, word: str, text: str, **values: Any) -> None:  # noqa: ANN401 - whatever a sentence holds
        super().__init__(word)
        self.told = Told(word, text, values)


def sentence(said: str) -> str:
    """What is said, for people alone: without its first word."""
    return said.partition(": ")[2]
