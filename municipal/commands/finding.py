"""From a need in plain words to what answers it."""

import sys
from argparse import Namespace
from typing import Any, Final

from municipal.commands.console import open_prepared, show
from municipal.db import reading
from municipal.settings import Settings
from vendors.sources.faults import Fault, UnusableError

LONGEST_NEED: Final = 2000


def find(options: Namespace, chosen: Settings) -> int:
    """The main job; `-` reads one need a line."""
    from municipal.suppliers.queries import answer

    given = [line.rstrip("\n") for line in sys.stdin] if options.need == "-" else [options.need]
    # Bytes that are no text come in as lone surrogates, which nothing can write.
    needs = [need.encode("utf-8", "replace").decode() for need in given]
    if options.limit < 1:
        raise UnusableError(
            [Fault("limit", "--limit", "Écrivez une limite d’au moins 1.", "Write a limit of at least 1.")]
        )
    open_prepared(chosen)
    with reading() as session:
        city = city_of(session, options.city)
        answers = [
            answer(session, need[:LONGEST_NEED], language=options.lang, city=city, limit=options.limit)
            for need in needs
        ]
    if options.need == "-":
        return show(options, answers, "\n\n".join(as_text(one) for one in answers))
    return show(options, answers[0], as_text(answers[0]))


def city_of(session: Any, given: str | None) -> str | None:  # noqa: ANN401 - a session
    """The code of a municipality; a name that leaves a doubt is asked about, never guessed."""
    from municipal.places.queries import who

    if not given:
        return None
    found = who(session, given)
    if found.place:
        return found.place.code
    choices = "; ".join(f"{place.code} {place.label}" for place in found.choices)
    fr = (
        f"Donnez le code à cinq chiffres d’une de celles-ci\u00a0: {choices}."
        if choices
        else "Vérifiez le code de la municipalité."
    )
    en = f"Give the five-digit code of one of these: {choices}." if choices else "Check the municipality code."
    raise UnusableError([Fault("city", given, fr, en)])


def as_text(answer: Any) -> str:  # noqa: ANN401 - the Answer, imported late
    """An answer as a terminal shows it."""
    english = answer.lang == "en"
    colon, tracked = (":", " (already tracked)") if english else ("\u00a0:", " (déjà suivi)")
    lines = [f"«\u00a0{answer.need}\u00a0»  {' '.join((*answer.domains, *answer.capabilities))}"]
    for row in answer.results:
        lines.append(f"{row.rank:3}. {row.solution.name} ({row.vendor.name}) [{row.fit}]")
        lines += [f"       {reason}" for reason in row.reasons]
    lines += [f"  –  {row.solution.name}{colon} {row.reason}" for row in answer.excluded]
    lines += [f"  ◦  {row.name}{tracked if row.tracked else ''}" for row in answer.indicators]
    return "\n".join(lines + ([answer.help] if answer.help else []))
