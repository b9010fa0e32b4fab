"""What goes wrong, told so that one can go on: a page in the reader's language, `problem+json` for programs."""

import logging
import re
from typing import Any, Final
from urllib.parse import urlsplit

import msgspec
from litestar import Response
from litestar.exceptions import HTTPException
from sqlalchemy.exc import DataError, OperationalError

from municipal.web.actor import ProofNeeded, SignInNeeded
from municipal.web.addresses import address
from municipal.web.language import translator
from municipal.web.marking import mark
from municipal.web.onward import within
from municipal.web.page import AddressMissing, Asked, language, page
from municipal.web.request_id import request_id

LOG: Final = logging.getLogger("municipal")
# What follows in such an address opens an account, or a project to read: it never reaches a log.
_SECRET: Final = re.compile(r"(/(?:acces|access|lecture|reading)/).+")
_REMEDIES: Final = {
    400: (
        mark("Corrigez l’adresse ou le formulaire, puis essayez de nouveau."),
        mark("La demande n’a pas été comprise."),
    ),
    401: (
        mark("Connectez-vous, puis recommencez."),
        mark("Cette page est réservée aux personnes connectées."),
    ),
    403: (
        mark("Demandez ce rôle à la personne qui administre votre organisme."),
        mark("Votre rôle ne permet pas cette action."),
    ),
    409: (
        mark("Revenez à la page et regardez ce qui a changé."),
        mark("Cette action n’est plus possible dans l’état actuel."),
    ),
    429: (
        mark("Attendez quelques minutes, puis essayez de nouveau."),
        mark("Il y a eu trop d’essais."),
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

_NO_ADDRESS: Final = (
    mark("Prévenez la personne qui administre ce service\u00a0: il manque MUNI_BASE_URL, l’adresse du site."),
    mark("Aucun message ne part avant cela, et rien n’a été enregistré."),
)
# What a full disk asks is not to wait; reading goes on meanwhile.
_FULL: Final = (
    mark("Prévenez la personne qui administre ce service\u00a0: le disque est plein."),
    mark("Rien n’a été enregistré; la lecture continue."),
)


def answer(request: Asked, error: Exception) -> Response[bytes]:
    """The answer to an exception, whatever it is: never a trace, never the words of a library."""
    if turn := _turn(request, error):
        return turn
    status = _status(error)
    if status >= 500:  # noqa: PLR2004 - the server's own faults
        path = _SECRET.sub(r"\1…", request.scope["path"])
        LOG.error("%s %s (%s)", request.method, path, request_id(request), exc_info=error)
    spoken = language(request)
    _ = translator(spoken)
    remedy, what = _told(error, status)
    if _for_program(request):
        made = problem(status, _(what), _(remedy), _extra(error))
    else:
        told: dict[str, Any] = {"remedy": _(remedy), "what": _(what), "code": status}
        told["number"] = request_id(request) if status >= 500 else ""  # noqa: PLR2004 - as above
        made = page(request, "", "error.html", fragment="_error.html", status=status, **told)
    if isinstance(error, HTTPException) and error.headers:
        made.headers.update(
            {name.lower(): value for name, value in error.headers.items() if name.lower() in ("allow", "retry-after")}
        )
    return made


def _told(error: Exception, status: int) -> tuple[str, str]:
    """The remedy and what went wrong, as French source texts."""
    if isinstance(error, AddressMissing):
        return _NO_ADDRESS
    if _is_full(error):
        return _FULL
    return _REMEDIES.get(status) or _REMEDIES[400 if status < 500 else 500]  # noqa: PLR2004 - the server's own faults


def _turn(request: Asked, error: Exception) -> Response[bytes] | None:
    """Where a reader goes first: to sign in, or to give one more proof; then back here."""
    if not isinstance(error, SignInNeeded | ProofNeeded) or _for_program(request):
        return None
    spoken = language(request)
    query = request.scope["query_string"].decode("latin-1")
    here = request.scope["path"] + (f"?{query}" if query else "")
    if request.method != "GET":
        # The proof grew old while a form was filled in: after confirming, one is back at the page of the form.
        here = within(_path(request.headers.get("referer", "")))
        if not here or getattr(error, "kind", "") != "confirm":
            return None
    name = {"prove": "prove", "enrol": "factors", "confirm": "confirm"}.get(getattr(error, "kind", ""), "sign_in")
    headers = {"location": address(name, spoken, back=here), "cache-control": "no-store"}
    return Response(b"", status_code=303, media_type="text/html", headers=headers)


def _path(referer: str) -> str:
    parts = urlsplit(referer)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _for_program(request: Asked) -> bool:
    return request.scope["path"].startswith(("/api/", "/schema/", "/health/"))


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
    if isinstance(error, SignInNeeded | ProofNeeded):
        return 401
    if isinstance(error, AddressMissing):
        return 503
    if isinstance(error, UnicodeDecodeError | RecursionError | msgspec.MsgspecError):
        return 400
    if isinstance(error, DataError):  # PostgreSQL has no NUL in a text
        return 400
    return 503 if isinstance(error, OperationalError) else 500


def _is_full(error: Exception) -> bool:
    """Whether the database had no room left, as SQLite and PostgreSQL say it."""
    said = str(getattr(error, "orig", "")).lower()
    return isinstance(error, OperationalError) and ("disk is full" in said or "no space left" in said)


def _extra(error: Exception) -> Any:  # noqa: ANN401 - whatever the framework says of each field
    return error.extra if isinstance(error, HTTPException) else None
