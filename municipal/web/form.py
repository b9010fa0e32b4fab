"""What a reader sends, made into a Struct: the value, or every error beside its field."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Annotated, Any, TypeVar, get_origin

import msgspec
from litestar.exceptions import ClientException
from msgspec import Meta, Struct
from msgspec.structs import FieldInfo

from vendors.sources.table import NO_TEXT

Form = TypeVar("Form", bound=Struct)

# What looks like one e-mail address; `municipal.mail.message.is_address` knows whether a message may go there.
Email = Annotated[str, Meta(min_length=6, max_length=200, pattern=r"^[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]{2,}$")]
# The name of an object, the mark of a form that acts once, the version that somebody read: far beyond what we make.
Id = Annotated[str, Meta(max_length=100)]
Once = Annotated[str, Meta(max_length=64)]
Version = Annotated[int, Meta(ge=0, le=10_000_000)]
# How a person is called: one line, without what would pass for markup.
Name = Annotated[str, Meta(min_length=2, max_length=100, pattern=r"^[^\x00-\x1f<>]+$")]


class Input(Struct, forbid_unknown_fields=True, frozen=True):
    """What comes in: a field that nobody expects is refused, never ignored."""


class Received(Struct, frozen=True):
    """What was just done, as the address of a page says it after a form."""

    received: Id = ""


class FieldError(Struct, frozen=True):
    """An error beside its field."""

    field: str
    message: str


def parse(
    form: type[Form], raw: Mapping[str, list[str]], *, exact: Iterable[str] = ()
) -> tuple[Form | None, dict[str, str]]:
    """The form's value, or the kind of error of each field: `required`, `unknown`, or what is wrong with it.

    Spaces around a value go, but in the `exact` fields: a password may begin with one.
    """
    fields = _fields(form)
    kept = {name: [v if name in exact else v.strip() for v in values if v.strip()] for name, values in raw.items()}
    given = {name: values for name, values in kept.items() if values}
    errors = dict.fromkeys(set(given) - set(fields), "unknown")
    values: dict[str, Any] = {}
    for name, field in fields.items():
        if name not in given:
            if field.required:
                errors[name] = "required"
            continue
        many = get_origin(field.type) is list
        if len(given[name]) > 1 and not many:
            errors[name] = "repeated"
            continue
        try:
            values[field.name] = msgspec.convert(given[name] if many else given[name][0], field.type, strict=False)
        except msgspec.ValidationError as error:
            errors[name] = str(error)
    return (None, errors) if errors else (form(**values), {})


@cache
def _fields(form: type[Struct]) -> dict[str, FieldInfo]:
    return {field.encode_name: field for field in msgspec.structs.fields(form)}


def multi(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Pairs grouped by name, in order; what no text has, a control character or half a letter, is dropped."""
    grouped: dict[str, list[str]] = {}
    for name, value in pairs:
        grouped.setdefault(name, []).append(NO_TEXT.sub("", value))
    return grouped


def query(form: type[Form], pairs: Iterable[tuple[str, str]]) -> Form:
    """The query string of an address as a Struct.

    Parameters that nobody expects (a campaign's mark) are let pass. Raises ClientException (400) when one is repeated
    where one is expected, or is not of its type.
    """
    fields = _fields(form)
    value, errors = parse(form, multi([pair for pair in pairs if pair[0] in fields]))
    if value is None:
        names = ", ".join(sorted(errors))
        raise ClientException(f"Corrigez dans l’adresse / Correct in the address: {names}")
    return value


def said(raw: Mapping[str, list[str]], name: str) -> str:
    """The value of a field as it was sent; nothing when it was not."""
    return "".join(raw.get(name, [])[:1])


def unix_lines(raw: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """A form whose texts end their lines as we store them: a browser sends two characters for one."""
    return {name: [value.replace("\r\n", "\n") for value in values] for name, values in raw.items()}


def without(raw: Mapping[str, list[str]], *names: str) -> dict[str, list[str]]:
    """A form without the fields that say which of a page's forms it is."""
    return {name: values for name, values in raw.items() if name not in names}


def only(raw: Mapping[str, list[str]], form: type[Struct]) -> dict[str, list[str]]:
    """What was sent of a form's own fields, where a page has several forms; their lines end as we store them."""
    return unix_lines({name: values for name, values in raw.items() if name in form.__struct_fields__})
