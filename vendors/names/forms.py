"""The legal forms in a row of words: they close a name, and say what may bear it."""

from collections.abc import Iterator
from typing import Final

from vendors.names.lexicon import Form, Lexicon

# « I », « L », « In »: a list that is cut at so many letters leaves that of « inc. » and « ltée », after a whole name.
_SHORTEST_FORM: Final = 2
_WORDS_BEFORE: Final = 2
# After these forms, what follows is another enterprise or another name.
_CLOSING: Final = frozenset({"inc", "ltee", "senc", "sencrl", "enr", "ulc", "llc"})


def names_in(words: list[str], lexicon: Lexicon, kinds: set[str], families: set[str]) -> Iterator[list[str]]:
    """The names that follow each other in a part, each closed by its legal form; the forms are told apart."""
    names: list[list[str]] = [[]]
    pending: list[tuple[tuple[str, ...], Form]] = []
    n = 0
    while n < len(words):
        found = _form(words, n, lexicon)
        if found is None:
            names[-1] += [word for kept, _ in pending for word in kept]
            pending.clear()
            names[-1].append(words[n])
            n += 1
            continue
        length, form = found
        n += length
        if len(form.form) < _SHORTEST_FORM and n - length < _WORDS_BEFORE:
            names[-1] += words[n - length : n]
        elif form.place == "end":
            pending.append((tuple(words[n - length : n]), form))
        else:
            _close(names, pending, form, kinds, families)
    for kept, ended in pending:
        if any(names):
            _tell(ended, kinds, families)
        else:
            names[-1] += kept
    # What follows a form without one of its own is no other name: « Béton X inc. Laval ».
    if names[-1] and len(names) > 1 and not pending:
        last = names.pop()
        names[-1] += last
    yield from filter(None, names)


def _close(
    names: list[list[str]],
    pending: list[tuple[tuple[str, ...], Form]],
    form: Form,
    kinds: set[str],
    families: set[str],
) -> None:
    """Tell a form and those that wait before it; some forms end a name, and another one may follow."""
    for ended in [*(one for _, one in pending), form]:
        _tell(ended, kinds, families)
    pending.clear()
    if form.kind in _CLOSING and names[-1]:
        names.append([])


def _form(words: list[str], n: int, lexicon: Lexicon) -> tuple[int, Form] | None:
    for spelled, form in lexicon.forms.get(words[n], ()):
        if len(spelled) == 1 or tuple(words[n : n + len(spelled)]) == spelled:
            return len(spelled), form
    return None


def _tell(form: Form, kinds: set[str], families: set[str]) -> None:
    kinds.add(form.kind)
    if form.family != "open":
        families.add(form.family)
