"""A city's own words: written, sent for validation, published or returned by a second person, withdrawn."""

from typing import Final

from litestar.exceptions import NotFoundException
from msgspec import Struct
from sqlmodel import Session, select

from municipal.cities.tables import Presentation
from municipal.traces.chain import By, Permit, now, record
from municipal.traces.drafts import drop_draft
from municipal.traces.versions import at_version, history, keep
from municipal.web.merge import Part, merge

KIND: Final = "presentation"
FIELDS: Final = ("text_fr", "text_en")


class Moved(Struct, frozen=True):
    """Somebody changed the text since the form was made: both sides, and the version that now stands."""

    state: str
    version: int
    parts: tuple[Part, ...] = ()


def save(
    session: Session, permit: Permit, city: str, texts: dict[str, str], *, version: int, submit: bool
) -> Moved | None:
    """Keep a city's text, and send it for validation when asked; Moved when somebody else changed it meanwhile."""
    permit("presentation.write")
    row = _row(session, city)
    state = row.state if row else "draft"
    stored = row.version if row else 0
    theirs = {name: str(getattr(row, name)) if row else "" for name in FIELDS}
    if stored != version:
        base = at_version(session, KIND, city, body=city, version=version)
        return Moved(state, stored, merge(base.values if base else dict.fromkeys(FIELDS, ""), theirs, texts))
    by = permit("presentation.submit" if submit else "presentation.write", phase=state)
    changed = texts != theirs
    if changed or submit:
        row = row or Presentation(city=city, author=by.person, saved_at="")
        _write(session, by, row, texts, submit=submit, changed=changed)
        if changed:
            record(session, by, "presentation.saved", KIND, city, body=city, version=row.version, after=texts)
        if submit:
            record(session, by, "presentation.submitted", KIND, city, body=city, version=row.version, after=texts)
    drop_draft(session, by.person, KIND, city)
    return None


def validate(session: Session, permit: Permit, city: str, *, version: int) -> Moved | None:
    """Publish the text that waits, as it was read; Moved when it is no longer that one."""
    row, by = _second_person(session, permit, "presentation.validate", city, version)
    if by is None:
        return Moved(row.state, row.version)
    row.state, row.returned_because = "published", ""
    row.published_fr, row.published_en = row.text_fr, row.text_en
    row.published_at, row.validated_by = now(), by.person
    _keep(session, by, row)
    after = {name: getattr(row, name) for name in FIELDS}
    record(session, by, "presentation.published", KIND, city, body=city, version=row.version, after=after)
    return None


def send_back(session: Session, permit: Permit, city: str, *, version: int, reason: str) -> Moved | None:
    """Return the text that waits, and say why."""
    row, by = _second_person(session, permit, "presentation.return", city, version)
    if by is None:
        return Moved(row.state, row.version)
    row.state, row.returned_because = "returned", reason
    _keep(session, by, row)
    record(session, by, "presentation.returned", KIND, city, body=city, version=row.version, reason=reason)
    return None


def withdraw(session: Session, permit: Permit, city: str, *, version: int) -> Moved | None:
    """Take what is published off the public page; what is being written stays."""
    permit("presentation.withdraw")
    row = _the_row(session, city)
    if row.version != version or not row.published_at:
        return Moved(row.state, row.version)
    by = permit("presentation.withdraw", phase=row.state)
    row.published_fr = row.published_en = ""
    row.published_at = row.validated_by = None
    row.state = "draft" if row.state == "published" else row.state
    _keep(session, by, row)
    record(session, by, "presentation.withdrawn", KIND, city, body=city, version=row.version)
    return None


def writers(session: Session, city: str) -> set[str]:
    """Who wrote or sent any of a city's text since it was last published: none of them may be its second person."""
    wrote: set[str] = set()
    for kept in history(session, KIND, city, body=city):
        if kept.values.get("state") == "published":
            break
        if kept.values.get("wrote"):
            wrote.add(kept.by)
    return wrote


def author_for(session: Session, city: str, author: str, person: str) -> str:
    """Who counts as author before a person: they themselves, when they had a part in it."""
    return person if person in writers(session, city) else author


def _second_person(
    session: Session, permit: Permit, action: str, city: str, version: int
) -> tuple[Presentation, By | None]:
    """The text that waits, and who acts on it; nobody when it is no longer the one that was read."""
    person = permit(action).person
    row = _the_row(session, city)
    if row.version != version:
        return row, None
    return row, permit(action, phase=row.state, author=author_for(session, city, row.author, person))


def _write(session: Session, by: By, row: Presentation, texts: dict[str, str], *, submit: bool, changed: bool) -> None:
    if changed:
        row.text_fr, row.text_en = texts["text_fr"], texts["text_en"]
        row.author, row.saved_at = by.person, now()
    row.state = "submitted" if submit else "draft"
    if submit:
        row.submitted_at, row.returned_because = now(), ""
    _keep(session, by, row, wrote=True)


def _keep(session: Session, by: By, row: Presentation, *, wrote: bool = False) -> None:
    session.add(row)
    session.flush()
    values = {name: getattr(row, name) for name in FIELDS} | {"state": row.state, "wrote": wrote}
    keep(session, by, KIND, row.city, body=row.city, version=row.version, values=values)


def _row(session: Session, city: str) -> Presentation | None:
    return session.exec(select(Presentation).where(Presentation.city == city)).first()


def _the_row(session: Session, city: str) -> Presentation:
    row = _row(session, city)
    if row is None:
        raise NotFoundException
    return row
