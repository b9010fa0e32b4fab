"""The thesaurus in use: that of `seed/taxonomy` with the words accepted since; every search reads needs by it."""

from typing import Final, Literal

from msgspec import Struct
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from municipal.db import current, reading
from municipal.kept import kept
from municipal.needs import the_taxonomy
from municipal.thesaurus.tables import ThesaurusTerm
from vendors.needs.extending import extended
from vendors.needs.taxonomy import Taxonomy, TermSeed, kind

WAITING: Final = "waiting"
ACCEPTED: Final = "accepted"
REFUSED: Final = "refused"
# Taken out again: one that waited, or one that was accepted.
WITHDRAWN: Final = "withdrawn"
# How many of those that have their answer are shown.
_LATEST: Final = 50

File = Literal["domains.csv", "capabilities.csv"]
_FILES: Final[dict[str, File]] = {"domain": "domains.csv", "capability": "capabilities.csv"}


# The last thesaurus that was made, with the one of the seed and the words that it is made of.
_joined: list[tuple[Taxonomy, tuple[TermSeed, ...], Taxonomy]] = []


class TermRow(Struct, frozen=True):
    """A word that somebody proposed, and what was answered; `need` is the weak need that it comes from."""

    id: str
    node: str
    file: File
    lang: Literal["fr", "en"]
    term: str
    need: str
    reason: str
    state: str
    person: str
    at: str
    second: str | None
    second_at: str | None
    second_reason: str
    version: int

    @property
    def seed(self) -> TermSeed:
        """The row of the thesaurus that it is, or would be."""
        return TermSeed(self.node, self.lang, self.term)


@kept
def thesaurus(session: Session) -> Taxonomy:
    """The thesaurus in use, kept until a word is accepted or taken back."""
    return joined(tuple(row.seed for row in accepted(session)))


def in_use() -> Taxonomy:
    """The thesaurus in use, where no session is at hand; before any database is open, that of the seed."""
    try:
        current()
    except IndexError:
        return the_taxonomy()
    # A session takes a connection only when the words have changed.
    with reading() as session:
        return thesaurus(session)


def joined(words: tuple[TermSeed, ...]) -> Taxonomy:
    """The thesaurus of the seed with these words; the very same one until they change."""
    base = the_taxonomy()
    if not _joined or _joined[0][0] is not base or _joined[0][1] != words:
        _joined[:] = [(base, words, extended(base, words))]
    return _joined[0][2]


def file_of(node: str) -> File:
    """The file of `seed/taxonomy` in which the words of a node stand."""
    return _FILES[kind(node)]


def accepted(session: Session) -> list[TermRow]:
    """The words in use that the seed had not, in the order in which they were accepted."""
    query = select(ThesaurusTerm).where(ThesaurusTerm.state == ACCEPTED)
    return [_row(one) for one in session.exec(query.order_by(col(ThesaurusTerm.second_at), ThesaurusTerm.id))]


def waiting(session: Session) -> list[TermRow]:
    """The words that wait for a second person, the oldest first."""
    query = select(ThesaurusTerm).where(ThesaurusTerm.state == WAITING)
    return [_row(one) for one in session.exec(query.order_by(ThesaurusTerm.at, ThesaurusTerm.id))]


def words_since(session: Session, since: str) -> list[tuple[str, str | None]]:
    """When each word proposed since an instant was, and when a second person answered; one that never waited is out."""
    at, second_at = col(ThesaurusTerm.at), col(ThesaurusTerm.second_at)
    query = columns(at, second_at).where(at >= since, (col(ThesaurusTerm.state) == WAITING) | second_at.is_not(None))
    return [(began, ended) for began, ended in session.execute(query)]


def closed(session: Session) -> list[TermRow]:
    """The latest words that were refused or taken back, the last first."""
    query = select(ThesaurusTerm).where(col(ThesaurusTerm.state).in_((REFUSED, WITHDRAWN)))
    order = query.order_by(col(ThesaurusTerm.second_at).desc(), ThesaurusTerm.id).limit(_LATEST)
    return [_row(one) for one in session.exec(order)]


def _row(one: ThesaurusTerm) -> TermRow:
    return TermRow(**{name: getattr(one, name) for name in TermRow.__struct_fields__})


def term(session: Session, identity: str) -> TermRow | None:
    """A word by its id, whatever was answered."""
    one = session.exec(select(ThesaurusTerm).where(ThesaurusTerm.id == identity)).first()
    return _row(one) if one else None
