"""The contracts that a release tells: each by its economic fact, from its awards and from what they came to."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Final

import msgspec
from msgspec import Struct

from vendors.notices.release import Award, Party, Release, Signed, Value
from vendors.notices.supplier import KeyOf, Supplier, supplier
from vendors.notices.values import cents, day, text

_DOLLARS: Final = "CAD"
_NO_AWARD: Final = Award()
_UNSIGNED: Final = ("", Signed())


class ContractColumns(Struct, frozen=True, gc=False):
    """The columns of a contract, in their order."""

    id: str
    ocid: str
    supplier: str
    supplier_id: str | None
    neq: str | None
    neq_doubtful: bool
    natural: bool
    locality: str | None
    country: str | None
    status: str | None
    awarded: int | None
    final: int | None
    currency: str
    awarded_on: str | None
    signed_on: str | None
    ends_on: str | None


# What an award and its contract say, whoever the supplier is: from `status` to `ends_on`.
_Fact = tuple[str | None, int | None, int | None, str, str | None, str | None, str | None]


def contracts(release: Release, ocid: str, key_of: KeyOf) -> tuple[list[ContractColumns], bool]:
    """The contracts, one for each supplier; and whether a number of one of them is for a person to look at.

    What comes twice (same notice, supplier, amount and day) is one contract.
    """
    if not release.awards and not release.contracts:
        return [], False
    parties = _parties(release)
    found: dict[str, ContractColumns] = {}
    review = False
    for fact, named in _facts(release):
        for one in named:
            who = supplier(one, parties.get(_called(one)), key_of)
            review = review or who.review
            identity = _key(ocid, who, fact)
            if identity not in found:
                found[identity] = ContractColumns(
                    identity,
                    ocid,
                    who.name,
                    who.id,
                    who.neq,
                    who.doubtful,
                    who.natural,
                    who.locality,
                    who.country,
                    *fact,
                )
    return list(found.values()), review


def _parties(release: Release) -> dict[tuple[str | int | None, str | None], Party]:
    """The parties by id, and by name for those that name them so; of several, the first."""
    found: dict[tuple[str | int | None, str | None], Party] = {}
    for one in release.parties or ():
        found.setdefault(_called(one), one)
        found.setdefault((None, one.name), one)
    return found


def _called(party: Party) -> tuple[str | int | None, str | None]:
    return (None, party.name) if party.id is None else (party.id, None)


def _facts(release: Release) -> Iterator[tuple[_Fact, list[Party]]]:
    """Each award with its contract, then each contract without an award, with those whom it concerns."""
    signed = {
        one.id if one.award_id is None else one.award_id: (f"contracts[{n}]", one)
        for n, one in reversed([*enumerate(release.contracts or ())])
    }
    for n, award in enumerate(release.awards or ()):
        place, one = signed.pop(award.id, _UNSIGNED)
        yield _fact(f"awards[{n}]", award, place, one), award.suppliers or []
    if signed:
        named = [one for one in release.parties or () if one.roles and "supplier" in one.roles]
        for place, one in signed.values():
            yield _fact("", _NO_AWARD, place, one), named


def _fact(place: str, award: Award, where: str, signed: Signed) -> _Fact:
    """An award and its contract as one. A final amount in another currency than the award’s is not told."""
    final = cents(signed.value, f"{where}.value")
    currency, other = _currency(award.value), _currency(signed.value)
    if currency and other and currency != other:
        final = None
    return (
        text(signed.status) or text(award.status),
        cents(award.value, f"{place}.value"),
        final,
        currency or other or _DOLLARS,
        day(award.date, f"{place}.date"),
        day(signed.date_signed, f"{where}.dateSigned"),
        day(signed.period.end_date, f"{where}.period.endDate") if signed.period else None,
    )


def _currency(value: Value | None) -> str | None:
    return text(value.currency) if value else None


def _key(ocid: str, who: Supplier, fact: _Fact) -> str:
    """Notice, supplier, amount and day; of a contract without an award, what it came to and the day it was signed."""
    _, awarded, final, _, awarded_on, signed_on, _ = fact
    amount = final if awarded is None else awarded
    return sha256(f"{ocid}\n{who.key}\n{amount}\n{awarded_on or signed_on}".encode()).hexdigest()[:32]


COLUMNS: Final = tuple(one.name for one in msgspec.structs.fields(ContractColumns))
