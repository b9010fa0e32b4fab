"""Which need some words tell: one and the same id for « suivi des nids-de-poule » and “pothole tracking”."""

from hashlib import blake2b
from typing import Final, Literal

from msgspec import Struct

from municipal.cases.screening import slips
from municipal.thesaurus.queries import in_use
from vendors.needs.detect import Detected, detect

LONGEST: Final = 500
# An id of words that no thesaurus knows shows at most so much of them.
_MOST_SHOWN: Final = 40
# A street or a postal code may be an organization's; none of these is.
_PERSONAL: Final = {"email", "phone", "insurance", "health", "plate"}


class Understood(Struct, frozen=True):
    """What words were understood to say, and the id that follows from it alone."""

    id: str
    language: str
    domains: list[str]
    capabilities: list[str]


def understood(words: str) -> Understood | None:
    """The need that words tell; nothing when no word of them means anything."""
    return told_by(detect(words, in_use()))


def told_by(found: Detected) -> Understood | None:
    """The same, of words that were read already.

    Its id comes from the domains and capabilities that were recognised, or, where none was, from the words' stems.
    """
    if found.nodes:
        told = [node.partition(":")[2] for node in (*sorted(found.domains), *sorted(found.capabilities))]
        return Understood("-".join(told), found.language, found.domains, found.capabilities)
    stems = sorted(set(found.stems))
    if not stems:
        return None
    digest = blake2b(" ".join(stems).encode(), digest_size=4).hexdigest()
    return Understood(f"{'-'.join(stems)[:_MOST_SHOWN].strip('-')}-{digest}", found.language, [], [])


def why_not(words: str) -> Literal["", "empty", "long", "personal"]:
    """Why words cannot be shared, if they cannot."""
    if len(words) > LONGEST:
        return "long"
    if is_personal(words):
        return "personal"
    return "" if understood(words) else "empty"


def is_personal(text: str) -> bool:
    """Whether a text holds what tells of a person: an e-mail address, a telephone number, a number of the state."""
    return any(slip in _PERSONAL for slip, _ in slips(text))
