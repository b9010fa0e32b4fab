"""What changed between what a search gave and what it gives now: pure, so that what was told is not told again."""

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from municipal.watched import Seen, Watched

Kind = Literal["new", "gone", "left", "dereferenced", "status", "contested", "case", "uncased", "published"]
# What a mark that is there now and was not tells, and one that was there and is not.
_COME: dict[str, Kind] = {"contests": "contested", "cases": "case", "published": "published"}
_LEFT: dict[str, Kind] = {"cases": "uncased"}


class Change(Struct, frozen=True):
    """One thing that is no longer as it was: an item `gone` from the list may still exist, one that `left` does not."""

    kind: Kind
    id: str
    title: str
    path: str = ""
    count: int = 1


def changes(before: Seen, items: Iterable[Watched]) -> list[Change]:
    """What to tell: what came, in the order of the list and with what changed of each item, then what left."""
    now = list(items)
    here = {one.id for one in now}
    found = [change for one in now for change in _of(before.get(one.id), one)]
    left = [Change("gone", one, told["title"][0]) for one, told in before.items() if one not in here]
    return [*found, *sorted(left, key=lambda one: (one.title, one.id))]


def _of(before: dict[str, list[str]] | None, one: Watched) -> list[Change]:
    if before is None:
        return [Change("new", one.id, one.title, one.path)]
    found: list[Change] = []
    status = one.marks.get("status", [])
    if status != before.get("status", status):
        found.append(_change("dereferenced" if "dereferenced" in status else "status", one))
    for name, kind in _COME.items():
        if count := len(set(one.marks.get(name, [])) - set(before.get(name, []))):
            found.append(_change(kind, one, count))
    for name, kind in _LEFT.items():
        if count := len(set(before.get(name, [])) - set(one.marks.get(name, []))):
            found.append(_change(kind, one, count))
    return found


def _change(kind: Kind, one: Watched, count: int = 1) -> Change:
    return Change(kind, one.id, one.title, one.path, count)
