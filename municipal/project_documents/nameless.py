"""In a public call no supplier stands in what is published: names of the registry are taken out, and it is said."""

import re
from collections.abc import Callable, Sequence
from typing import Final

import msgspec
from sqlmodel import Session

from municipal.documents.document import Bullets, Document, Heading, Paragraph, Part, Table
from municipal.kept import kept
from municipal.projects.grid_names import named_in
from municipal.projects.naming import named
from municipal.web.language import translator

_MOST_SEEN: Final = 5_000


def names_in(session: Session, document: Document) -> list[str]:
    """The words of a document that name a supplier or a solution of the registry, as they stand there."""
    seen = _seen(session)
    if len(seen) > _MOST_SEEN:
        seen.clear()
    found: list[str] = []
    for text in (document.title, *_texts(document.parts)):
        known = seen.get(text)
        if known is None:
            known = seen[text] = [one for one in named(session, text) if named_in(session, one)]
        found += known
    return list(dict.fromkeys(found))


@kept
def _seen(_session: Session) -> dict[str, list[str]]:
    """What was found in texts that were read already: most of a document is the same for every project."""
    return {}


def without_names(session: Session, document: Document) -> Document:
    """The document without these names; where there were some, its notice says so."""
    found = names_in(session, document)
    if not found:
        return document
    _ = translator(document.language)
    longest = sorted(found, key=len, reverse=True)
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)")
    gone = _("[nom retiré]")

    def clean(text: str) -> str:
        return pattern.sub(gone, text)

    told = _("Un nom de fournisseur a été retiré\u00a0: un appel public n’en nomme aucun. Reformulez la réponse.")
    return msgspec.structs.replace(
        document,
        title=clean(document.title),
        parts=[_clean(part, clean) for part in document.parts],
        notice=f"{document.notice} {told}".strip(),
    )


def _texts(parts: Sequence[Part]) -> list[str]:
    found: list[str] = []
    for part in parts:
        match part:
            case Heading() | Paragraph():
                found.append(part.text)
            case Bullets():
                found += part.items
            case Table():
                found += [part.caption, *part.header]
                found += [cell for row in part.rows for cell in row if isinstance(cell, str)]
            case _:
                pass
    return found


def _clean(part: Part, clean: Callable[[str], str]) -> Part:
    match part:
        case Heading() | Paragraph():
            return msgspec.structs.replace(part, text=clean(part.text))
        case Bullets():
            return Bullets([clean(one) for one in part.items])
        case Table():
            rows = [[clean(cell) if isinstance(cell, str) else cell for cell in row] for row in part.rows]
            return Table(clean(part.caption), [clean(one) for one in part.header], rows)
        case _:
            return part
