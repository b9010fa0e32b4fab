"""A release of SEAO as it comes: what is read of it. Any other field is let by, and each may be missing or null."""

from decimal import Decimal
from typing import Annotated, Final

import msgspec
from msgspec import Meta, Struct, field

LONGEST_TEXT: Final = 10_000
# What the database keeps in an index.
LONGEST_ID: Final = 200
Text = Annotated[str, Meta(max_length=LONGEST_TEXT)]
Words = Text | None
Key = Annotated[str, Meta(max_length=LONGEST_ID)]
Id = Key | int | None


class _Told(Struct, frozen=True, gc=False, omit_defaults=True, rename="camel"):
    """What stands under every part: names as the file spells them, and nothing written for what it does not tell."""


class Address(_Told, frozen=True):
    """Where a party is. The street is not read: nobody needs it, and it may be somebody’s home."""

    locality: Words = None
    postal_code: Words = None
    country_name: Words = None


class Details(_Told, frozen=True):
    """What SEAO adds of a party, in both of its spellings."""

    municipal: Text | int | bool | None = None
    neq: Id = None
    municipal_older: Text | int | bool | None = field(name="Municipal", default=None)
    neq_older: Id = field(name="NEQ", default=None)


class Identifier(_Told, frozen=True):
    """A number of the party, and the register that gives it."""

    scheme: Words = None
    id: Id = None


class Party(_Told, frozen=True):
    """A body or an enterprise: buyer, supplier, tenderer."""

    id: Id = None
    name: Words = None
    roles: list[Text] | None = None
    details: Details | None = None
    address: Address | None = None
    identifier: Identifier | None = None


class Value(_Told, frozen=True):
    """An amount, in three spellings."""

    amount: Decimal | None = None
    currency: Words = None
    total_amount: Decimal | None = None
    total_amount_older: Decimal | None = field(name="totalamount", default=None)


class Classification(_Told, frozen=True):
    """A code of a nomenclature."""

    scheme: Words = None
    id: Id = None


class Item(_Told, frozen=True):
    """What is bought, by SEAO’s category and by codes."""

    id: Id = None
    description: Words = None
    classification: Classification | None = None
    additional_classifications: list[Classification] | None = None


class Period(_Told, frozen=True):
    """From when to when; the days in two spellings."""

    start_date: Words = None
    end_date: Words = None
    duration_in_days: Decimal | None = None
    duration_older: Decimal | None = field(name="durationInDay", default=None)


class Document(_Told, frozen=True):
    """The page of the notice."""

    url: Words = None


class Tender(_Told, frozen=True):
    """The call: its `id` is the buyer’s own reference."""

    id: Id = None
    title: Words = None
    status: Words = None
    procuring_entity: Party | None = None
    items: list[Item] | None = None
    value: Value | None = None
    min_value: Value | None = None
    procurement_method: Words = None
    procurement_method_details: Words = None
    procurement_method_rationale: Words = None
    main_procurement_category: Words = None
    tender_period: Period | None = None
    number_of_tenderers: Decimal | None = None
    tenderers: list[Party] | None = None
    documents: list[Document] | None = None


class Award(_Told, frozen=True):
    """To whom, for how much, when."""

    id: Id = None
    status: Words = None
    date: Words = None
    value: Value | None = None
    suppliers: list[Party] | None = None


class Amendment(_Told, frozen=True):
    """A change of a contract."""

    id: Id = None
    date: Words = None
    rationale: Words = None
    description: Words = None


class Signed(_Told, frozen=True):
    """A contract: its id is that of the award, its value what it came to."""

    id: Id = None
    award_id: Id = field(name="awardID", default=None)
    status: Words = None
    value: Value | None = None
    date_signed: Words = None
    period: Period | None = None
    amendments: list[Amendment] | None = None


class Related(_Told, frozen=True):
    """An earlier notice: of intent, or a call of interest."""

    scheme: Words = None
    identifier: Id = None
    relationship: list[Text] | None = None


class Release(_Told, frozen=True):
    """One release. Without the first three it is of no use."""

    ocid: Key
    id: Key | int
    date: Text
    tag: list[Text] | None = None
    parties: list[Party] | None = None
    buyer: Party | None = None
    tender: Tender | None = None
    awards: list[Award] | None = None
    contracts: list[Signed] | None = None
    related_processes: list[Related] | None = None


written: Final = msgspec.json.Encoder(decimal_format="number").encode
