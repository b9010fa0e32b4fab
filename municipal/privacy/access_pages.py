"""The register of accesses of a body; from there, its privacy officer erases a person who belongs to it alone."""

from functools import cache
from math import ceil
from typing import Annotated, Any, Literal

from litestar import Controller, Response, get, post
from litestar.params import FromPath
from msgspec import Meta, Struct
from sqlmodel import Session

from municipal.db import reading, write
from municipal.paths import SEED
from municipal.people.bodies import body_name
from municipal.people.by import by, insisted
from municipal.people.queries import members, person
from municipal.privacy.erase import WORDS, Erased, erase, is_only_of, kept_alone, said
from municipal.privacy.forms import EraseForm
from municipal.privacy.pages import told
from municipal.privacy.scrub import scrub
from municipal.traces.accesses import PAGE, accesses, noted
from municipal.web.addresses import address, canonical, paths
from municipal.web.form import FieldError, parse, query
from municipal.web.language import translator
from municipal.web.page import Asked, choices, found, language, page
from municipal.web.threads import sent, takes, writes
from vendors.sources.seedfile import read_csv


class Sensitive(Struct, frozen=True):
    """How the register names a kind of read."""

    kind: str
    name_fr: str
    name_en: str


class AccessQuery(Struct, frozen=True):
    """Which page of the register, or the form that erases a person."""

    page: Annotated[int, Meta(ge=1, le=10_000)] = 1
    kind: Literal["", "erase"] = ""


class AccessPages(Controller):
    """Who read what, and when."""

    include_in_schema = False

    @get(paths("city_accesses"), action="access.read", body="id", sensitive=True)
    @writes
    @noted("access")
    def index(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """The register, the latest first."""
        asked = query(AccessQuery, canonical(request.query_params.multi_items()))
        if asked.kind:
            insisted(request, "person.erase", body=id)
            return _before_erasing(request, id, "", [])
        spoken = language(request)
        with reading() as session:
            name = found(body_name(session, id, spoken))
            rows, total = accesses(session, id, page=asked.page)
            people = {one: person(session, one) for one in {row.person for row in rows}}
        return page(
            request,
            "city_accesses",
            "privacy/accesses.html",
            id=id,
            private=True,
            body=id,
            where=name,
            seen=rows,
            people={one: row.name for one, row in people.items() if row},
            words={one.kind: one.name_fr if spoken == "fr" else one.name_en for one in sensitive()},
            **_pages(id, spoken, asked.page, total),
        )

    @post(paths("city_accesses"), action="person.erase", body="id", sensitive=True)
    @takes
    @noted("erasure")
    def erase(self, request: Asked, id: FromPath[str]) -> Response[bytes]:  # noqa: A002 - the name in the address
        """Erase a person of this body, and show the number of the proof."""
        form, _errors = parse(EraseForm, sent(request))
        _ = translator(language(request))
        chosen = form.person if form else ""
        if form is None or not said(form.word):
            wrong = _("Tapez le mot {word} pour confirmer.").format(word=WORDS[language(request)])
            return _before_erasing(request, id, chosen, [FieldError("word", wrong)])

        def work(session: Session) -> Erased | None:
            belongs = is_only_of(session, chosen, id) and not kept_alone(session, chosen)
            return erase(session, by(request), chosen, body=id) if belongs else None

        proof = write(work)
        if proof is None:
            # One sentence for both reasons: it must not tell for which other body somebody acts.
            no = _("Choisissez une personne qui n’agit que pour vous, et qui n’administre pas seule.")
            return _before_erasing(request, id, chosen, [FieldError("person", no)])
        scrub()
        spoken = language(request)
        return page(
            request, "city_accesses", "privacy/erased.html", id=id, private=True, back=id, **told(proof, spoken)
        )


@cache
def sensitive() -> tuple[Sensitive, ...]:
    """The kinds of reads, as the register names them. Raises UnusableError when the file is broken."""
    return tuple(read_csv(SEED / "privacy" / "sensitive.csv", Sensitive))


def _pages(body: str, spoken: str, here: int, total: int) -> dict[str, Any]:
    """Where in the register one is, and the pages beside."""

    def link(number: int) -> str:
        return address("city_accesses", spoken, id=body, page=number) if 1 <= number <= ceil(total / PAGE) else ""

    first, last = min(PAGE * (here - 1) + 1, total), min(PAGE * here, total)
    return {"first": first, "last": last, "total": total, "previous": link(here - 1), "next": link(here + 1)}


def _before_erasing(request: Asked, body: str, chosen: str, errors: list[FieldError]) -> Response[bytes]:
    spoken = language(request)
    _ = translator(spoken)
    with reading() as session:
        name = found(body_name(session, body, spoken))
        people = [(one.person, one.name) for one in members(session, body)]
    return page(
        request,
        "city_accesses",
        "privacy/erase_person.html",
        id=body,
        status=422 if errors else 200,
        private=True,
        body=body,
        where=name,
        people=choices([("", _("Choisir")), *people]),
        chosen=chosen,
        word=WORDS[spoken],
        errors=errors,
    )
