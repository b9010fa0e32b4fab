"""Where the cities that share a need are: by MRC, by region, by size; counts alone, which anyone may see."""

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from municipal.cases.queries import size_of
from municipal.cases.words import sizes
from municipal.places.names import Place
from municipal.shared_needs.queries import Member
from municipal.web.language import translator


class Share(Struct, frozen=True):
    """A place or a size, and how many of the cities are of it."""

    name: str
    count: int


class Spread(Struct, frozen=True):
    """The cities of a need by each kind of place."""

    mrcs: list[Share]
    regions: list[Share]
    sizes: list[Share]


def spread(members: list[Member], language: str) -> Spread:
    """The cities of a need by MRC, region and size; the sizes from the smallest, the others from the most cities."""
    _ = translator(language)
    places = [member.place for member in members]
    by_size = Counter(size_of(place.population) for place in places)
    return Spread(
        _most(place.mrc or _("hors MRC") for place in places),
        _most(place.region for place in places),
        [Share(name, by_size[key]) for key, name in sizes(language) if by_size[key]],
    )


def near(members: list[Member], own: Place, language: str) -> list[str]:
    """How many of the other cities are of one's own MRC, region and size, in words; none of what counts nobody."""
    _ = translator(language)
    others = [member.place for member in members if member.city != own.code]
    size = size_of(own.population)
    counts = [
        (sum(place.mrc == own.mrc for place in others) if own.mrc else 0, _("{count} de votre MRC")),
        (sum(place.region == own.region for place in others), _("{count} de votre région")),
        (sum(size_of(place.population) == size for place in others), _("{count} de votre taille")),
    ]
    return [text.format(count=count) for count, text in counts if count]


def _most(names: Iterable[str]) -> list[Share]:
    counts = Counter(names)
    return [Share(name, counts[name]) for name in sorted(counts, key=lambda name: (-counts[name], name))]
