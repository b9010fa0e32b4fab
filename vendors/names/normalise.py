"""A name made comparable: what distinguishes it, without its legal form, its accents and its punctuation."""

import re
from itertools import pairwise
from typing import Final

from msgspec import Struct

from vendors.names.forms import names_in
from vendors.names.lexicon import COMMON, Lexicon, Token
from vendors.names.numbered import numbered
from vendors.text import fold

_ALSO: Final = (
    r"\bfaisant\s+(?:aussi\s+)?affaires?\s+sous(?:\s+(?:le\s+nom|la\s+raison\s+sociale|les\s+noms?))?(?:\s+de\b|\s+d')?",
    r"\b(?:exploitant|operant|connue?)\s+sous(?:\s+le\s+nom)?(?:\s+de\b|\s+d')?",
    r"\bf\s?\.\s?a\s?\.\s?s\s?\.(?:\s?r\s?\.\s?s\s?\.?)?",
    r"\bfasrs\b",
    r"\b[ocd]\s?/\s?[abo](?:\s?/\s?[ab])?\b\.?",
    r"\bdba\b",
    r"\b(?:doing\s+business|operating|carrying\s+on\s+business|trading|also\s+known|known)\s+as\b",
    r"\b(?:anciennement|autrefois|formerly|fka|aka|alias)\b",
    r",?\s\b(?:une|a)\s+(?:division|div)\b\.?(?:\s+(?:de|of)\b|\s+d')?",
)
_OTHER: Final = re.compile("|".join([*_ALSO, r"[()\[\]{}\n;|]", r"\s+/\s*|\s*/\s+"]))
# Without any of these, a text gives one name: looking for them first is ten times quicker.
_MARKS: Final = (
    *"()[]{}\n;|/",
    *(" sous", " as ", "dba", "f.", "f .", "fasrs", "ancien", "autrefois", "formerly", "fka", "aka", "alias", " div"),
)
_DOTTED: Final = re.compile(r"\b[a-z](?:\.\s?[a-z]\b)+\.?")
_JOINED: Final = re.compile(r"\b([a-z])\s?&\s?([a-z])\b(?!')")
_POSSESSIVE: Final = re.compile(r"'s\b")
_ELISION: Final = re.compile(r"\b(?:[dlsnjmtc]|qu)'(?=\w)")
_RUN: Final = re.compile(r"\d+")
_WORD: Final = re.compile(r"[^\W_]+")
_LONGEST_TOKENS: Final = 60
SAINT: Final = "saint"
_WHERE: Final = COMMON | {"place"}


class Core(Struct, frozen=True, gc=False):
    """One of the names that a text gives: the words that count, in order, and the letters without spaces."""

    tokens: tuple[Token, ...]
    words: tuple[str, ...]
    letters: str


class Name(Struct, frozen=True, gc=False):
    """A text that names an enterprise, taken apart."""

    raw: str
    plain: str
    number: str
    neq: str
    kinds: frozenset[str]
    families: frozenset[str]
    main: Core
    others: tuple[Core, ...] = ()
    places: frozenset[str] = frozenset()
    digits: frozenset[str] = frozenset()

    @property
    def key(self) -> tuple[str, ...]:
        """The words of the main name, in no order: names that share it say the same words."""
        return tuple(sorted(token.text for token in self.main.tokens))


def normalise(raw: str, lexicon: Lexicon) -> Name:
    """The name that a text gives. Whatever the text, there is an answer; beyond the longest name, it is cut."""
    text = fold(raw[: lexicon.constants.longest_name])
    plain = " ".join(_WORD.findall(text))
    number, neq, text = numbered(text) if _RUN.search(text) else ("", "", text)
    kinds: set[str] = set()
    families: set[str] = set()
    cores: list[Core] = []
    places: set[str] = set()
    digits: set[str] = set()
    for part in _OTHER.split(text) if any(mark in text for mark in _MARKS) else (text,):
        for words in names_in(_words(part, lexicon), lexicon, kinds, families) if part.strip() else ():
            core = _core(words, lexicon)
            if cores and all(token.kind == "digits" for token in core.tokens):
                digits.update(core.words)
            elif cores and _is_place(core):
                places.update(token.text for token in core.tokens)
            else:
                cores.append(core)
    if not cores and not number:
        # Nothing but a legal form, or no word at all: the text stands for itself.
        words = list[str](plain.split() or text.split())
        cores = [_core(words[:_LONGEST_TOKENS], lexicon)]
    main, *others = cores or [Core((), (), "")]
    digits.update(token.text for token in main.tokens if token.kind == "digits")
    return Name(
        raw, plain, number, neq, frozenset(kinds), frozenset(families), main, tuple(others),
        frozenset(places), frozenset(run.lstrip("0") for text in digits for run in _RUN.findall(text)),
    )  # fmt: skip


def _words(text: str, lexicon: Lexicon) -> list[str]:
    """The words of a part, links left out; dotted letters, and letters that follow each other, are one word."""
    if "&" in text:
        text = _JOINED.sub(r"\1\2", text)
    if "." in text:
        text = _DOTTED.sub(lambda found: re.sub(r"\W", "", found[0]) + " ", text)
    if "'" in text:
        text = _ELISION.sub("", _POSSESSIVE.sub("s", text).replace("o'", "o"))
    words: list[str] = []
    letters = ""
    for word in _WORD.findall(text)[:_LONGEST_TOKENS]:
        if word in lexicon.links:
            continue
        if len(word) == 1 and word.isalpha():
            letters += word
            continue
        if letters:
            words.append(letters)
            letters = ""
        words.append(word)
    return [*words, letters] if letters else words


def _is_place(core: Core) -> bool:
    """Whether a part says where: places and common words only, or a saint."""
    return core.tokens[0].text == SAINT or all(token.kind in _WHERE for token in core.tokens)


def _core(words: list[str], lexicon: Lexicon) -> Core:
    tokens = [lexicon.token(word) for word in words]
    for n, (token, following) in enumerate(pairwise(tokens), 1):
        if token.text == SAINT and not following.kind:
            tokens[n] = Token(following.text, token.weight, token.kind)
    return Core(tuple(tokens), tuple(words), "".join(words))
