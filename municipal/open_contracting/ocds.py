"""The parts of the Open Contracting Data Standard 1.1 that a city publishes, under the standard’s own names.

Source: Open Contracting Partnership, release and release package schemas 1.1.5.
"""

from typing import Final, Literal

from msgspec import Struct

VERSION: Final = "1.1"
LICENSE: Final = "https://creativecommons.org/licenses/by/4.0/"

Method = Literal["open", "selective", "limited", "direct"]
Category = Literal["goods", "services", "works"]


class Ocds(Struct, frozen=True, kw_only=True, omit_defaults=True, rename="camel"):
    """A part of a release; what is not told is left out."""


class Value(Ocds, frozen=True, kw_only=True):
    """An amount."""

    amount: float
    currency: str


class Period(Ocds, frozen=True, kw_only=True):
    """From an instant to another."""

    start_date: str = ""
    end_date: str = ""


class Identifier(Ocds, frozen=True, kw_only=True):
    """An organization in a register; a scheme that begins with `x_` is ours and not registered."""

    scheme: str
    id: str
    legal_name: str


class Address(Ocds, frozen=True, kw_only=True):
    """Where an organization is."""

    locality: str
    region: str
    country_name: str


class Party(Ocds, frozen=True, kw_only=True):
    """An organization and its part in the matter."""

    id: str
    name: str
    roles: list[str]
    identifier: Identifier | None = None
    address: Address | None = None


class Reference(Ocds, frozen=True, kw_only=True):
    """A party, as other parts name it."""

    id: str
    name: str


class Budget(Ocds, frozen=True, kw_only=True):
    """What the city counts on spending."""

    description: str = ""
    amount: Value | None = None


class Planning(Ocds, frozen=True, kw_only=True):
    """The need, and on which indicator it will be judged."""

    rationale: str = ""
    budget: Budget | None = None


class Tender(Ocds, frozen=True, kw_only=True):
    """How the city asks for bids."""

    id: str
    title: str = ""
    description: str = ""
    status: str = ""
    procuring_entity: Reference | None = None
    value: Value | None = None
    procurement_method: Method | None = None
    procurement_method_details: str = ""
    main_procurement_category: Category | None = None
    award_criteria: str = ""
    award_criteria_details: str = ""
    tender_period: Period | None = None


class Award(Ocds, frozen=True, kw_only=True):
    """What was decided."""

    id: str
    title: str = ""
    description: str = ""
    status: str = ""
    date: str = ""
    value: Value | None = None
    suppliers: tuple[Reference, ...] = ()


class Release(Ocds, frozen=True, kw_only=True):
    """What is told of one contracting process at one instant."""

    ocid: str
    id: str
    date: str
    tag: list[str]
    initiation_type: Literal["tender"]
    language: str = ""
    parties: tuple[Party, ...] = ()
    buyer: Reference | None = None
    planning: Planning | None = None
    tender: Tender | None = None
    awards: tuple[Award, ...] = ()


class Publisher(Ocds, frozen=True, kw_only=True):
    """Who publishes a package."""

    name: str
    uri: str


class Package(Struct, frozen=True, kw_only=True, rename="camel"):
    """Releases with what goes for all of them."""

    uri: str
    version: str
    published_date: str
    publisher: Publisher
    license: str
    releases: list[Release]
