"""The number of a request: what a trace, a line of the log and an error page have in common."""

from secrets import token_hex
from typing import Any, Final

_SLOT: Final = "repere.request"


def request_id(request: Any) -> str:  # noqa: ANN401 - a request, whatever its state
    """Its number, given when it is first asked for: most requests never need one."""
    return request.scope.setdefault(_SLOT, token_hex(6))
