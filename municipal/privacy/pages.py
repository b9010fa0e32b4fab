"""The privacy page, and « Mes données »: read, take away, erase."""

from typing import Any

from litestar import Controller, Response, get, post
from sqlmodel import Session

from municipal.db import reading, write
from municipal.people.attempts import attempt
from municipal.people.bodies import body_name
from municipal.people.by import by
from municipal.privacy.archive import archive
from municipal.privacy.erase import WORDS, Erased, erase, kept_alone, said
from municipal.privacy.forms import EraseForm
from municipal.privacy.inventory import holdings
from municipal.privacy.mine import collect, counted
from municipal.privacy.periods import rules
from municipal.privacy.scrub import scrub
from municipal.traces.accesses import noted
from municipal.traces.chain import record
from municipal.web.actor import SLOT, the_actor
from municipal.web.addresses import address, paths
from municipal.web.cookies import SESSION, cookie
from municipal.web.form import FieldError, parse
from municipal.web.language import translator
from municipal.web.open import OPEN
from municipal.web.page import Asked, Link, language, page, settings
from municipal.web.threads import reads, sent, takes


class PrivacyPages(Controller):
    """What everybody may know of what is kept."""

    opt = OPEN
    include_in_schema = False

    @get(paths("privacy"))
    @reads
    def privacy(self, request: Asked) -> Response[bytes]:
        """Who is responsible, what is kept, why, until when, and one's rights."""
        periods = [rule for rule in rules().values() if rule.table]
        return page(
            request,
            "privacy",
            "privacy/index.html",
            settings=settings(request),
            holdings=holdings(),
            periods=periods,
        )


class MyDataPages(Controller):
    """What is kept about who asks."""

    include_in_schema = False

    @get(paths("my_data"), action="data.read")
    @reads
    def read(self, request: Asked) -> Response[bytes]:
        """What is kept about me, in words."""
        with reading() as session:
            counts = counted(session, the_actor(request).person)
        own = [(one, counts.get(one.table, 0)) for one in holdings() if one.own]
        others = [one for one in holdings() if not one.own]
        return page(request, "my_data", "privacy/my_data.html", private=True, own=own, others=others)

    @get(paths("my_data_file"), action="data.export")
    @reads
    def before_file(self, request: Asked) -> Response[bytes]:
        """What the file will hold, and the button that makes it."""
        return page(request, "my_data_file", "privacy/my_data_file.html", private=True)

    @post(paths("my_data_file"), action="data.export", sensitive=True)
    @takes
    @noted("export")
    def file(self, request: Asked) -> Response[bytes]:
        """The file of my data; making it leaves a trace."""
        actor = the_actor(request)
        attempt("export", person=actor.person)

        def work(session: Session) -> bytes:
            made = archive(collect(session, actor.person))
            record(session, by(request), "data.exported", "account", actor.person)
            return made

        name = {"fr": "repere-mes-donnees.zip", "en": "repere-my-data.zip"}[language(request)]
        headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
        return Response(write(work), media_type="application/zip", status_code=200, headers=headers)

    @get(paths("my_data_erase"), action="data.erase")
    @reads
    def before_erasing(self, request: Asked) -> Response[bytes]:
        """What an erasure does, and the word that confirms it."""
        return _before_erasing(request, [])

    @post(paths("my_data_erase"), action="data.erase")
    @takes
    def erase(self, request: Asked) -> Response[bytes]:
        """Erase who asks, end their sessions, and show the number of the proof."""
        actor = the_actor(request)
        form, _errors = parse(EraseForm, sent(request))
        _ = translator(language(request))
        if form is None or not said(form.word):
            wrong = _("Tapez le mot {word} pour confirmer.").format(word=WORDS[language(request)])
            return _before_erasing(request, [FieldError("word", wrong)])

        def work(session: Session) -> Erased | None:
            return None if kept_alone(session, actor.person) else erase(session, by(request), actor.person)

        proof = write(work)
        if proof is None:
            return _before_erasing(
                request, [FieldError("word", _("Confiez d’abord l’administration à une autre personne."))]
            )
        scrub()
        # Nobody is signed in any more: the answer is drawn, and its cookie taken back, as for anybody.
        request.scope.pop(SLOT, None)  # type: ignore[misc]
        answer = page(request, "my_data_erase", "privacy/erased.html", private=True, **told(proof, language(request)))
        answer.headers["clear-site-data"] = '"cache", "storage"'
        answer.set_cookie(cookie(SESSION, "", secure=settings(request).secure, seconds=0))
        return answer


def told(proof: Erased, spoken: str) -> dict[str, Any]:
    """What a page shows of a proof: its number, digest, and counts by the names of the holdings."""
    titles = {one.table: one.title(spoken) for one in holdings()}
    return {"proof": proof, "counts": [(titles[name], count) for name, count in proof.counts.items()]}


def _before_erasing(request: Asked, errors: list[FieldError]) -> Response[bytes]:
    spoken = language(request)
    with reading() as session:
        alone = [
            Link(body_name(session, body, spoken) or body, address("city_people", spoken, id=body))
            for body in kept_alone(session, the_actor(request).person)
        ]
    return page(
        request,
        "my_data_erase",
        "privacy/erase.html",
        status=422 if errors else 200,
        private=True,
        alone=alone,
        word=WORDS[spoken],
        errors=errors,
    )
