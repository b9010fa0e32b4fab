"""What anybody may see of a badge: its page, and the badge itself as a token, a picture, a sheet of paper."""

from typing import Any, Final

from litestar import Controller, Response, get
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from municipal.badges.attestation import attestation_pdf
from municipal.badges.baking import baked
from municipal.badges.credential import Issuer
from municipal.badges.locations import achievement_address
from municipal.badges.picture import picture
from municipal.badges.queries import attestation, token_of
from municipal.badges.seed import achievements
from municipal.db import reading
from municipal.web.open import OPEN
from municipal.web.page import Asked, Language, Link, base_url, found, language, page, settings
from municipal.web.threads import reads, writes

# A revocation shows at once, and no search engine keeps a name.
PRIVATE: Final = {"cache-control": "no-store", "x-robots-tag": "noindex"}


class BadgePages(Controller):
    """Badges that were awarded."""

    opt = OPEN
    include_in_schema = False

    @get("/v/{code:str}")
    @reads
    def check(self, request: Asked, code: FromPath[str], lang: FromQuery[str] = "") -> Response[bytes]:
        """Whose a badge is, for what, and whether it counts: nothing else about the person."""
        spoken = spoken_in(request, lang)
        with reading() as session:
            row = attestation(session, code)
        there = f"/v/{code}?lang={'en' if spoken == 'fr' else 'fr'}"
        shown: dict[str, Any] = {"row": row, "other_language": _twin(spoken, there)}
        if row:
            shown["earned"] = achievements()[row.achievement]
            shown["issuer"] = _issuer(request).name
            shown["there"] = f"/badges/{row.code}"
            shown["described"] = achievement_address("", row.achievement, spoken)
        return page(request, "", "badges/badge.html", status=200 if row else 404, private=True, spoken=spoken, **shown)

    @get("/badges/{file:str}")
    @writes
    def file(self, request: Asked, file: FromPath[str]) -> Response[bytes] | Redirect:
        """A badge as a file; without a suffix, its page."""
        code, _, kind = file.partition(".")
        with reading() as session:
            row = found(attestation(session, code))
            token = found(token_of(session, code))
        earned = achievements()[row.achievement]
        if kind == "jwt":
            return _sent(token.encode(), "text/plain")
        if kind == "svg":
            return _sent(baked(picture(earned, row.language), token).encode(), "image/svg+xml")
        if kind == "pdf":
            issuer, demo = _issuer(request), settings(request).demo
            return _sent(
                attestation_pdf(row, earned, issuer=issuer.name, base=issuer.base, demo=demo), "application/pdf"
            )
        found(None if kind else row)
        return Redirect(f"/v/{code}", status_code=303, headers=PRIVATE)


def spoken_in(request: Asked, asked: str) -> Language:
    """The language that an address without one asks for beside; else the one that the browser prefers."""
    return "en" if asked == "en" else "fr" if asked == "fr" else language(request)


def _issuer(request: Asked) -> Issuer:
    """This installation, as its badges name it."""
    return Issuer(base_url(request), "", settings(request).body_name)


def _twin(spoken: str, there: str) -> Link:
    return Link("English", there, lang="en-CA") if spoken == "fr" else Link("Français", there, lang="fr-CA")


def _sent(body: bytes, kind: str) -> Response[bytes]:
    return Response(body, media_type=kind, headers=PRIVATE)
