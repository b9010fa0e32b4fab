"""What the registry answers otherwise since a list was fixed; the list itself never changes."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from municipal.projects.market import Market


class Since(Struct, frozen=True):
    """What the registry answers otherwise since a list was fixed: solutions that came, and that went."""

    came: list[tuple[str, str]]
    went: list[tuple[str, str]]


def since(frozen: Mapping[str, Any], shown: Market) -> Since:
    """What changed in the answer since a list was fixed; the list itself does not."""
    then = {row["solution"]: row["name"] for row in frozen["rows"]}
    now = {one.solution: one.name for one in shown.rows}
    came, went = [one for one in now if one not in then], [one for one in then if one not in now]
    return Since([(one, now[one]) for one in came], [(one, then[one]) for one in went])
