"""The door as it is drawn: the ways in, and the form of a code."""

from litestar import Response
from msgspec import Struct

from municipal.sign_in.configured import the_providers
from municipal.web.addresses import canonical
from municipal.web.form import FieldError, query
from municipal.web.page import Asked, language, page, settings


class SignInQuery(Struct, frozen=True):
    """Where one wanted to go, and what was just done."""

    back: str = ""
    received: str = ""


def refused(request: Asked, message: str) -> Response[bytes]:
    """The door again, with what to do."""
    return ways_in(request, {}, [FieldError("email", message)])


def ways_in(request: Asked, values: dict[str, str], errors: list[FieldError]) -> Response[bytes]:
    """The ways in, with what was typed."""
    return page(
        request,
        "sign_in",
        "sign_in/index.html",
        status=422 if errors else 200,
        private=True,
        values={"email": "", "back": ""} | values,
        errors=errors,
        providers=[(one.id, one.name(language(request))) for one in the_providers(settings(request)).values()],
        received=query(SignInQuery, canonical(request.query_params.multi_items())).received,
    )


def asking_code(request: Asked, errors: list[FieldError], code: str = "", name: str = "") -> Response[bytes]:
    """The form of the code; with a right `code` already, that of the name."""
    return page(
        request,
        "sign_in_code",
        "sign_in/code.html",
        status=422 if errors else 200,
        private=True,
        errors=errors,
        code=code,
        given_name=name,
    )
