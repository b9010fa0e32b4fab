"""What a list gives at a moment: its page, its feed and whoever keeps the search all have the same items."""

from collections.abc import Iterable

from msgspec import Struct

from municipal.web.facets import Facet

# By the id of an item, what was known of it: its title, and its marks by name.
Seen = dict[str, dict[str, list[str]]]


class Watched(Struct, frozen=True):
    """An item of a list: the path of its page, when it last changed (RFC 3339), and what is told of it in a feed.

    `marks` are what may change while the item stays: the status of its supplier, who contests it, its cases.
    """

    id: str
    title: str
    path: str
    updated: str
    summary: str
    marks: dict[str, list[str]] = {}


def chosen(facets: Iterable[Facet], language: str) -> list[str]:
    """What was chosen under each facet, in words: « Hébergement des données : au Québec »."""
    colon = "\u00a0: " if language == "fr" else ": "
    told = [(facet.legend, [one.label for one in facet.options if one.checked]) for facet in facets]
    return [legend + colon + ", ".join(names) for legend, names in told if names]


def seen(items: Iterable[Watched]) -> Seen:
    """What is remembered of a list, to be compared with what it gives later."""
    return {one.id: {"title": [one.title]} | {name: sorted(told) for name, told in one.marks.items()} for one in items}
