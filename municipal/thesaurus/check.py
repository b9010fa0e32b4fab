"""A word as it was typed: put in order, held against the thesaurus in use, or told what is wrong with it."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from sqlmodel import Session

from municipal.needs import the_taxonomy
from municipal.suppliers.queries import registry
from municipal.thesaurus.checking import check
from municipal.thesaurus.forms import LONGEST_WORD, SHORTEST_WORD
from municipal.thesaurus.proposing import Checked, beside
from municipal.thesaurus.queries import file_of, thesaurus
from municipal.thesaurus.weak_queue import NO_NEED, WeakNeed, has_answer, settled
from municipal.traces.chain import digest
from municipal.web.form import FieldError
from municipal.web.language import translator
from vendors.needs.extending import namesakes
from vendors.needs.taxonomy import NOTHING, Taxonomy, TermSeed, kind
from vendors.needs.words import content

# A longer phrase is told as it was once, and never so again.
MOST_WORDS: Final = 6
# Nothing that a page could take for markup, or a spreadsheet for a formula.
_SIGNS: Final = re.compile(r"[^\w '’&/.+-]|_|^[^\w]")


def in_order(word: str) -> str:
    """A word on one line, its letters composed, its spaces single."""
    return " ".join(unicodedata.normalize("NFC", word).split())


def stamp(row: TermSeed) -> str:
    """What tells whether a word is still the one whose check somebody read."""
    return digest([row.node, row.lang, row.term])


def faults(row: TermSeed, known: Taxonomy, spoken: str) -> list[FieldError]:
    """What keeps a word from being one of the thesaurus; each message begins with the remedy."""
    _ = translator(spoken)
    found: list[FieldError] = []
    if row.node not in the_taxonomy().nodes:
        found.append(FieldError("node", _("Choisissez le domaine ou la capacité que ce mot nomme.")))
    telling = content(row.term, row.lang)
    wrong = ""
    if not SHORTEST_WORD <= len(row.term) <= LONGEST_WORD:
        wrong = _("Écrivez un mot ou une expression de 2 à 60 caractères.")
    elif _SIGNS.search(row.term):
        wrong = _("Gardez les lettres, les chiffres, les espaces, les traits d’union et les apostrophes.")
    elif not telling:
        wrong = _("Ajoutez un mot qui porte un sens\u00a0: ceux-ci sont dans presque tous les besoins.")
    elif not any(len(one) >= SHORTEST_WORD and not one.isdigit() for one in telling):
        wrong = _("Ajoutez un mot\u00a0: des nombres ou des lettres seules ne nomment rien.")
    elif len(row.term.split()) > MOST_WORDS:
        wrong = _("Gardez au plus six mots\u00a0: une phrase entière ne revient jamais.")
    elif not found:
        wrong = _taken(row, known, spoken)
    return [*found, FieldError("word", wrong)] if wrong else found


def _taken(row: TermSeed, known: Taxonomy, spoken: str) -> str:
    """Where a word stands already, if that keeps it from standing again."""
    _ = translator(spoken)
    file = file_of(row.node)
    for one in namesakes(known, row):
        if one.node == row.node:
            said = _("Choisissez un autre mot\u00a0: «\u00a0{term}\u00a0» nomme déjà {node}, dans {file}.")
            return said.format(term=one.text, node=known.label(one.node, spoken), file=file)
        if one.node == NOTHING and one.kind == kind(row.node):
            said = _("Choisissez un autre mot\u00a0: «\u00a0{term}\u00a0» est mis de côté exprès, dans {file}.")
            return said.format(term=one.text, file=file)
    return ""


def others(row: TermSeed, known: Taxonomy, spoken: str) -> list[str]:
    """What else a word names already."""
    return sorted({known.label(one.node, spoken) for one in namesakes(known, row) if one.node in known.nodes})


def checked(session: Session, row: TermSeed, weak: list[WeakNeed]) -> Checked:
    """What a word would change beside those in use, among the recorded needs, the weak ones and those settled."""
    index = registry(session)

    def answers(need: str, taxonomy: Taxonomy) -> bool:
        return has_answer(need, index, taxonomy)

    stands = beside(session)
    no_needs = [one.need for one in settled(session) if one.verdict == NO_NEED]
    told = check(thesaurus(session), row, [one.need for one in weak], no_needs, answers)
    return Checked(told, stands)


def typed_row(raw: Mapping[str, str]) -> TermSeed | None:
    """The row that a form tells; nothing where the language is none of ours."""
    lang = raw.get("lang", "")
    if lang not in ("fr", "en"):
        return None
    return TermSeed(raw.get("node", ""), "en" if lang == "en" else "fr", in_order(raw.get("word", "")))
