"""`seed/threats.toml`: what may make a before and after mislead, and when it is worth saying."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Annotated, Final, Literal

from msgspec import Meta, Struct

from municipal.bilingual import Bilingual
from municipal.indicators.seed import indicator_ids
from municipal.needs import the_taxonomy
from municipal.paths import SEED
from municipal.web.typography import french
from vendors.sources.faults import UnusableError
from vendors.sources.seedfile import fault_in, read_toml

FILE: Final = "threats.toml"
When = Literal["always", "without_control", "seasonal", "counting", "few", "own_city", "same_time"]
Text = Annotated[str, Meta(pattern=r"\S")]


class Threat(Bilingual, frozen=True):
    """A `[[threat]]`, and when it is shown beside a figure."""

    id: Text
    when: When
    name_fr: Text
    name_en: Text
    text_fr: Text
    text_en: Text
    source: Text
    domains: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    few: Annotated[int, Meta(ge=1)] | None = None


class EventRate(Struct, frozen=True, forbid_unknown_fields=True):
    """An `[[event_rate]]`: an indicator that is a number of events over what does not change."""

    indicator: str


class Threats(Struct, frozen=True):
    """All of them, and the indicators whose counts can tell an error."""

    all: list[Threat]
    event_rates: frozenset[str]


class Shown(Struct, frozen=True):
    """What is known of the studies behind a figure, as far as threats go."""

    indicator: str
    domains: list[str]
    without_control: bool
    season_left: bool
    fewest: int
    own_city: bool
    same_time: bool


@cache
def the_threats() -> Threats:
    """The threats of this version. Raises UnusableError when their file is broken."""
    return read_threats(SEED / FILE, set(the_taxonomy().nodes), indicator_ids(SEED / "indicators.csv"))


def read_threats(path: Path, nodes: set[str], indicators: set[str]) -> Threats:
    """The threats of a file.

    Raises UnusableError with one fault per id that stands twice, per text that lacks French typography, per domain or
    indicator that does not exist, per condition that lacks what it is about.
    """
    tables = read_toml(path, threat=Threat, event_rate=EventRate)
    threats: list[Threat] = tables["threat"]
    rates: list[EventRate] = tables["event_rate"]
    counts = Counter(one.id for one in threats)
    found = [("threat", n, "id", f"{one.id} stands twice") for n, one in enumerate(threats) if counts[one.id] > 1]
    found += [("threat", n, *told) for n, one in enumerate(threats) for told in _wrong(one, nodes, indicators)]
    found += [
        ("event_rate", n, "indicator", f"{one.indicator} does not exist")
        for n, one in enumerate(rates)
        if one.indicator not in indicators
    ]
    if found:
        raise UnusableError(fault_in(path, *one) for one in found)
    return Threats(threats, frozenset(one.indicator for one in rates))


def threatening(threats: Iterable[Threat], shown: Shown) -> list[Threat]:
    """The threats to print beside a figure."""
    return [one for one in threats if _applies(one, shown)]


def _applies(one: Threat, shown: Shown) -> bool:
    match one.when:
        case "always":
            return True
        case "without_control":
            return shown.without_control
        case "seasonal":
            return shown.season_left and bool(set(one.domains) & set(shown.domains))
        case "counting":
            return shown.indicator in one.indicators
        case "few":
            return one.few is not None and shown.fewest < one.few
        case "own_city":
            return shown.own_city
        case "same_time":
            return shown.same_time


def _wrong(one: Threat, nodes: set[str], indicators: set[str]) -> Iterator[tuple[str, str]]:
    wanted = {"seasonal": "domains", "counting": "indicators", "few": "few"}.get(one.when)
    for field in ("domains", "indicators", "few"):
        if bool(getattr(one, field)) != (field == wanted):
            yield field, "needed here" if field == wanted else f"nothing to do with {one.when}"
    yield from (("domains", f"{node} is not in the taxonomy") for node in one.domains if node not in nodes)
    yield from (("indicators", f"{name} does not exist") for name in one.indicators if name not in indicators)
    for name in ("name", "text"):
        said = one.text(name, "fr")
        if french(said) != said:
            yield f"{name}_fr", f"write: {french(said)}"
