"""The pieces that every document of a project is told in: answers, blanks to complete, articles and their sources."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from municipal.documents.document import Bullets, Paragraph, Part
from municipal.project_documents.dossier import Dossier, day
from municipal.project_documents.wording import field_of
from municipal.web.language import translator
from vendors.sources.table import NO_TEXT
from vendors.tenders.questions import Question
from vendors.tenders.regime import Article

# An answer that may run over several lines stands under its label.
_LONG: Final = "area"
_SPACES: Final = re.compile(r"[ \t\r\n]+")
# Rows that hold under both acts name each article with its own.
_BOTH: Final = "LCV et CM"


def complete(dossier: Dossier, what: str) -> str:
    """The line that stands where something is missing."""
    return translator(dossier.language)("À compléter\u00a0: {what}").format(what=what)


def lacking(dossier: Dossier, parts: Iterable[Part]) -> int:
    """How many lines of a document are to be completed."""
    begins = complete(dossier, "")
    return sum(isinstance(part, Paragraph) and part.text.startswith(begins) for part in parts)


def answer(dossier: Dossier, path: str) -> list[Part]:
    """An answer of the project with its label; without one, a line to complete."""
    field = field_of(path)
    if field is None:
        return []
    label = field.text("label", dossier.language)
    told = dossier.told(path)
    if not told:
        return [Paragraph(complete(dossier, within(label)))]
    if field.kind == _LONG:
        return [Paragraph(label, strong=True), *lines(told)]
    return [Paragraph(said(dossier, label, told))]


def said(dossier: Dossier, label: str, told: str) -> str:
    """A label and what it holds, on one line; a label that asks needs no colon."""
    # Not split(): a no-break space within a number or a name stays one.
    text = _SPACES.sub(" ", clean(told)).strip()
    if label.endswith("?"):
        return f"{label} {text}"
    return translator(dossier.language)("{label}\u00a0: {value}").format(label=label, value=text)


def lines(text: str) -> list[Part]:
    """What somebody wrote, a paragraph a line."""
    return [Paragraph(line.strip()) for line in clean(text).splitlines() if line.strip()]


def clean(text: str) -> str:
    """A text without what no document may hold."""
    return NO_TEXT.sub("", text)


def within(text: str) -> str:
    """A name as it stands within a sentence."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] in ("’", " ") else text


def article_name(regime: str, article: str) -> str:
    """An article as it is named; one that names its own regimes needs no other."""
    if not article[:1].isdigit():
        return article if regime in ("", _BOTH) and article else f"{regime} {article}".strip()
    return f"{regime}, a. {article}"


def source_of(question: Question, language: str) -> str:
    """Where a question comes from, the day it was checked, and whether it could be."""
    _ = translator(language)
    where = f"{question.source_title} ({question.source_url})" if question.source_url else question.source_title
    return told_source(where, question.checked_on.isoformat(), language, verified=question.verified)


def told_source(where: str, checked: str, language: str, *, verified: bool) -> str:
    """A source with the day it was checked, and whether it could be."""
    _ = translator(language)
    text = _("{where}, vérifié le {day}.") if verified else _("{where}, lu le {day}; non vérifié.")
    return text.format(where=where, day=day(checked, language))


def rules(rows: Iterable[Article], language: str) -> list[str]:
    """Articles of the law: what each says in our words, its source, the day it was checked."""
    return [_rule(row, language) for row in rows]


def cited_rules(rows: Iterable[Mapping[str, Any]], language: str) -> list[str]:
    """The same, of articles as they were fixed with the route."""
    found = [
        _told_rule(
            article_name(str(one["regime"]), str(one["article"])),
            str(one.get(f"rule_{language}", "")),
            told_source(
                f"{one['source_title']} ({one['source_url']})",
                str(one["checked_on"]),
                language,
                verified=bool(one["verified"]),
            ),
        )
        for one in rows
    ]
    return list(dict.fromkeys(found))


def listed(items: Iterable[str]) -> list[Part]:
    """A list, where it has something."""
    kept = list(items)
    return [Bullets(kept)] if kept else []


def _rule(row: Article, language: str) -> str:
    name = article_name(row.regime, row.article or "")
    where = f"{row.source_title} ({row.source_url})"
    source = told_source(where, row.checked_on.isoformat(), language, verified=row.verified)
    return _told_rule(name, row.rule(language), source)


def _told_rule(name: str, rule: str, source: str) -> str:
    return " ".join(one for one in (f"{name}.", rule, source) if one)
