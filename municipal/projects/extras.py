"""What each step adds to the plain page: the only module of the slice that names every one of them."""

from typing import Final

from municipal.projects.step_kit import Extra

EXTRA: Final[dict[str, Extra]] = {}
