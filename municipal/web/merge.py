"""Two people changed one thing: what both began from, theirs and mine, joined field by field."""

from collections.abc import Iterable, Mapping
from typing import Final

from msgspec import Struct

from municipal.web.form import said

THEIRS: Final = "theirs"
MINE: Final = "mine"
OWN: Final = "own"
# The fields by which the merge view says, of a field that both changed, what each wrote and which is chosen.
_CHOICE, _THEIRS, _MINE = "choice_", "theirs_", "mine_"


class Part(Struct, frozen=True):
    """One field; `base` is None when nobody knows any more what both began from."""

    name: str
    base: str | None
    theirs: str
    mine: str
    own: str = ""

    @property
    def conflict(self) -> bool:
        """Whether both sides changed it, each to something else."""
        return self.theirs != self.mine and self.base not in (self.theirs, self.mine)

    @property
    def value(self) -> str:
        """What stands there unless somebody chooses otherwise: the side that changed it; of two, mine."""
        return self.theirs if self.mine == self.base else self.mine

    @property
    def taken(self) -> str:
        """Whose change is taken without a question: `theirs`, `mine`, or nobody's."""
        if self.conflict or self.theirs == self.mine:
            return ""
        return THEIRS if self.mine == self.base else MINE


def merge(base: Mapping[str, str] | None, theirs: Mapping[str, str], mine: Mapping[str, str]) -> tuple[Part, ...]:
    """Each field of `mine`, with both sides: what one side alone changed is taken, what both changed is asked about."""
    return tuple(
        Part(name, None if base is None else base.get(name, ""), theirs.get(name, ""), value)
        for name, value in mine.items()
    )


def settled(raw: Mapping[str, list[str]], names: Iterable[str]) -> dict[str, list[str]]:
    """A form as it was sent, with what the merge view asked about put in place: theirs, mine, or a text of one's own.

    A form that comes from no merge view comes back as it is.
    """
    made = {name: values for name, values in raw.items() if not name.startswith((_CHOICE, _THEIRS, _MINE))}
    for name in names:
        if said(raw, _CHOICE + name) == THEIRS:
            made[name] = raw.get(_THEIRS + name, [])
        elif said(raw, _CHOICE + name) == MINE:
            made[name] = raw.get(_MINE + name, [])
    return made


def unsettled(raw: Mapping[str, list[str]], names: Iterable[str]) -> tuple[Part, ...]:
    """The parts to show again when something that the merge view asked about was not answered; none otherwise."""
    asked = [name for name in names if _MINE + name in raw or _THEIRS + name in raw]
    if all(said(raw, _CHOICE + name) in (THEIRS, MINE, OWN) for name in asked):
        return ()
    parts: list[Part] = []
    for name in names:
        value = said(raw, name)
        if name in asked:
            parts.append(Part(name, None, said(raw, _THEIRS + name), said(raw, _MINE + name), own=value))
        else:
            parts.append(Part(name, value, value, value))
    return tuple(parts)
