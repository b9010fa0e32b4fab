"""The addresses that stand in badges, and what is read back from them."""

import re
from typing import Final

# Where an installation that was told no address of its own says that it is: a name that nobody can hold (RFC 2606).
NOWHERE: Final = "https://repere.example"
_KEY: Final = re.compile(r"https?://[^/?#]+(?:/[^?#]*)?/badges/cles/([1-9][0-9]{0,5})")
_LIST: Final = re.compile(r"https?://[^/?#]+(?:/[^?#]*)?/badges/statut/(0|[1-9][0-9]{0,5})")


def issuer_address(base: str, issuer: str) -> str:
    """Who issues, as badges name it."""
    return f"{base}/badges/emetteurs/{issuer}"


def key_address(base: str, number: int) -> str:
    """Where a public key is."""
    return f"{base}/badges/cles/{number}"


def list_address(base: str, number: int) -> str:
    """Where a status list is."""
    return f"{base}/badges/statut/{number}"


def achievement_address(base: str, achievement: str, language: str) -> str:
    """What can be earned, told in a language."""
    return f"{base}/badges/reussites/{achievement}/{language}"


def check_address(base: str, code: str) -> str:
    """The page where anyone checks a badge."""
    return f"{base}/v/{code}"


def key_in(address: object) -> int | None:
    """The number of the key that an address names."""
    found = _last(_KEY, address)
    return int(found) if found else None


def list_in(address: object) -> int | None:
    """The number of the status list that an address names."""
    found = _last(_LIST, address)
    return int(found) if found else None


def _last(pattern: re.Pattern[str], address: object) -> str | None:
    found = pattern.fullmatch(address) if isinstance(address, str) else None
    return found[1] if found else None
