"""What stands round a list whose rows are kept: drawn once for each state of all the rest, then only joined."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Final

from markupsafe import Markup

# Where the rows go; no text of ours or of anyone's can hold it.
SLOT: Final = Markup("\x00rows\x00")
_MOST: Final = 256
_shells: OrderedDict[Hashable, tuple[str, str]] = OrderedDict()


def wrapped(key: Hashable, rows: str, draw: Callable[[], str]) -> str:
    """The rows within their shell; `draw` makes the page with SLOT for rows, `key` holds all that it shows."""
    shell = _shells.get(key)
    if shell is None:
        before, _, after = draw().partition(SLOT)
        shell = _shells[key] = (before, after)
        if len(_shells) > _MOST:
            _shells.popitem(last=False)
    return "".join((shell[0], rows, shell[1]))
