"""What goes wrong, told so that one can go on: a page in the reader's language, `problem+json` for programs."""

import logging
from typing import Any, Final

import msgspec
from litestar import Response
from litestar.exceptions import HTTPException
from sqlalchemy.exc import DataError, OperationalError

from municipal.web.language import translator
from municipal.web.marking import mark
from municipal.web.page import Asked, language, page

LOG: Final = logging.getLogger("municipal")
_REMEDIES: Final = {
    400: (
        mark("Corrigez l’adresse ou le formulaire, puis essayez de nouveau."),
        mark("La demande n’a pas été comprise."),
    ),
    403: (
        mark("Revenez à la page précédente et recommencez."),
        mark("Cette action n’est pas permise depuis cette page."),
    ),
    404: (mark("Vérifiez l’adresse, ou repartez de l’accueil."), mark("Cette page n’existe pas.")),
    405: (mark("Revenez à la page précédente."), mark("Cette adresse n’accepte pas ce type de demande.")),
    413: (mark("Envoyez au plus 10\u00a0Mo."), mark("L’envoi est trop volumineux.")),
    500: (
        mark("Essayez de nouveau dans quelques minutes."),
        mark("Une erreur est survenue de notre côté."),
    ),
    503: (mark("Essayez de nouveau dans une minute."), mark("Le service est occupé.")),
}


def answer(request: Asked, error: Exception) -> Response[bytes]:
    """The answer to an exception, whatever it is: never a trace, never the words of a library."""
    status = _status(error)
    if status >= 500:  # noqa: PLR2004 - the server's own faults
        LOG.error("%s %s", request.method, request.scope["path"], exc_info=error)
    spoken = language(request)
    _ = translator(spoken)
    remedy, what = _REMEDIES.get(status) or _REMEDIES[400 if status < 500 else 500]  # noqa: PLR2004
    if request.scope["path"].startswith(("/api/", "/schema/", "/health/")):
        made = problem(status, _(what), _(remedy), _extra(error))
    else:
        told: dict[str, Any] = {"remedy": _(remedy), "what": _(what), "code": status}
        made = page(request, "", "error.html", fragment="_error.html", status=status, **told)
    if isinstance(error, HTTPException) and error.headers:
        made.headers.update({name.lower(): value for name, value in error.headers.items() if name.lower() == "allow"})
    return made


def problem(status: int, title: str, detail: str, errors: object = None) -> Response[bytes]:
    """An error as RFC 9457 asks: `application/problem+json`."""
    body: dict[str, object] = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    if errors:
        body["errors"] = errors
    headers = {"cache-control": "no-store"}
    return Response(
        msgspec.json.encode(body), media_type="application/problem+json", status_code=status, headers=headers
    )


def _status(error: Exception) -> int:
    if isinstance(error, HTTPException):
        return error.status_code
    if isinstance(error, UnicodeDecodeError | RecursionError | msgspec.MsgspecError):
        return 400
    if isinstance(error, DataError):  # PostgreSQL has no NUL in a text
        return 400
    return 503 if isinstance(error, OperationalError) else 500


def _extra(error: Exception) -> Any:  # noqa: ANN401 - whatever the framework says of each field
    return error.extra if isinstance(error, HTTPException) else None
