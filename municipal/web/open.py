"""What a route says of itself when it is everybody’s; any other names the action that the table of rules permits."""

from typing import Any, Final

OPEN: Final[dict[str, Any]] = {"action": "public.read"}
OPEN_TO_CHECKS: Final[dict[str, Any]] = {"action": "public.check"}
OPEN_TO_REPORTS: Final[dict[str, Any]] = {"action": "public.report"}
