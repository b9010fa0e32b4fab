"""What comes in from the page of a city’s readings."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from municipal.cities.forms import Measure
from municipal.indicators.observations import LONGEST
from municipal.indicators.readings import MOST_COUNTED, SOURCE
from municipal.web.form import Id, Input, Once, Received, Version

Period = Annotated[str, Meta(max_length=10)]
Stamp = Annotated[str, Meta(max_length=64)]
# What a page takes back of a file, between its preview and the consent.
MOST_KEPT = 600_000


class ReadingsQuery(Received, frozen=True):
    """The indicator whose readings one looks at, and the one that one changes."""

    indicator: Id = ""
    period: Period = ""


class TemplateQuery(Struct, frozen=True):
    """As which file."""

    format: Literal["csv", "xlsx"] = "xlsx"


class ReadingForm(Input, frozen=True):
    """One reading; with a `stamp`, the change of one that was read."""

    indicator: Id
    period: Period
    value: Measure
    source: Annotated[str, Meta(min_length=SOURCE[0], max_length=SOURCE[1])] = ""
    counted: Annotated[int, Meta(ge=0, le=MOST_COUNTED)] | None = None
    method_changed: Literal["", "yes"] = ""
    stamp: Stamp = ""
    once: Once = ""


class RemoveForm(Input, frozen=True):
    """The reading to remove, as it was read."""

    indicator: Id
    period: Period
    stamp: Stamp


class ObservationForm(Input, frozen=True):
    """What somebody saw."""

    indicator: Id
    period: Period
    text: Annotated[str, Meta(min_length=1, max_length=LONGEST)]
    once: Once = ""


class SeenForm(Input, frozen=True):
    """The observation that is meant, as it was read."""

    indicator: Id
    id: Id
    version: Version


class KeptForm(Input, frozen=True):
    """The rows of a file as its preview showed them."""

    rows: Annotated[str, Meta(max_length=MOST_KEPT)]
    once: Once = ""
