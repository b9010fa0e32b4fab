"""Sign in with the account of one's organization: out by a plain link, back with a code."""

import time
from hashlib import sha256
from typing import Final

import msgspec
from litestar import Controller, Response, get
from litestar.concurrency import sync_to_thread
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect
from sqlmodel import Session

from municipal.db import write
from municipal.keys import OtherKeyError, seal, unseal
from municipal.people.attempts import attempt
from municipal.people.identities import person_of
from municipal.sign_in.arriving import ALL_PROOFS, ONE_PROOF, agent, asked_from, inside
from municipal.sign_in.configured import the_providers
from municipal.sign_in.enter import let_in
from municipal.sign_in.entry_views import refused
from municipal.sign_in.flow import Flow, RefusedError
from municipal.sign_in.identified import Identified
from municipal.traces.chain import By, record
from municipal.traces.once import spend_token
from municipal.web.actor import actor_of
from municipal.web.addresses import address, canonical, paths
from municipal.web.cookies import cookie, read_cookie
from municipal.web.form import multi
from municipal.web.language import translator
from municipal.web.onward import within
from municipal.web.page import Asked, base_url, language, settings

FLOW: Final = "flow"
_TEN_MINUTES: Final = 600


class Under(msgspec.Struct, frozen=True):
    """A sign-in under way, as the browser's sealed cookie holds it."""

    flow: Flow
    back: str
    until: float


class OidcPages(Controller):
    """There and back. Coming back is a GET that writes: so the protocol has it."""

    include_in_schema = False
    opt = {"action": "sign_in.ask"}  # noqa: RUF012 - as the framework wants it

    @get(paths("sign_in_with"))
    async def leave(self, request: Asked, id: FromPath[str]) -> Response[bytes] | Redirect:  # noqa: A002 - the name in the address
        """To the provider."""
        return await sync_to_thread(_leave, request, id)

    @get(paths("sign_in_back"))
    async def come_back(self, request: Asked) -> Response[bytes] | Redirect:
        """From the provider."""
        return await sync_to_thread(_come_back, request)


def _leave(request: Asked, identity: str) -> Response[bytes] | Redirect:
    # Whoever has no provider does not carry what speaks with one.
    from municipal.sign_in.oidc import begin  # noqa: PLC0415

    provider = the_providers(settings(request)).get(identity)
    if provider is None:
        raise NotFoundException
    try:
        there, flow = begin(provider, _redirect_uri(request))
    except RefusedError as error:
        return _told(request, error)
    back = within(dict(canonical(request.query_params.multi_items())).get("back"))
    answer = Redirect(there, status_code=303, headers={"cache-control": "no-store"})
    sealed = seal(msgspec.json.encode(Under(flow, back, time.time() + _TEN_MINUTES)).decode())
    answer.set_cookie(cookie(FLOW, sealed, secure=settings(request).secure, seconds=_TEN_MINUTES))
    return answer


def _come_back(request: Asked) -> Response[bytes] | Redirect:
    from municipal.sign_in.oidc import finish  # noqa: PLC0415

    attempt("sign_in", address=asked_from(request))
    under = _under_way(request)
    given = multi(request.query_params.multi_items())
    provider = the_providers(settings(request)).get(under.flow.provider) if under else None
    if under is None or provider is None or any(len(values) > 1 for values in given.values()):
        return _told(request, RefusedError("unsolicited", "flow"))
    try:
        who = finish(provider, under.flow, _redirect_uri(request), {name: one[0] for name, one in given.items()})
    except RefusedError as error:
        return _told(request, error)
    value = write(lambda session: _enter(session, request, under.flow, who))
    if value is None:
        return _told(request, RefusedError("spent", "flow"))
    answer = inside(request, value, under.back)
    answer.set_cookie(cookie(FLOW, "", secure=settings(request).secure, seconds=0))
    return answer


def _enter(session: Session, request: Asked, flow: Flow, who: Identified) -> str | None:
    """The cookie of whoever came; nothing when this sign-in served already, or the account is closed."""
    if not spend_token(session, sha256(flow.state.encode()).hexdigest(), "provider"):
        return None
    person = person_of(
        session,
        issuer=who.issuer,
        subject=who.subject,
        name=who.name,
        email=who.email,
        city=who.city,
        language=language(request),
    )
    if person is None:
        return None
    level = ALL_PROOFS if who.second_factor else ONE_PROOF
    return let_in(session, person, level=level, browser=agent(request), how="provider", before=actor_of(request))


def _under_way(request: Asked) -> Under | None:
    header = request.headers.get("cookie", "").encode("latin-1")
    sealed = read_cookie(header, FLOW, secure=settings(request).secure)
    try:
        under = msgspec.json.decode(unseal(sealed), type=Under) if sealed else None
        return under if under and time.time() < under.until else None
    except (OtherKeyError, msgspec.MsgspecError):
        return None


def _redirect_uri(request: Asked) -> str:
    return base_url(request) + address("sign_in_back", language(request))


def _told(request: Asked, error: RefusedError) -> Response[bytes]:
    """The door again, with what to do; the traces keep the kind."""
    write(lambda session: record(session, By("unknown"), f"sign_in.refused.{error.kind}", "account", "unknown"))
    _ = translator(language(request))
    answer = refused(
        request,
        {
            "unreachable": _("Essayez de nouveau dans quelques minutes, ou entrez par un lien."),
            "tenant": _(
                "Demandez à votre ville de s’inscrire, ou entrez par un lien\u00a0: elle n’est pas sur la liste."
            ),
            "setup": _("Prévenez la personne qui administre ce service\u00a0: ce fournisseur est mal réglé."),
            "denied": _("Recommencez, ou entrez par un lien\u00a0: votre organisme n’a pas accepté la connexion."),
            "spent": _("Recommencez\u00a0: cette réponse a déjà servi."),
            "clock": _("Prévenez la personne qui administre ce service\u00a0: les horloges ne s’accordent pas."),
            "forged": _("Prévenez la personne qui administre ce service\u00a0: la réponse reçue n’est pas sûre."),
            "unsolicited": _(
                "Recommencez depuis cette page\u00a0: cette connexion n’a pas été demandée ici, ou elle a expiré."
            ),
        }[error.kind],
    )
    answer.set_cookie(cookie(FLOW, "", secure=settings(request).secure, seconds=0))
    return answer
