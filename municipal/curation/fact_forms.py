"""What comes in about facts past their date."""

from typing import Annotated

from msgspec import Meta, Struct

from municipal.curation.vendor_forms import Line, Reason, Source
from municipal.web.form import Id, Input, Once

Text = Annotated[str, Meta(min_length=5, max_length=1000)]
Stamp = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")]


class FactQuery(Struct, frozen=True):
    """Which page of the list, which fact to correct by which form, and what was just done."""

    page: Annotated[int, Meta(ge=1, le=10_000)] = 1
    fact: Annotated[str, Meta(max_length=300)] = ""
    form: Id = ""
    received: Id = ""


class ReadForm(Input, frozen=True):
    """A fact that was read again and is still so, as it stood when it was read."""

    fact: Annotated[str, Meta(max_length=300)]
    stands: Stamp
    once: Once = ""


class CorrectForm(Input, frozen=True):
    """What a source says today, in our words."""

    fact: Annotated[str, Meta(max_length=300)]
    stands: Stamp
    text_fr: Text
    text_en: Text
    source_title: Source
    reason: Reason
    source_url: Line = ""
    source_date: Annotated[str, Meta(pattern=r"^(\d{4}(-\d\d){0,2})?$")] = ""
    once: Once = ""


class GoneForm(Input, frozen=True):
    """A fact that no source states any more, where it was looked for, and why it goes."""

    fact: Annotated[str, Meta(max_length=300)]
    stands: Stamp
    source: Source
    reason: Reason
    once: Once = ""
