"""The pages that ask for one more proof: the second one at sign-in, or any before a sensitive act."""

from litestar import Controller, Response, get, post
from litestar.response import Redirect
from msgspec import Struct
from sqlmodel import Session

from municipal.db import reading, write
from municipal.people.attempts import attempt
from municipal.people.by import by
from municipal.people.factors import factors_of
from municipal.people.queries import person
from municipal.people.sessions import begin, end
from municipal.sign_in.arriving import ALL_PROOFS, agent, inside, site
from municipal.sign_in.forms import ProofForm
from municipal.sign_in.passkeys import RegressError
from municipal.sign_in.passwords import matches
from municipal.sign_in.proof_views import is_fictitious, proof_form
from municipal.sign_in.proofs import code_proves, key_proves
from municipal.traces.chain import record
from municipal.web.actor import Actor, the_actor
from municipal.web.addresses import address, canonical, paths
from municipal.web.form import FieldError, parse, query
from municipal.web.language import translator
from municipal.web.onward import within
from municipal.web.page import Asked, language
from municipal.web.threads import reads, sent, takes


class ProofQuery(Struct, frozen=True):
    """Where one wanted to go."""

    back: str = ""


class ProofPages(Controller):
    """Prove, confirm."""

    include_in_schema = False

    @get(paths("prove"), action="factor.prove")
    @reads
    def second(self, request: Asked) -> Response[bytes] | Redirect:
        """The second proof; whoever owes none goes on."""
        return _owes_none(request) or proof_form(request, "prove", _back(request), [])

    @post(paths("prove"), action="factor.prove")
    @takes
    def prove(self, request: Asked) -> Response[bytes] | Redirect:
        """Every proof given: the session goes on under a new id."""
        if onward := _owes_none(request):
            return onward
        form = _parsed(request)
        actor = the_actor(request)
        if not (form and _proves(request, actor, form, password=False)):
            return _wrong(request, "prove")
        return inside(request, write(lambda session: _renewed(session, request, "proved", ALL_PROOFS)), form.back)

    @get(paths("confirm"), action="factor.confirm")
    @reads
    def again(self, request: Asked) -> Response[bytes]:
        """Say again who one is, before a sensitive act."""
        return proof_form(request, "confirm", _back(request), [])

    @post(paths("confirm"), action="factor.confirm")
    @takes
    def confirm(self, request: Asked) -> Response[bytes] | Redirect:
        """The proof counts for ten minutes."""
        form = _parsed(request)
        actor = the_actor(request)
        if not (form and (is_fictitious(request, actor) or _proves(request, actor, form, password=True))):
            return _wrong(request, "confirm")
        return inside(request, write(lambda session: _renewed(session, request, "confirmed", actor.level)), form.back)


def _proves(request: Asked, actor: Actor, form: ProofForm, *, password: bool) -> bool:
    """Whether one of the proofs given is right; every try counts against the person's limits."""
    attempt("proof", person=actor.person)
    if password and form.password:
        with reading() as session:
            known = person(session, actor.person)
            strong = bool(factors_of(session, actor.person))
        return not strong and matches(known.password if known else None, form.password)
    if form.code:
        return write(lambda session: code_proves(session, actor.person, form.code))
    if not form.credential:
        return False
    flow = "".join(sent(request).get("flow", []))
    try:
        return write(
            lambda session: key_proves(session, actor.person, site(request), flow=flow, credential=form.credential)
        )
    except RegressError:
        write(lambda session: record(session, by(request), "factor.regress", "account", actor.person))
        return False


def _owes_none(request: Asked) -> Redirect | None:
    """On, for whoever has given every proof; to enrol one, for whoever has none yet."""
    there = {"prove": "", "enrol": address("factors", language(request))}.get(the_actor(request).pending)
    if there == "":
        return None
    return Redirect(there or _back(request) or address("account", language(request)), status_code=303)


def _renewed(session: Session, request: Asked, how: str, level: int) -> str:
    """The same person in a session under a new id; what comes back is the value of its cookie."""
    actor = the_actor(request)
    end(session, actor.person, only=actor.session)
    record(session, by(request), f"sign_in.{how}", "account", actor.person)
    return begin(session, actor.person, level=level, browser=agent(request))


def _parsed(request: Asked) -> ProofForm | None:
    given = {name: value for name, value in sent(request).items() if name != "flow"}
    form, _errors = parse(ProofForm, given, exact=("password",))
    return form


def _back(request: Asked) -> str:
    return within(query(ProofQuery, canonical(request.query_params.multi_items())).back)


def _wrong(request: Asked, name: str) -> Response[bytes]:
    """The form again, whatever was wrong in it; the traces keep that a proof was wrong."""
    write(lambda session: record(session, by(request), "sign_in.unproved", "account", the_actor(request).person))
    _ = translator(language(request))
    given = sent(request)
    field = "password" if "".join(given.get("password", [])) else "code"
    wrong = _("Vérifiez ce que vous avez tapé, puis essayez de nouveau.")
    return proof_form(request, name, within("".join(given.get("back", []))), [FieldError(field, wrong)])
