"""The law as dated data: articles and numbers, each with its period, its source, and whether it could be verified."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from msgspec import Meta, Struct

from vendors.sources.faults import Fault, UnusableError
from vendors.sources.seedfile import read_csv
from vendors.tenders.route_texts import RouteTexts, read_route_texts

NumberKind = Literal[
    "public_call",
    "invitation_from",
    "invitation_suppliers",
    "invitation_days",
    "complaint_days",
    "complaint_working_days",
]


class Dated(Struct, frozen=True, kw_only=True):
    """What the law says from one day to another, both included; a side without a day has no known bound."""

    id: str
    regime: str
    source_title: str
    source_url: str
    checked_on: dt.date
    verified: bool
    effective_from: dt.date | None = None
    effective_to: dt.date | None = None


class Threshold(Dated, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A number of the law; without an amount it is unknown for its period, and the city is asked for it."""

    kind: NumberKind
    unit: Literal["dollars", "suppliers", "days"]
    article: str
    amount: Annotated[int, Meta(ge=1)] | None = None


class Article(Dated, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An article under one regime, and what it says in our words."""

    topic: str
    rule_fr: str
    rule_en: str
    article: str | None = None

    def rule(self, language: str) -> str:
        """What it says, in the reader's language."""
        return self.rule_en if language == "en" else self.rule_fr


class Law(Struct, frozen=True):
    """Everything that `seed/legal/` says of the way from a need to a contract."""

    thresholds: Sequence[Threshold]
    articles: Sequence[Article]
    texts: RouteTexts


Row = TypeVar("Row", bound=Dated)


def read_law(folder: Path) -> Law:
    """The law of a seed folder.

    Raises UnusableError when a row is wrong, two periods of one number overlap, or a reason cites no article there is.
    """
    thresholds = read_csv(folder / "thresholds.csv", Threshold)
    articles = read_csv(folder / "articles.csv", Article)
    texts = read_route_texts(folder / "routes.toml")
    topics = {one.topic for one in articles}
    uncited = [(one.id, topic) for one in [*texts.reasons.values(), *texts.warnings] for topic in one.topics]
    faults = [_fault("routes.toml", one, f"no article on {topic}") for one, topic in uncited if topic not in topics]
    faults += _overlaps(thresholds)
    if faults:
        raise UnusableError(faults)
    return Law(thresholds, articles, texts)


def threshold(law: Law, kind: NumberKind, on: dt.date) -> Threshold | None:
    """The number in force on a day: None when none is known of; its `amount` is None when only its period is known."""
    return next((one for one in in_force(law.thresholds, on) if one.kind == kind), None)


def amount(law: Law, kind: NumberKind, on: dt.date) -> int | None:
    """The same number alone; None when it is unknown."""
    found = threshold(law, kind, on)
    return found.amount if found else None


def articles_on(law: Law, topic: str, on: dt.date) -> list[Article]:
    """The articles on a topic that are in force on a day, or whose period is unknown."""
    return [one for one in in_force(law.articles, on) if one.topic == topic]


def in_force(rows: Sequence[Row], on: dt.date) -> list[Row]:
    """The rows whose period holds a day."""
    return [one for one in rows if (one.effective_from or on) <= on <= (one.effective_to or on)]


def _overlaps(rows: Sequence[Threshold]) -> list[Fault]:
    """Each pair of one kind whose periods meet: the law has one number a day; and each period that ends too early."""
    faults: list[Fault] = []
    for n, one in enumerate(rows):
        first, last = one.effective_from or dt.date.min, one.effective_to or dt.date.max
        if first > last:
            faults.append(_fault("thresholds.csv", one.id, "ends before it begins"))
        for other in rows[:n]:
            begins, ends = other.effective_from or dt.date.min, other.effective_to or dt.date.max
            if one.kind == other.kind and begins <= last and first <= ends:
                faults.append(_fault("thresholds.csv", one.id, f"in force at the same time as {other.id}"))
    return faults


def _fault(file: str, row: str, problem: str) -> Fault:
    fr, en = f"Corrigez {row} dans {file}\u00a0: {problem}.", f"Correct {row} in {file}: {problem}."
    return Fault("seed", f"{file}:{row}", fr, en)
