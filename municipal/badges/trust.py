"""Which key decides: for our own badges this instance's alone; for a stranger's one that came along, with a warning."""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct
from sqlmodel import Session

from municipal.badges.claims import issuer_of
from municipal.badges.credential import Json
from municipal.badges.keys import issuer_id, public_key
from municipal.badges.locations import key_in
from municipal.badges.reading import Beside
from municipal.badges.token import OURS, Token, algorithm_of, public_only
from municipal.badges.told import ALGORITHM, KEY, OFFLINE, RefusedError, Told
from municipal.web.marking import mark


class Trusted(Struct, frozen=True):
    """A key, whether it is this instance's own, and what must be said of it otherwise."""

    key: Json
    own: bool
    warning: Told | None = None


def trusted(session: Session, token: Token, beside: Beside) -> Trusted:
    """The key by which a token is to be judged. Raises RefusedError."""
    algorithm = algorithm_of(token)
    kid, ours = token.header.get("kid"), issuer_id(session)
    # Nobody else has our id: however it is written, it makes a badge ours to judge.
    if ours and any(ours in one.lower() for one in _issuers(token.claims) if isinstance(one, str)):
        key = public_key(session, key_in(kid) or 0)
        if key is None:
            raise RefusedError(KEY, mark("Ce badge porte notre nom, mais sa clé n’est pas une des nôtres."))
        if algorithm != OURS:
            raise RefusedError(ALGORITHM, mark("L’algorithme annoncé ne va pas avec la clé de l’émetteur."))
        return Trusted(key, own=True)
    if "jwk" in token.header:
        said = mark("La clé est venue avec le badge\u00a0: rien n’y a changé, mais qui l’a émis n’est pas prouvé.")
        return Trusted(public_only(token.header["jwk"]), own=False, warning=Told(KEY, said))
    if beside.key and isinstance(kid, str) and beside.key.get("kid") == kid:
        said = mark("La clé est venue avec le fichier\u00a0: rien n’y a changé, mais qui l’a émis n’est pas prouvé.")
        return Trusted(public_only(beside.key), own=False, warning=Told(KEY, said))
    raise RefusedError(
        OFFLINE,
        mark(
            "Non vérifiable hors ligne\u00a0: la clé de cet émetteur n’est pas jointe. Vérifiez ce badge sur son site."
        ),
    )


def _issuers(claims: Json) -> Iterator[Any]:
    """Every issuer that a token names, in whichever place: one that is ours makes it ours to judge."""
    yield claims.get("iss")
    yield issuer_of(claims)
    wrapped = claims.get("vc")
    if isinstance(wrapped, dict):
        yield issuer_of(wrapped)  # type: ignore[reportUnknownArgumentType]
