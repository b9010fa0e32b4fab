"""What comes in about the thesaurus: which need or word to show, a word to check, an answer, a need to settle."""

from typing import Annotated, Final, Literal

from msgspec import Meta, Struct

from municipal.web.form import Id, Input, Once

Reason = Annotated[str, Meta(min_length=5, max_length=1000)]
Key = Annotated[str, Meta(pattern=r"^[0-9a-f]{16}$")]
SHORTEST_WORD: Final = 2
LONGEST_WORD: Final = 60


class WordQuery(Struct, frozen=True):
    """Which weak need or which proposed word to show, and what was just done."""

    need: Id = ""
    word: Id = ""
    received: Id = ""


class FileQuery(Struct, frozen=True):
    """Which file of the thesaurus to take."""

    kind: Literal["domains", "capabilities"] = "domains"


class WordForm(Input, frozen=True):
    """A word, what it names and in which language, for a weak need; `checked` tells which word was read as checked."""

    need: Key
    word: Annotated[str, Meta(min_length=SHORTEST_WORD, max_length=LONGEST_WORD)]
    node: Id
    lang: Literal["fr", "en"]
    reason: Annotated[str, Meta(max_length=1000)] = ""
    checked: Annotated[str, Meta(max_length=64)] = ""
    once: Once = ""


class AnswerForm(Input, frozen=True):
    """What somebody answers to a word, as it stood when they read it."""

    word: Key
    version: Annotated[int, Meta(ge=1, le=10_000_000)]
    reason: Reason


class SettleForm(Input, frozen=True):
    """What a weak need is, and why."""

    need: Key
    verdict: Literal["nothing_offered", "no_need"]
    why: Reason


class ReopenForm(Input, frozen=True):
    """Which weak need comes back into the queue, and why."""

    need: Key
    why: Reason
