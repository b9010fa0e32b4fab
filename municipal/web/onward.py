"""Where to go once something is done: only ever within this site."""

import re
from typing import Final

_LONGEST: Final = 2000
# A path of ours begins with its language; a browser reads `\` as `/`, and drops tabs and line breaks.
_OURS: Final = re.compile(r"/(?:fr|en)/[^\\\x00-\x20\x7f]*")


def within(path: str | None) -> str:
    """The path when it is one of this site's pages; otherwise nothing."""
    if path and len(path) <= _LONGEST and _OURS.fullmatch(path) and "//" not in path.split("?", maxsplit=1)[0]:
        return path
    return ""
