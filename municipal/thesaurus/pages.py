"""The thesaurus, grown from weak needs: a word is proposed after its check, and accepted by a second person."""

from collections.abc import Callable
from typing import Any, Final

from litestar import Controller, Response, get, post
from litestar.exceptions import NotFoundException
from litestar.response import Redirect

from municipal.cities.desk import permit
from municipal.db import reading
from municipal.people.roles import PROVINCE
from municipal.people.rules import decide
from municipal.thesaurus.acts import Again, Made, again, close, look, put, the_need
from municipal.thesaurus.answers import answer, the_word, undo
from municipal.thesaurus.check import checked, stamp, typed_row
from municipal.thesaurus.files import FILES, written
from municipal.thesaurus.forms import FileQuery, WordQuery
from municipal.thesaurus.queries import File, accepted
from municipal.thesaurus.views import change, everything, of_need, word
from municipal.thesaurus.weak_queue import weak_needs
from municipal.traces.once import new_token
from municipal.web.actor import the_actor
from municipal.web.addresses import canonical, paths
from municipal.web.form import query, said
from municipal.web.page import Asked, language, page, settings
from municipal.web.threads import reads, sent, takes

# By what each of the pages’ forms says of itself.
ACTS: Final[dict[str, Callable[[Asked], Made]]] = {
    "check": look,
    "propose": put,
    "accept": answer,
    "refuse": answer,
    "take_back": undo,
    "settle": close,
    "reopen": again,
}


class WordPages(Controller):
    """The list, a weak need, a word, and the files."""

    include_in_schema = False

    @get(paths("curation_words"), action="curation.read", body=PROVINCE)
    @reads
    def index(self, request: Asked) -> Response[bytes]:
        """What waits and what is in use; a weak need or a word, where one is named."""
        asked = query(WordQuery, canonical(request.query_params.multi_items()))
        return _show(request, Again(asked.need, asked.word, received=asked.received, status=200))

    @post(paths("curation_words"), action="curation.read", body=PROVINCE)
    @takes
    def change(self, request: Asked) -> Response[bytes] | Redirect:
        """Check, propose, answer or take back a word; settle a need. Each asks the table of rules."""
        act = ACTS.get(said(sent(request), "act"))
        if act is None:
            raise NotFoundException
        made = act(request)
        return Redirect(made, status_code=303) if isinstance(made, str) else _show(request, made)

    @get(paths("curation_words_file"), action="curation.read", body=PROVINCE)
    @reads
    def file(self, request: Asked) -> Response[bytes]:
        """A file of `seed/taxonomy` with the accepted words in their places."""
        asked = query(FileQuery, canonical(request.query_params.multi_items()))
        name: File = next(file for file in FILES if file.startswith(asked.kind))
        with reading() as session:
            text = written(name, accepted(session))
        kept = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
        return Response(text.encode(), media_type="text/csv; charset=utf-8", headers=kept)


def _show(request: Asked, made: Again) -> Response[bytes]:
    if made.need:
        return _need(request, made)
    if made.word:
        return _word(request, made)
    with reading() as session:
        values = everything(session, settings(request).data, the_actor(request).person, language(request))
    return _page(request, "thesaurus/index.html", made, **values)


def _need(request: Asked, made: Again) -> Response[bytes]:
    """A weak need: the form of a word, with its check once it was asked for, and what settles it."""
    permit(request, PROVINCE)("word.propose")
    spoken, one = language(request), the_need(request, made.need)
    row = typed_row(made.values)
    with reading() as session:
        told = change(session, row, one.need, made.checked.effect, spoken) if row and made.checked else None
        values = of_need(session, one, spoken)
    values["typed"] = {"word": "", "node": "", "lang": one.lang, "reason": "", "verdict": "", "why": ""} | made.values
    return _page(
        request, "thesaurus/weak_need.html", made, told=told, stamp=stamp(row) if told and row else "", **values
    )


def _word(request: Asked, made: Again) -> Response[bytes]:
    """A word with its check made anew, where it waits."""
    spoken, actor = language(request), the_actor(request)
    with reading() as session:
        row = the_word(session, made.word)
        found = made.checked
        if row.state == "waiting" and found is None:
            found = checked(session, row.seed, weak_needs(settings(request).data, session))
        told = change(session, row.seed, row.need, found.effect, spoken) if found else None
        shown = word(session, row, actor.person, spoken)
    return _page(request, "thesaurus/word.html", made, one=shown, told=told, typed=made.values)


def _page(request: Asked, template: str, made: Again, **values: Any) -> Response[bytes]:  # noqa: ANN401 - what it shows
    actor = the_actor(request)
    shown: dict[str, Any] = {"typed": made.values, **values}
    return page(
        request,
        "curation_words",
        template,
        status=made.status,
        private=True,
        errors=made.errors,
        received=made.received,
        may_propose=decide(actor, "word.propose", body=PROVINCE).why in ("yes", "confirm"),
        may_answer=decide(actor, "word.accept", body=PROVINCE).why in ("yes", "confirm"),
        once=new_token(),
        **shown,
    )
