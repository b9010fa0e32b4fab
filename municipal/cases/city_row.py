"""A case that a city tells itself, as a row of the library; nothing of an anonymous one tells which city."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from municipal.cases.anonymity import disguised
from municipal.cases.case_form import case_form
from municipal.cases.effect import Derived
from municipal.cases.rows import CaseRow, Reply, Told, size_of
from municipal.cases.text import CaseText
from municipal.places.names import Place
from municipal.web.language import translator

# How many letters of a beginning name its year.
_YEAR: Final = 4


class Published(Struct, frozen=True):
    """What a city published of a case, with what follows from its readings."""

    id: str
    city: str
    text: CaseText
    basis: Derived
    published_at: str
    review_on: str
    reply: Reply | None = None


def city_row(one: Published, everyone: Sequence[Place], dimensions: Mapping[str, str], language: str) -> CaseRow:
    """A case that a city published, in the words of the reader's language where they are ours."""
    _ = translator(language)
    text = one.text
    hidden = text.visibility == "anonymous"
    place = next((place for place in everyone if place.code == one.city), None)
    mask = disguised(one.city, everyone, case_form(), language)
    population = place.population if place else None
    return CaseRow(
        id=one.id,
        kind="city",
        city=mask.name if hidden else called(one.city, everyone),
        municipality=None if hidden else one.city,
        country="Québec",
        where="quebec",
        population=None if hidden else population,
        size=size_of(population) if mask.sized or not hidden else "unknown",
        title=text.title,
        problem=text.problem,
        done=text.done,
        domains=list(text.domains),
        capabilities=list(text.capabilities),
        vendor=text.supplier or None,
        solution=text.solution,
        started=text.started[:_YEAR] if hidden else text.started,
        state=text.state,
        effect=one.basis.effect,
        measured=text.measured or None,
        not_worked=text.not_worked,
        lessons=text.lessons,
        stopped_because=text.stopped_because,
        # Readings are public: with the indicator, anyone could look for the city whose curve moved so.
        indicator=None if hidden else text.indicator,
        source_title=_("Raconté par une ville, validé par une seconde personne")
        if hidden
        else _("Raconté par la ville, validé par une seconde personne"),
        source_url=None,
        source_date=one.published_at[:10],
        read_on=dt.date.fromisoformat(one.published_at[:10]),
        note=None,
        region=mask.region if hidden else place.region if place else None,
        dimension=dimensions.get(text.indicator) if text.indicator and not hidden else None,
        told=Told(
            spoken=text.language,
            visibility=text.visibility,
            control=None if hidden else text.control,
            ended=text.ended[:_YEAR] if hidden and text.ended else text.ended,
            would_do_again=text.would_do_again,
            data_needed=text.data_needed,
            staff_hours=text.staff_hours,
            cost_range=text.cost_range,
            prerequisites=text.prerequisites,
            framed_by=text.framed_by,
            owned_by=text.owned_by,
            data_access_by=text.data_access_by,
            # An address would give the city away.
            documents=() if hidden else text.documents,
            basis=Derived(one.basis.effect, "hidden") if hidden else one.basis,
            published_at=one.published_at,
            review_on=one.review_on,
            reply=one.reply,
        ),
    )


def called(code: str, everyone: Sequence[Place]) -> str:
    """The name of a city, with its designation when another one bears it too."""
    own = next((place for place in everyone if place.code == code), None)
    if own is None:
        return code
    twins = sum(place.name == own.name for place in everyone)
    return f"{own.name} ({own.designation})" if twins > 1 else own.name
