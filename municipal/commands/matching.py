"""One enterprise under many spellings: two names judged, or a list put into groups."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from municipal.commands.console import language, show
from municipal.settings import Settings
from vendors.sources.faults import Fault, UnusableError

if TYPE_CHECKING:
    from vendors.names.cluster import Groups
    from vendors.names.judge import Judgement

FOLDER: Final = "names"
_BANDS: Final = {
    "same": ("même entreprise", "same enterprise"),
    "review": ("à vérifier", "to review"),
    "distinct": ("distinctes", "distinct"),
}


def match(options: Namespace, _chosen: Settings) -> int:
    """Judge pairs, or group a list; nothing is stored, so no database is needed."""
    from municipal.paths import SEED
    from vendors.names.cluster import group
    from vendors.names.judge import judge
    from vendors.names.lexicon import read_lexicon
    from vendors.names.listed import read_list, read_pairs
    from vendors.names.normalise import normalise

    lexicon = read_lexicon(SEED / FOLDER)
    file = options.pairs or options.dedupe
    data, name = _read(file, lexicon.constants.most_bytes + 1), Path(file).name
    if options.pairs:
        pairs = read_pairs(data, name, lexicon.constants)
        judged = [
            judge(normalise(left, lexicon), normalise(right, lexicon), lexicon.constants) for left, right in pairs
        ]
        rows = zip(pairs, judged, strict=True)
        answer: Any = [
            {"left": left, "right": right, "score": found.score, "band": found.band} for (left, right), found in rows
        ]
        return show(options, answer, "\n".join(map(_line, pairs, judged)))
    texts = read_list(data, name, lexicon.constants)
    groups = group(texts, lexicon)
    answer = {
        "clusters": [[place + 1 for place in places] for places in groups.clusters],
        "review": [[doubt.left + 1, doubt.right + 1, doubt.score] for doubt in groups.review],
    }
    return show(options, answer, _listing(groups, texts))


def _read(file: str, most: int) -> bytes:
    """The first bytes of a file; one more than is accepted tells that it is too large."""
    try:
        with Path(file).open("rb") as opened:
            return opened.read(most)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        fr, en = (
            f"Donnez un fichier qui se lit\u00a0: {file} ({why}).",
            f"Give a file that can be read: {file} ({why}).",
        )
        raise UnusableError([Fault("file", file, fr, en)]) from error


def _line(pair: tuple[str, str], judged: "Judgement") -> str:
    """A pair on a line: its score, its band, both names, and why."""
    from vendors.names.reasons import told

    spoken = language()
    why = told(judged.reasons, spoken)
    return f"{_number(judged.score)}  {_BANDS[judged.band][spoken == 'en']}  {pair[0]} | {pair[1]}  ({why})"


def _listing(groups: "Groups", texts: list[str]) -> str:
    """Each group, a name a line with its line number; then what a person should look at."""
    lines: list[str] = []
    for places in groups.clusters:
        lines += [f"{place + 1:6}  {texts[place]}" for place in places] + [""]
    doubts = [
        f"{_number(doubt.score)}  {doubt.left + 1} | {doubt.right + 1}  {texts[doubt.left]} | {texts[doubt.right]}"
        for doubt in groups.review
    ]
    return "\n".join(lines + doubts)


def _number(value: float) -> str:
    text = f"{value:.4f}"
    return text if language() == "en" else text.replace(".", ",")
