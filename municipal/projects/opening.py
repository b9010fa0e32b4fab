"""A project begun from a need: its words, the indicator that should move, and that indicator’s latest reading."""

from sqlmodel import Session

from municipal.cities.desk import permit
from municipal.indicators.queries import for_need, tracked_by
from municipal.projects.step_form import NO_INDICATOR, the_forms
from municipal.projects.writing import open_project, save_step
from municipal.thesaurus.queries import thesaurus
from municipal.web.page import Asked
from vendors.needs.detect import detect

_MOST = 20


def begin(request: Asked, session: Session, city: str, *, words: str, indicator: str, language: str) -> str:
    """Open a project and keep what its need already tells; its id comes back."""
    allowed = permit(request, city)
    by = allowed("project.write")
    project = open_project(session, by, city, title=words[:1].upper() + words[1:], words=words, language=language)
    told = dict.fromkeys((one.id for one in the_forms().fields["need"]), "") | {"words": words, "indicator": indicator}
    told |= baseline(session, city, indicator, language)
    save_step(session, allowed, city, project, "need", told, version=0, done=False)
    return project


def baseline(session: Session, city: str, indicator: str, language: str) -> dict[str, str]:
    """The latest reading of an indicator in a city, as the need tells it; nothing where there is none."""
    row = next((one for one in tracked_by(session, city, language) if one.indicator == indicator), None)
    if row is None or row.latest is None:
        return {}
    return {"baseline": f"{row.latest:.15g}", "baseline_on": row.latest_period or ""}


def followed(session: Session, city: str, spoken: str, words: str = "") -> list[tuple[str, str]]:
    """The indicators that a city follows, with their names; those of the need that words tell come first."""
    rows = [(one.indicator, one.name) for one in tracked_by(session, city, spoken)]
    told = detect(words, thesaurus(session), None)
    near = [one for one, _ in for_need(session, told.domains, told.stems, told.language, spoken=spoken, most=_MOST)]
    known = dict(rows)
    first = [one for one in near if one in known]
    return [(one, known[one]) for one in first] + [row for row in rows if row[0] not in first]


def may_be(session: Session, city: str, indicator: str) -> bool:
    """Whether a project of a city may be judged by an indicator: one that it follows, or none at all."""
    return indicator == NO_INDICATOR or indicator in {one.indicator for one in tracked_by(session, city, "fr")}
