"""What was told in a field of a step, as it is read."""

import datetime as dt

from sqlmodel import Session

from municipal.indicators.queries import indicator
from municipal.projects.step_form import NO_INDICATOR, Field, the_forms
from municipal.web.format import date, money, number
from municipal.web.language import translator


def said(session: Session, field: Field, value: str, language: str) -> str:
    """What was told in a field, as it is read: the name of an answer or an indicator, a number, a day in words."""
    _ = translator(language)
    if field.kind == "choice":
        return the_forms().said(field.step, field.id, value, language) or value
    if field.kind == "indicator":
        found = indicator(session, value, language)
        return _("Sans indicateur") if value == NO_INDICATOR else found.name if found else value
    try:
        if field.kind == "number":
            return number(float(value), language)
        if field.kind == "money":
            return money(float(value), language)
        return date(dt.date.fromisoformat(value), language) if field.kind == "date" else value
    except ValueError:
        return value
