"""What measured effects lead to expect: studies pooled, alternatives compared with changing nothing."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from municipal.commands.console import language, read_file, show
from municipal.settings import Settings

if TYPE_CHECKING:
    from vendors.evidence.comparison import Compared, Row
    from vendors.evidence.constants import Constants
    from vendors.evidence.pool_document import Pooling

_VERDICTS: Final = {
    "favorable": ("preuves favorables", "favourable evidence"),
    "a_piloter": ("à piloter", "worth a pilot"),
    "preuve_insuffisante": ("preuve insuffisante", "insufficient evidence"),
    None: ("ne rien changer", "changing nothing"),
}


class Answer(Struct, frozen=True):
    """What `evidence pool` answers; what the method does not give is null."""

    k: int
    mean: float | None
    sd: float | None = None
    tau2: float | None = None
    q: float | None = None
    i2: float | None = None
    se: float | None = None
    ci95: tuple[float, float] | None = None


def evidence(options: Namespace, _chosen: Settings) -> int:
    """Pool studies or compare alternatives, as a document asks; nothing is stored, so no database is needed."""
    from municipal.evidence import the_constants
    from municipal.paths import SEED
    from vendors.evidence.compare import compare
    from vendors.evidence.compare_document import comparisons
    from vendors.evidence.pool_document import poolings
    from vendors.sources.document import read_json

    constants = the_constants()
    document = read_json(read_file(options.file, constants.most_bytes + 1), options.file, most=constants.most_bytes)
    if options.what == "pool":
        asked, listed = poolings(document, constants)
        answers = [_pooled(one, constants) for one in asked]
        texts = [_as_text(one) for one in answers]
    else:
        asked, listed = comparisons(document, constants, _scales(SEED / "indicators.csv"))
        answers = [compare(one, constants) for one in asked]
        texts = [_as_table(one) for one in answers]
    return show(options, answers if listed else answers[0], "\n\n".join(texts))


def _pooled(asked: "Pooling", constants: "Constants") -> Answer:
    from vendors.evidence.audit import audit
    from vendors.evidence.pool import pool

    if asked.method == "hierarchical":
        found = pool(asked.studies, constants)
        return Answer(found.k, found.mean, found.sd)
    line = audit(asked.studies, asked.method, constants, hartung_knapp=asked.hartung_knapp)
    return Answer(line.k, line.mean, None, line.tau2, line.q, line.i2, line.se, line.ci95)


def _scales(path: Path) -> dict[str, str]:
    """On which scale each indicator of the catalogue compares, or that it only describes."""
    from municipal.indicators.seed import IndicatorSeed
    from vendors.evidence.compare_document import DESCRIBES
    from vendors.sources.seedfile import read_csv

    rows = read_csv(path, IndicatorSeed)
    return {row.id: DESCRIBES if row.scale == "d" or row.polarity == "target" else row.scale for row in rows}


def _as_text(answer: Answer) -> str:
    """A name and a value a line; what is absent is left out."""
    values = {name: getattr(answer, name) for name in answer.__struct_fields__}
    colon = ":" if language() == "en" else "\u00a0:"
    return "\n".join(f"{name}{colon} {_shown(value)}" for name, value in values.items() if value is not None)


def _as_table(answer: "Compared") -> str:
    """A line for each alternative, then for changing nothing: gain, its 80 % interval, chance to do better, verdict."""
    return "\n".join(map(_line, [*answer.alternatives, answer.status_quo]))


def _line(row: "Row") -> str:
    english = language() == "en"
    gain, better, to = ("gain", "better in", "to") if english else ("gain", "mieux dans", "à")
    percent = "%" if english else "\u00a0%"
    if row.verdict is None:
        return f"{_VERDICTS[None][english]}"
    chance = f"{100 * row.p_beats_status_quo:.0f}{percent}"
    interval = f"{_shown(row.gain_p10)} {to} {_shown(row.gain_p90)}"
    return (
        f"{row.id}  {gain} {_shown(row.gain_mean)} ({interval})  {better} {chance}  {_VERDICTS[row.verdict][english]}"
    )


def _shown(value: float | tuple[float, float]) -> str:
    """A number to four places, with the comma of French."""
    if isinstance(value, tuple):
        return f"[{_shown(value[0])}; {_shown(value[1])}]"
    text = f"{value:.4f}" if isinstance(value, float) else str(value)
    return text if language() == "en" else text.replace(".", ",")
