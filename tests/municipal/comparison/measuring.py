"""What the tests of the comparison share: cities that follow an indicator, measure it, and tried something."""

from sqlmodel import select

from municipal.cases.measured import MeasuredCase
from municipal.comparison import answer as module
from municipal.indicators.tables import Reading, Tracked

INDICATOR = "permis-delai-jours"
NEED = "délai des permis"
CITY = "00004"


def follow(session, city, indicator=INDICATOR, *, since=2015, worst=40.0, target=12.0):
    """A city follows an indicator."""
    names = {"since": since, "source_fr": "Registre", "source_en": "Register", "worst": worst, "target": target}
    row = session.get(Tracked, (city, indicator)) or Tracked(city=city, indicator=indicator, **names)
    for name, value in names.items():
        setattr(row, name, value)
    session.add(row)
    session.flush()


def read(session, city, values, indicator=INDICATOR, *, counted=None, changed=()):
    """What a city measured, by period; all that it had measured before is gone."""
    for row in session.exec(select(Reading).where(Reading.city == city, Reading.indicator == indicator)):
        session.delete(row)
    session.flush()
    for period, value in values.items():
        session.add(
            Reading(
                city=city,
                indicator=indicator,
                period=period,
                value=value,
                counted=(counted or {}).get(period),
                method_changed=period in changed,
                source_fr="Registre",
                source_en="Register",
            )
        )


def case(city="00005", solution="A", started="2023", control=None, **more):
    """A case that may be measured."""
    told = {"id": f"cas-{city}-{solution}", "shown": f"Ville {city}", "indicator": INDICATOR, "state": "in_use"}
    return MeasuredCase(
        **{"city": city, "solution": solution, "started": started, "control": control, "ended": None} | told | more
    )


def only(monkeypatch, *cases):
    """The world has these cases and no other."""
    monkeypatch.setattr(module, "measured_cases", lambda *_asked, **_world: list(cases))
