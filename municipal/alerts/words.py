"""What changed in a search, and the message of the day, in words."""

from collections.abc import Iterable
from typing import Final

from municipal.alerts.changes import Change, Kind
from municipal.web.language import translator
from municipal.web.marking import mark

# Beyond this many lines, the page of the search says it better.
MOST_LINES: Final = 20

_SAID: Final[dict[Kind, tuple[str, str]]] = {
    "new": (mark("Nouveau\u00a0: {title}"), ""),
    "gone": (mark("{title}\u00a0: ne fait plus partie des résultats"), ""),
    "left": (mark("{title}\u00a0: retiré"), ""),
    "dereferenced": (mark("{title}\u00a0: le fournisseur a été retiré"), ""),
    "status": (mark("{title}\u00a0: le statut du fournisseur a changé"), ""),
    "contested": (mark("{title}\u00a0: quelqu’un conteste ce qui en est dit"), ""),
    "case": (mark("{title}\u00a0: un cas d’usage de plus"), mark("{title}\u00a0: {count} cas d’usage de plus")),
    "uncased": (mark("{title}\u00a0: un cas d’usage en moins"), mark("{title}\u00a0: {count} cas d’usage en moins")),
    "published": (mark("{title}\u00a0: la ville a publié une nouvelle version"), ""),
}


def lines(found: Iterable[Change], language: str) -> list[str]:
    """A line for each change, the first twenty, then how many more there are."""
    _ = translator(language)
    told = [_line(one, language) for one in found]
    more = len(told) - MOST_LINES
    if more <= 0:
        return told
    rest = _("Et un autre changement.") if more == 1 else _("Et {count} autres changements.").format(count=more)
    return [*told[:MOST_LINES], rest]


def _line(one: Change, language: str) -> str:
    single, several = _SAID[one.kind]
    # A title is shown on one line, whatever people pasted.
    title = " ".join(one.title.splitlines())
    return translator(language)(several if several and one.count > 1 else single).format(title=title, count=one.count)
