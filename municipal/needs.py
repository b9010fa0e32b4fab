"""The taxonomy of needs that this installation loads, and its labels."""

from functools import cache
from typing import Literal

from municipal.paths import SEED
from vendors.needs.taxonomy import Node, Taxonomy, kind, taxonomy


@cache
def the_taxonomy() -> Taxonomy:
    """The taxonomy of `seed/taxonomy`; the same in both worlds."""
    return taxonomy(SEED / "taxonomy")


def labels(which: Literal["domain", "capability"], language: str) -> list[tuple[str, str]]:
    """The ids of all domains or capabilities with their names in the reader's language."""
    return [(node.id, node.label(language)) for node in nodes(which)]


def nodes(which: Literal["domain", "capability"]) -> list[Node]:
    """All domains or all capabilities."""
    return [node for node in the_taxonomy().nodes.values() if kind(node.id) == which]
