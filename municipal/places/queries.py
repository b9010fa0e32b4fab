"""Questions about places: a session in, Structs out."""

from math import log10

from msgspec import Struct
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from municipal.kept import kept
from municipal.places.names import Answer, Place, resolve
from municipal.places.tables import Mrc, Municipality, MunicipalityAlias, Region


class MunicipalityRow(Struct, frozen=True):
    """A municipality as its page shows it."""

    code: str
    name: str
    designation: str
    region: str
    mrc: str | None
    population: int
    population_year: int | None
    latitude: float | None
    longitude: float | None
    area_km2: float | None
    source: str
    note: str | None


@kept
def places(session: Session) -> list[Place]:
    """Every municipality by name, with the other names it goes by."""
    aliases: dict[str, list[str]] = {}
    for code, alias in session.exec(select(MunicipalityAlias.code, MunicipalityAlias.alias)):
        aliases.setdefault(code, []).append(alias)
    query = (
        columns(
            col(Municipality.code),
            col(Municipality.name),
            col(Municipality.designation),
            col(Mrc.name),
            col(Region.name),
            col(Municipality.population),
        )
        .join(Region, col(Region.code) == col(Municipality.region))
        .outerjoin(Mrc, col(Mrc.code) == col(Municipality.mrc))
        .order_by(col(Municipality.sort_key), col(Municipality.code))
    )
    return [Place(*row, aliases=tuple(aliases.get(row[0], ()))) for row in session.execute(query)]


def municipality(session: Session, code: str) -> MunicipalityRow | None:
    """A municipality by its five-digit code, or None."""
    query = (
        select(Municipality, col(Region.name), col(Mrc.name))
        .join(Region, col(Region.code) == Municipality.region)
        .outerjoin(Mrc, col(Mrc.code) == Municipality.mrc)
        .where(Municipality.code == code)
    )
    found = session.exec(query).first()
    if found is None:
        return None
    row, region, mrc = found
    return MunicipalityRow(
        code=row.code,
        name=row.name,
        designation=row.designation,
        region=region,
        mrc=mrc,
        population=row.population,
        population_year=row.population_year,
        latitude=row.latitude,
        longitude=row.longitude,
        area_km2=row.area_km2,
        source=row.source,
        note=row.note,
    )


def who(session: Session, given: str) -> Answer:
    """The municipality that a person means by a code or a name, or those to choose from."""
    return resolve(given, places(session))


def similar(session: Session, code: str, among: set[str], most: int = 5) -> list[Place]:
    """The municipalities nearest in population (on a logarithmic scale), among some; nearest first."""
    everyone = {place.code: place for place in places(session)}
    own = everyone.get(code)
    if own is None:
        return []
    others = [everyone[other] for other in among if other != code and other in everyone]
    return sorted(others, key=lambda place: (abs(log10(place.population + 1) - log10(own.population + 1)), place.code))[
        :most
    ]


class Seat(Struct, frozen=True):
    """A municipality as its own people know it: how it is called, the published address of its town hall, its MRC."""

    code: str
    label: str
    email: str | None
    mrc: str | None


def place(session: Session, code: str) -> Seat | None:
    """The seat of a municipality, or None."""
    label = next((one.label for one in places(session) if one.code == code), None)
    if label is None:
        return None
    query = select(Municipality.email, Municipality.mrc).where(Municipality.code == code)
    return Seat(code, label, *session.exec(query).one())


def mrc_name(session: Session, code: str) -> str | None:
    """The name of an MRC, or None."""
    return session.exec(select(Mrc.name).where(Mrc.code == code)).first()
