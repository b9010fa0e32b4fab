"""The cases from which a comparison may learn: a solution, a city, an indicator, and since when."""

from msgspec import Struct
from sqlmodel import Session

from municipal.cases.anonymity import disguised
from municipal.cases.case_form import case_form
from municipal.cases.city_row import called
from municipal.cases.shelf import seeds, shelf


class MeasuredCase(Struct, frozen=True):
    """A case whose readings may be looked at; `shown` is the name to print, which hides an anonymous city.

    The readings of an anonymous city count, but what could tell it apart (its raw values, a link) is not shown.
    """

    id: str
    city: str
    shown: str
    solution: str
    indicator: str
    started: str
    ended: str | None
    control: str | None
    state: str
    anonymous: bool


def measured_cases(session: Session, language: str, *, demo: bool) -> list[MeasuredCase]:
    """The demonstration's cases and those that cities published, with a solution, an indicator and a beginning.

    What only municipalities may read does not count, nor what was withdrawn, nor an idea: nothing has begun.
    """
    here = shelf(session)
    told = [
        MeasuredCase(
            one.id,
            one.municipality,
            called(one.municipality, here.everyone),
            one.solution,
            one.indicator,
            one.started,
            None,
            one.control,
            one.state,
            anonymous=False,
        )
        # What public sources document in the real world is never pooled.
        for one in (seeds(demo=True) if demo else [])
        if one.municipality and one.solution and one.indicator and one.started and one.state != "idea"
    ]
    for one in here.published:
        text = one.text
        if text.visibility == "municipalities" or text.state == "idea" or not (text.solution and text.indicator):
            continue
        hidden = text.visibility == "anonymous"
        name = disguised(one.city, here.everyone, case_form(), language).name if hidden else None
        told.append(
            MeasuredCase(
                one.id,
                one.city,
                name or called(one.city, here.everyone),
                text.solution,
                text.indicator,
                text.started,
                text.ended,
                text.control,
                text.state,
                anonymous=hidden,
            )
        )
    return told
