"""Who a contract is with: the NEQ wherever it hides, and the key by which one supplier is told from another."""

from collections.abc import Callable
from functools import lru_cache
from typing import Final

from msgspec import Struct

from vendors.names.lexicon import Lexicon
from vendors.names.neq import BEARERS, LENGTH, NATURAL, Neq, read_neq
from vendors.names.normalise import normalise
from vendors.notices.release import Party
from vendors.notices.values import text

# SEAO gives a supplier an id of its own; where the NEQ is known, it stands there.
_SEAO: Final = "FO-"
_SCHEME: Final = "NEQ"
_MOST_KEPT: Final = 4_000

KeyOf = Callable[[str], str]


class Supplier(Struct, frozen=True, gc=False):
    """A supplier as a release names it. `review` says that its number is one that a person should look at."""

    name: str
    id: str | None
    neq: str | None
    doubtful: bool
    natural: bool
    review: bool
    locality: str | None
    country: str | None
    key: str


def supplier(one: Party, known: Party | None, key_of: KeyOf) -> Supplier:
    """A supplier of an award; `known` is what the release’s list of parties says of it."""
    more = known or one
    identity, name = text(one.id), text(one.name) or text(more.name) or ""
    neq, natural, review = _number(one, more, identity)
    address = more.address or one.address
    postal, country = (text(address.postal_code), text(address.country_name)) if address else (None, None)
    sure = neq is not None and not neq.doubtful
    return Supplier(
        name,
        identity,
        neq.digits if neq else None,
        neq is not None and neq.doubtful,
        natural,
        review,
        text(address.locality) if address else None,
        country,
        neq.digits if neq and sure else f"{key_of(name)}|{_plain(postal)}|{_plain(country)}",
    )


def _number(one: Party, more: Party, identity: str | None) -> tuple[Neq | None, bool, bool]:
    """The supplier’s number, whether it is that of a natural person, and whether a person should look at it.

    A number that passes the check comes before one that does not; what is declared, before what SEAO’s id hides.
    """
    declared = _declared(one) if one is more else _declared(one) + _declared(more)
    hidden = _in_id(identity)
    if hidden and declared == [hidden] and not hidden.doubtful:
        return hidden, hidden.digits.startswith(NATURAL), False
    given = [number for number in declared if number]
    every = [*given, hidden] if hidden else given
    sure = [number for number in every if not number.doubtful]
    neq = (sure or given or [None])[0]
    natural = any(number.digits.startswith(NATURAL) for number in every)
    review = len(given) < len(declared) or any(number.doubtful for number in every) or len({*sure}) > 1
    return neq, natural, review


def keys(lexicon: Lexicon) -> KeyOf:
    """What gives the normal form of a name: the same for its spellings that say the same words."""
    kept: dict[str, str] = {}

    def key_of(name: str) -> str:
        found = kept.get(name)
        if found is None:
            made = normalise(name, lexicon)
            found = " ".join((made.number, *made.key)).strip()
            if len(kept) < _MOST_KEPT:
                kept[name] = found
        return found

    return key_of


def _declared(party: Party) -> list[Neq | None]:
    """The numbers that a party gives as its NEQ; None for each that cannot be one."""
    found: list[Neq | None] = []
    if details := party.details:
        found += [_neq(number) for number in (text(details.neq), text(details.neq_older)) if number]
    if (identifier := party.identifier) and _SCHEME in (identifier.scheme or "").upper():
        found += [_neq(number) for number in (text(identifier.id),) if number]
    return found


def _in_id(identity: str | None) -> Neq | None:
    """The number within SEAO’s own id, when it has the form of one: other ids follow the same letters."""
    if identity is None or not identity.startswith(_SEAO) or len(identity) != len(_SEAO) + LENGTH:
        return None
    found = _neq(identity[len(_SEAO) :])
    return found if found and found.digits[:2] in BEARERS else None


@lru_cache(maxsize=_MOST_KEPT)
def _neq(written: str) -> Neq | None:
    return read_neq(written)


def _plain(written: str | None) -> str:
    return "" if written is None else "".join(written.split()).upper()
