"""What the law cannot hold: two numbers for one day, one article twice, a reason that no article carries any more."""

import datetime as dt
from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from municipal.law.dated import ARTICLES, THRESHOLDS, Cells, File, read_row
from municipal.legal import the_routes
from vendors.tenders.regime import Article, Dated, Threshold


class Clash(Struct, frozen=True):
    """What stands against a row: an `id` of the other file, a `period` that meets another’s, a `topic` left bare."""

    kind: Literal["id", "period", "topic"]
    other: str
    begins: str = ""
    ends: str = ""


def clashes(rows: Mapping[File, list[Cells]], file: File, row: Cells) -> list[Clash]:
    """All that stands against a row, in the place of the one that has its id or beside the others."""
    identity = row["id"]
    other_file: File = ARTICLES if file == THRESHOLDS else THRESHOLDS
    found = [Clash("id", identity) for one in rows[other_file] if one["id"] == identity]
    beside = [one for one in rows[file] if one["id"] != identity]
    if file == THRESHOLDS:
        mine = read_row(row, Threshold)
        return found + [_period(one) for one in (read_row(cells, Threshold) for cells in beside) if _meet(mine, one)]
    article = read_row(row, Article)
    others = [read_row(cells, Article) for cells in beside]
    found += [_period(one) for one in others if _meet(article, one)]
    topics = {one.topic for one in [*others, article]}
    return found + [Clash("topic", topic) for topic in sorted(cited_topics() - topics)]


def cited_topics() -> set[str]:
    """The topics that a reason or a warning of a route cites: each needs an article."""
    return {topic for one in [*the_routes().reasons.values(), *the_routes().warnings] for topic in one.topics}


def _meet(one: Dated, other: Dated) -> bool:
    """Whether two rows say the same thing for one day."""
    return _about(one) == _about(other) and (
        (one.effective_from or dt.date.min) <= (other.effective_to or dt.date.max)
        and (other.effective_from or dt.date.min) <= (one.effective_to or dt.date.max)
    )


def _about(row: Dated) -> tuple[str, ...]:
    """What a row speaks of: of numbers there is one a day, of an article one under each topic and regime."""
    if isinstance(row, Article):
        return (row.topic, row.regime, row.article or "")
    return (row.kind,) if isinstance(row, Threshold) else (row.id,)


def _period(row: Dated) -> Clash:
    begins, ends = row.effective_from, row.effective_to
    return Clash("period", row.id, begins.isoformat() if begins else "", ends.isoformat() if ends else "")
