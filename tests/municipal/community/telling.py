"""A case that a city published itself, as it is stored."""

from typing import Any

from municipal.cases.tables import CityCase
from municipal.db import write
from municipal.tenancy.guard import everything

TEXT: dict[str, Any] = {
    "title": "Un essai de la ville",
    "problem": "Le problème de la ville.",
    "done": "Ce que la ville a fait.",
    "domains": ["D:voirie"],
    "state": "stopped",
    "started": "2025-03",
    "not_worked": "Les alertes venaient trop tard.",
    "lessons": "Commencer plus petit.",
    "language": "fr",
    "visibility": "public",
}


def publish(city: str, identity: str, at: str, **more: Any) -> None:
    """Publish a case of a city, or publish it anew."""

    def work(session: Any) -> None:
        with everything("a test publishes a case"):
            row = session.get(CityCase, (city, identity))
            row = row or CityCase(city=city, id=identity, draft={}, author="somebody", saved_at=at)
            row.stage, row.published, row.published_at = "published", TEXT | more, at
            row.visibility = (TEXT | more)["visibility"]
            row.review_on = "2027-01-01"
            session.add(row)
            session.flush()

    write(work, public=True)


def withdraw(city: str, identity: str, at: str) -> None:
    """Take it off every public page."""

    def work(session: Any) -> None:
        with everything("a test withdraws a case"):
            row = session.get(CityCase, (city, identity))
            row.stage, row.published, row.published_at, row.withdrawn_because = "withdrawn", None, at, "Erreur."
            session.add(row)
            session.flush()

    write(work, public=True)
