"""Questions about what a city says of itself: a session in, Structs out."""

from collections.abc import Iterable

from msgspec import Struct
from sqlmodel import Session, col, select

from municipal.cities.tables import Presentation


class TextRow(Struct, frozen=True):
    """A city's text as its own people see it: what is being written, and what is public."""

    state: str
    text_fr: str
    text_en: str
    author: str
    saved_at: str
    submitted_at: str | None
    returned_because: str
    published_fr: str
    published_en: str
    published_at: str | None
    version: int

    @property
    def texts(self) -> dict[str, str]:
        """The two texts by the names of their fields."""
        return {"text_fr": self.text_fr, "text_en": self.text_en}


class Published(Struct, frozen=True):
    """What a city says of itself in public; `language` is that of the text, which may be French alone."""

    text: str
    language: str
    at: str


def text_of(session: Session, city: str) -> TextRow | None:
    """A city's text, once there is one."""
    row = session.exec(select(Presentation).where(Presentation.city == city)).first()
    if row is None:
        return None
    return TextRow(**{name: getattr(row, name) for name in TextRow.__struct_fields__})


def published(session: Session, code: str, language: str) -> Published | None:
    """What a city has published, in a language; in French where it wrote no English."""
    query = select(Presentation.published_fr, Presentation.published_en, Presentation.published_at).where(
        Presentation.city == code, col(Presentation.published_at).is_not(None)
    )
    row = session.exec(query).first()
    if row is None:
        return None
    french, english, at = row
    chosen = (english, "en") if language == "en" and english else (french, "fr")
    return Published(*chosen, at or "")


def states(session: Session, cities: Iterable[str]) -> dict[str, str]:
    """The state of the texts of some cities, of those that have one."""
    wanted = list(cities)
    return dict(
        session.exec(select(Presentation.city, Presentation.state).where(col(Presentation.city).in_(wanted))).all()
    )
