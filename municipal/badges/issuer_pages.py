"""What other readers of badges ask for: who issues, with which key, what is revoked, what can be earned."""

from typing import Any

import msgspec
from litestar import Controller, Response, get
from litestar.params import FromPath

from municipal.badges.credential import BADGES, VERIFIABLE, Issuer, Json, achievement_object, profile
from municipal.badges.demonstration import published
from municipal.badges.instants import present
from municipal.badges.keys import issuer_id, signing_if_any
from municipal.badges.locations import key_address
from municipal.badges.picture import picture
from municipal.badges.places import is_list, revoked
from municipal.badges.seed import achievements, competencies
from municipal.badges.status import status_list
from municipal.badges.token import signed
from municipal.db import reading
from municipal.web.open import OPEN
from municipal.web.page import Asked, Language, Link, base_url, found, page, settings
from municipal.web.threads import reads, writes

_JSON = ("application/json", "application/ld+json")
_NUMBERS = 1_000_000


class IssuerPages(Controller):
    """This installation as an issuer."""

    opt = OPEN
    include_in_schema = False

    @get("/badges/cles/{number:int}")
    @reads
    def key(self, request: Asked, number: FromPath[int]) -> Response[bytes]:
        """A public key, of today or of before."""
        with reading() as session:
            return _json(found(published(session, base_url(request), _possible(number))))

    @get("/badges/emetteurs/{identity:str}")
    @reads
    def issuer(self, request: Asked, identity: FromPath[str]) -> Response[bytes]:
        """Who issues."""
        with reading() as session:
            known = issuer_id(session)
        found(known if known == identity else None)
        made = profile(Issuer(base_url(request), identity, settings(request).body_name))
        return _json({"@context": [VERIFIABLE, BADGES]} | made)

    @get("/badges/statut/{number:int}")
    @writes
    def status(self, request: Asked, number: FromPath[int]) -> Response[bytes]:
        """What is revoked at this instant, signed."""
        base = base_url(request)
        with reading() as session:
            key = found(signing_if_any(session))
            found(number if is_list(session, _possible(number)) else None)
            places = revoked(session, number)
        listed = status_list(Issuer(base, key.issuer), number, places, present())
        token = signed(listed, key.key, key_address(base, key.number))
        return Response(token.encode(), media_type="text/plain", headers={"cache-control": "no-cache"})

    @get("/badges/reussites/{identity:str}/{spoken:str}")
    @reads
    def achievement(self, request: Asked, identity: FromPath[str], spoken: FromPath[str]) -> Response[bytes]:
        """What can be earned: a page, JSON for programs, or its drawing."""
        earned = found(achievements().get(identity))
        told, _, kind = spoken.partition(".")
        chosen: Language = "en" if told == "en" else "fr"
        found(told if told == chosen and kind in ("", "svg") else None)
        if kind:
            drawn = picture(earned, chosen).encode()
            return Response(drawn, media_type="image/svg+xml", headers={"cache-control": "no-cache"})
        if _wants_json(request):
            made = achievement_object(base_url(request), earned, chosen, competencies())
            return _json({"@context": [VERIFIABLE, BADGES]} | made)
        aligned = [competencies()[code] for code in earned.competencies]
        other = "en" if chosen == "fr" else "fr"
        shown: dict[str, Any] = {
            "earned": earned,
            "aligned": aligned,
            "sources": dict.fromkeys((one.source_title, one.source_url) for one in aligned),
            "other_language": Link(
                "English" if chosen == "fr" else "Français", f"/badges/reussites/{identity}/{other}", lang=f"{other}-CA"
            ),
        }
        # The same address answers programs with JSON: nothing between may keep one for the other.
        return page(request, "", "badges/achievement.html", private=True, spoken=chosen, **shown)


def _possible(number: int) -> int:
    """A number that a database can be asked about; a longer one names nothing."""
    return found(number if 0 <= number < _NUMBERS else None)


def _wants_json(request: Asked) -> bool:
    accepted = request.headers.get("accept", "")
    return any(kind in accepted for kind in _JSON) and "text/html" not in accepted


def _json(value: Json) -> Response[bytes]:
    return Response(msgspec.json.encode(value), media_type="application/json", headers={"cache-control": "no-cache"})
