"""How deep lists and objects nest in JSON that comes piece by piece, and where one of them ends."""

import re
from itertools import accumulate
from typing import Final

DEEPEST: Final = 64
_MARKS: Final = b'"[]{}'
_OTHERS: Final = bytes(set(range(256)) - set(_MARKS))
_ESCAPED: Final = re.compile(rb"\\.", re.DOTALL)
_STEPS: Final = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}
_TOKEN: Final = re.compile(rb'"(?:[^"\\]++|\\.)*+"?|[\[\]{}]', re.DOTALL)


class Nesting:
    """The depth at which the pieces followed so far end, and whether they end within a text."""

    def __init__(self, depth: int = 0) -> None:
        self.depth = depth
        self.in_text = False
        self._held = b""

    def follow(self, piece: bytes) -> tuple[int, int]:
        """Go through a piece: no more than its lowest depth and no less than its highest one.

        The highest one is exact wherever it is beyond DEEPEST.
        """
        text = _ESCAPED.sub(b"", self._held + piece)
        # An escape that this piece begins is ended by the next one.
        self._held = b"\\" if text.endswith(b"\\") else b""
        marks = (b'"' if self.in_text else b"") + text.translate(None, _OTHERS)
        quotes, last = marks.count(b'"'), len(marks) - len(marks.rstrip(b'"'))
        self.in_text = quotes % 2 == 1
        if marks.count(b'""') * 2 == quotes - last % 2:
            # Quotes stand by twos everywhere, save one that the end cut off: no text holds a bracket.
            marks = marks.translate(None, b'"')
        else:
            marks = b"".join(marks.split(b'"')[::2])
        return self._reach(marks)

    def _reach(self, marks: bytes) -> tuple[int, int]:
        start, bare, rounds = self.depth, marks, 1
        # Each round takes away pairs with nothing between them: at most two levels.
        while rounds * 2 < DEEPEST and len(shorter := bare.replace(b"{}", b"").replace(b"[]", b"")) < len(bare):
            bare, rounds = shorter, rounds + 1
        opened = bare.count(b"[") + bare.count(b"{")
        closed = len(bare) - opened
        self.depth += opened - closed
        highest = start + opened + rounds * 2
        if highest > DEEPEST:
            highest = max(accumulate(map(_STEPS.__getitem__, marks), initial=start))
        return start - closed, highest


def last_object(piece: bytes, nesting: Nesting, level: int) -> int:
    """Where the last object ends that lies in a list of this level; 0 when none does in this piece.

    `nesting` is as it was left by this piece. A level counts the lists and objects around what lies in it.
    """
    depth, in_text, end = nesting.depth, nesting.in_text, len(piece)
    while (at := piece.rfind(b"}", 0, end)) >= 0:
        marks = _ESCAPED.sub(b"", piece[at + 1 : end]).translate(None, _OTHERS)
        in_text = in_text != (marks.count(b'"') % 2 == 1)
        for outside in marks.split(b'"')[in_text::2]:
            depth -= sum(map(_STEPS.__getitem__, outside))
        if not in_text:
            if depth == level:
                return at + 1
            depth += 1
        end = at
    return 0


def end_of_list(text: bytes) -> int | None:
    """Where the list ends in which a text begins: the place of its bracket; None when it does not end."""
    depth = 0
    for token in _TOKEN.finditer(text):
        depth += _STEPS.get(token[0][0], 0)
        if depth < 0:
            return token.start()
    return None
