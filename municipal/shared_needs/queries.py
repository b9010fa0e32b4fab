"""Questions about shared needs: a session in, Structs out, in the reader's language."""

from msgspec import Struct
from sqlmodel import Session, col, func, select

from municipal.kept import kept
from municipal.needs import the_taxonomy
from municipal.places.names import Place
from municipal.places.queries import places
from municipal.shared_needs.identity import Understood
from municipal.shared_needs.tables import NeedMember, NeedMessage, SharedNeed
from municipal.thesaurus.queries import thesaurus
from vendors.needs.detect import Detected, detect
from vendors.needs.words import STOP_WORDS
from vendors.text import words as plain


class NeedRow(Struct, frozen=True):
    """A need that cities share; `words` first told it, `labels` name what was understood, `latest` is an instant."""

    id: str
    words: str
    language: str
    domains: list[str]
    capabilities: list[str]
    labels: list[str]
    cities: int
    latest: str


class Member(Struct, frozen=True):
    """A city that has a need too, with what it told of it; `version` is that of these details."""

    need: str
    city: str
    place: Place
    words: str
    volume: float | None
    unit: str
    wanted_in: str
    conditions: str
    joined_at: str
    version: int


class News(Struct, frozen=True):
    """What happened to a need since a moment: the names of the cities that joined, how many messages came."""

    cities: list[str]
    messages: int


class _Known(Struct, frozen=True):
    id: str
    words: str
    language: str
    domains: list[str]
    capabilities: list[str]
    opened_at: str
    members: list[Member]


def needs(session: Session, language: str, *, limit: int | None = None, domain: str = "", q: str = "") -> list[NeedRow]:
    """The needs that some city has, those of most cities first; of one domain, or that `q` tells."""
    asked = detect(q, thesaurus(session))
    wanted = set(plain(q)) - set(STOP_WORDS[asked.language])
    found = [
        _row(one, language)
        for one in _everything(session).values()
        if one.members and (not domain or domain in one.domains) and (not q.strip() or _tells(one, asked, wanted))
    ]
    found.sort(key=lambda row: row.id)
    found.sort(key=lambda row: row.latest, reverse=True)
    return sorted(found, key=lambda row: -row.cities)[:limit]


def need(session: Session, identity: str, language: str) -> NeedRow | None:
    """A need by its id, also once every city has left it."""
    one = _everything(session).get(identity)
    return _row(one, language) if one else None


def not_yet(told: Understood, words: str, language: str) -> NeedRow:
    """A need that no city has told yet, as it would be shown."""
    labels = _labels(told.domains, told.capabilities, language)
    return NeedRow(told.id, words, told.language, told.domains, told.capabilities, labels, 0, "")


def members(session: Session, identity: str) -> list[Member]:
    """The cities that have a need, by name."""
    one = _everything(session).get(identity)
    return one.members if one else []


def joined_by(session: Session, cities: set[str]) -> dict[str, list[Member]]:
    """The needs that some cities have, each with those cities; the needs of most of them first."""
    found = {
        identity: [member for member in one.members if member.city in cities]
        for identity, one in _everything(session).items()
    }
    return dict(sorted(((key, rows) for key, rows in found.items() if rows), key=lambda pair: (-len(pair[1]), pair[0])))


def wordings(session: Session, identity: str) -> list[str]:
    """The other words in which cities told the same need, each once, without saying whose they are."""
    one = _everything(session).get(identity)
    if one is None:
        return []
    own = plain(one.words)
    told = {" ".join(plain(member.words)): member.words for member in one.members if plain(member.words) != own}
    return sorted(told.values())


def since(session: Session, identity: str, moment: str) -> News:
    """What happened to a need after an instant, as stored."""
    joined = [member.place.label for member in members(session, identity) if member.joined_at > moment]
    count = select(func.count()).select_from(NeedMessage)
    query = count.where(NeedMessage.need == identity, NeedMessage.at > moment, col(NeedMessage.removed_at).is_(None))
    return News(joined, session.exec(query).one())


@kept
def _everything(session: Session) -> dict[str, _Known]:
    known = {place.code: place for place in places(session)}
    fields = [name for name in _Known.__struct_fields__ if name != "members"]
    rows = {
        row.id: _Known(members=[], **{name: getattr(row, name) for name in fields})
        for row in session.exec(select(SharedNeed))
    }
    for one in session.exec(select(NeedMember).order_by(col(NeedMember.city))):
        if one.need in rows and one.city in known:
            values = {name: getattr(one, name) for name in Member.__struct_fields__ if name != "place"}
            rows[one.need].members.append(Member(place=known[one.city], **values))
    for one in rows.values():
        one.members.sort(key=lambda member: (" ".join(plain(member.place.name)), member.city))
    return rows


def _row(one: _Known, language: str) -> NeedRow:
    latest = max((member.joined_at for member in one.members), default=one.opened_at)
    labels = _labels(one.domains, one.capabilities, language)
    return NeedRow(one.id, one.words, one.language, one.domains, one.capabilities, labels, len(one.members), latest)


def _labels(domains: list[str], capabilities: list[str], language: str) -> list[str]:
    taxonomy = the_taxonomy()
    return [taxonomy.label(node, language) for node in (*domains, *capabilities) if node in taxonomy.nodes]


def _tells(one: _Known, asked: Detected, wanted: set[str]) -> bool:
    """Whether a need is of a domain that was asked for, or some wording of it holds every word that was."""
    if set(asked.domains) & set(one.domains):
        return True
    texts = [one.words, *(member.words for member in one.members)]
    return bool(wanted) and any(wanted <= set(plain(text)) for text in texts)
