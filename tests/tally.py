"""What the browser looked at during a run, for its last line, by however many processes."""

from typing import Any

import pytest


class Tally:
    """What the whole run looked at, for its last line."""

    def __init__(self) -> None:
        self.pages: set[str] = set()
        self.views: set[tuple[object, ...]] = set()
        self.violations = 0
        self.without_axe = 0
        self.absent = 0
        # Views that other processes of the same run looked at.
        self.elsewhere = 0

    @property
    def looked(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.pages or self.violations or self.absent)

    def told(self) -> dict[str, object]:
        """What one process of a run tells the one that began it."""
        counts = {"violations": self.violations, "without_axe": self.without_axe, "absent": self.absent}
        return counts | {"pages": sorted(self.pages), "views": len(self.views)}

    def add(self, told: dict[str, Any]) -> None:
        """Add what another process of the run looked at."""
        self.pages |= set(told["pages"])
        self.violations += told["violations"]
        self.without_axe += told["without_axe"]
        self.absent += told["absent"]
        self.elsewhere += told["views"]

    def sentence(self) -> str:
        """« accessibilité : 48 pages vérifiées, 0 violation »."""
        if self.absent:
            return f"accessibilité\u00a0: 0 page vérifiée, navigateur absent, {self.absent} vérifications NON faites"
        pages, violations, views = len(self.pages), self.violations, len(self.views) + self.elsewhere
        return (
            f"accessibilité\u00a0: {pages} page{'s' * (pages > 1)} vérifiée{'s' * (pages > 1)}, "
            f"{violations} violation{'s' * (violations > 1)} "
            f"({views} vues; sans JavaScript axe ne tourne pas\u00a0: {self.without_axe} passages)"
        )


KEPT = pytest.StashKey[Tally]()


def tally(config: pytest.Config) -> Tally:
    """The tally of this process."""
    return config.stash.setdefault(KEPT, Tally())
