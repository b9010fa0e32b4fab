"""« Vérifier un badge »: paste it or give its file; nothing of it is kept."""

from typing import Any, Final

from litestar import Controller, Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.datastructures import UploadFile
from msgspec import Struct

from municipal.badges.instants import day_of
from municipal.badges.reading import MOST_BYTES, format_of
from municipal.badges.told import sentence
from municipal.badges.verify import Verdict, verify
from municipal.db import reading
from municipal.web.addresses import paths
from municipal.web.form import FieldError
from municipal.web.format import date
from municipal.web.language import translator
from municipal.web.open import OPEN, OPEN_TO_CHECKS
from municipal.web.page import Asked, language, page
from municipal.web.threads import reads

_UNPROCESSABLE: Final = 422
_TOO_LARGE: Final = 413


class Given(Struct, frozen=True):
    """What was given to verify, and by which of the two fields."""

    field: str
    data: bytes


class BadgeCheckPages(Controller):
    """The page where anyone verifies a badge."""

    include_in_schema = False

    @get(paths("badge_verify"), opt=OPEN)
    @reads
    def form(self, request: Asked) -> Response[bytes]:
        """The form."""
        return _page(request, {})

    @post(paths("badge_verify"), opt=OPEN_TO_CHECKS, status_code=200)
    async def check(self, request: Asked) -> Response[bytes]:
        """The verdict, on the same page; what cannot be a badge comes back beside its field."""
        form = await request.form()
        given = await _given(form.get("file"), form.get("badge"))
        return await sync_to_thread(_answer, request, given)


async def _given(file: object, text: object) -> Given:
    if isinstance(file, UploadFile) and (data := await file.read(MOST_BYTES + 1)):
        return Given("file", data)
    pasted = text if isinstance(text, str) else ""
    if not pasted.lstrip().startswith(("<", "{", "[")):
        # A message breaks a long token into lines.
        pasted = "".join(pasted.split())
    return Given("badge", pasted.encode(errors="replace"))


def _answer(request: Asked, given: Given) -> Response[bytes]:
    spoken = language(request)
    _ = translator(spoken)
    values = {"badge": given.data.decode(errors="replace")} if given.field == "badge" else {}
    if len(given.data) > MOST_BYTES:
        wrong = _("Donnez un fichier de 4\u00a0Mo au plus.")
        return _page(request, {}, FieldError(given.field, wrong), status=_TOO_LARGE)
    if not given.data.strip():
        wrong = _("Collez un badge, ou choisissez son fichier.")
        return _page(request, {}, FieldError("badge", wrong), status=_UNPROCESSABLE)
    if format_of(given.data) == "unknown":
        wrong = _("Donnez un badge\u00a0: un jeton, ou un fichier .jwt, .json, .svg ou .png.")
        return _page(request, values, FieldError(given.field, wrong), status=_UNPROCESSABLE)
    with reading() as session:
        return _page(request, {}, verdict=verify(session, given.data, spoken))


def _day(written: str, spoken: str) -> str:
    """The last day of a badge, as whoever issued it wrote it when it cannot be read."""
    try:
        return date(day_of(written), spoken)
    except (ValueError, OverflowError):
        return written


def _page(
    request: Asked, values: dict[str, str], *errors: FieldError, status: int = 200, verdict: Verdict | None = None
) -> Response[bytes]:
    told: dict[str, Any] = {}
    if verdict:
        told = {name: [sentence(one) for one in getattr(verdict, name)] for name in ("errors", "warnings")}
    return page(
        request,
        "badge_verify",
        "badges/check.html",
        status=status,
        private=request.method != "GET",
        verdict=verdict,
        why=told.get("errors", []),
        warnings=told.get("warnings", []),
        until=_day(verdict.valid_until, language(request)) if verdict else "",
        errors=list(errors),
        values={"badge": ""} | values,
    )
