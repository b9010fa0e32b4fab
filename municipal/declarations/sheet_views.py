"""The sheet as its page shows it: each part and field, with what stands or what was typed."""

from collections.abc import Mapping

from litestar import Response
from msgspec import Struct
from sqlmodel import Session

from municipal.declarations.checking import MOST_REFERENCES, names_sent, pairs
from municipal.declarations.queries import DeclarationRow
from municipal.declarations.sheet import Field, sheet_seed
from municipal.declarations.standing import standing
from municipal.needs import labels
from municipal.suppliers.words import HOSTING, LANGUAGES
from municipal.traces.once import new_token
from municipal.web.form import FieldError
from municipal.web.language import translator
from municipal.web.page import Asked, Choice, choices, language, page

Raw = Mapping[str, list[str]]
_SEVERAL = ("domains", "capabilities", "languages")


class Shown(Struct, frozen=True):
    """A field of the form; `given` holds what was typed under each of its names."""

    id: str
    kind: str
    label: str
    hint: str
    required: bool
    given: dict[str, list[str]]
    options: list[Choice]


class Part(Struct, frozen=True):
    """A part of the form under its heading."""

    id: str
    name: str
    fields: list[Shown]


def sheet_page(
    request: Asked,
    session: Session,
    row: DeclarationRow,
    solution: str,
    raw: Raw | None = None,
    errors: list[FieldError] | None = None,
) -> Response[bytes]:
    """The sheet with what stands and what was told before, or with what was just typed and its errors."""
    spoken = language(request)
    stands = standing(session, row.vendor, solution or row.told.get("solution", ""))
    before = stands.values | ({"name": row.name} if row.vendor is None else {}) | row.told
    return page(
        request,
        "declaration",
        "declarations/sheet.html",
        id=request.path_params["id"],
        status=422 if errors else 200,
        private=True,
        row=row,
        stands=stands,
        parts=_parts(raw if raw is not None else _given(before), spoken),
        errors=errors or [],
        most_references=MOST_REFERENCES,
        once=new_token(),
    )


def _parts(raw: Raw, language: str) -> list[Part]:
    seed = sheet_seed()
    return [
        Part(group.id, group.text("name", language), [_shown(one, raw, language) for one in seed.of(group.id)])
        for group in seed.groups
    ]


def _shown(field: Field, raw: Raw, language: str) -> Shown:
    return Shown(
        id=field.id,
        kind=field.kind,
        label=field.text("label", language),
        hint=field.text("hint", language),
        required=field.required,
        given={name: list(raw.get(name, [])) or [""] for name in names_sent(field)},
        options=_options(field.kind, language),
    )


def _options(kind: str, language: str) -> list[Choice]:
    _ = translator(language)
    match kind:
        case "domains":
            return choices(labels("domain", language))
        case "capabilities":
            return choices(labels("capability", language))
        case "languages":
            return choices((key, _(name)) for key, name in LANGUAGES.items())
        case "hosting":
            return choices([("", _("Je préfère ne pas le dire")), *((key, _(name)) for key, name in HOSTING.items())])
        case _:
            return []


def _given(values: Mapping[str, str]) -> dict[str, list[str]]:
    """Stored values as a form would send them."""
    raw = {name: value.split() if name in _SEVERAL else [value] for name, value in values.items()}
    for n, (body, address) in enumerate(pairs(values.get("references", "")), 1):
        raw |= {f"body_{n}": [body], f"page_{n}": [address]}
    return raw
