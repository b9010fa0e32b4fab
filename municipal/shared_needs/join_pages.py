"""« Nous avons aussi ce besoin » in one act, and the form where a city tells a need in its own words."""

from litestar import Controller, Response, get, post
from litestar.exceptions import NotFoundException
from litestar.response import Redirect
from sqlmodel import Session

from municipal.db import reading, write
from municipal.shared_needs.detail_acts import for_city
from municipal.shared_needs.forms import JoinForm, SayQuery
from municipal.shared_needs.identity import why_not
from municipal.shared_needs.joining import join
from municipal.shared_needs.offer import cities_for
from municipal.traces.once import new_token, once
from municipal.web.actor import actor_of
from municipal.web.addresses import address, canonical, paths
from municipal.web.form import FieldError, only, parse, query, said
from municipal.web.language import translator
from municipal.web.page import Asked, choices, language, page
from municipal.web.threads import reads, sent, takes


class NeedJoinPages(Controller):
    """« Nous avons aussi ce besoin »."""

    include_in_schema = False

    @get(paths("need_join"), action="need.join")
    @reads
    def form(self, request: Asked) -> Response[bytes]:
        """Tell a need of one's city in words."""
        asked = query(SayQuery, canonical(request.query_params.multi_items()))
        return _say(request, asked.need, "", [])

    @post(paths("need_join"), action="need.join")
    @takes
    def join(self, request: Asked) -> Response[bytes] | Redirect:
        """Join for a city, once; then the page of the need, where its city may say more."""
        raw = sent(request)
        form, errors = parse(JoinForm, only(raw, JoinForm))
        words, city = said(raw, "words").strip(), said(raw, "city")
        spoken = language(request)
        # Whoever joins a need that is known may leave it in the words that it has.
        if form is None or ((form.words or not form.need) and why_not(form.words)):
            return _say(request, words, city, _errors(errors, words, spoken))
        by = for_city(request, "need.join", form.city)

        def work(session: Session) -> str:
            def act() -> str:
                joined = join(session, by, form.city, form.words, need=form.need)
                if not joined:
                    raise NotFoundException
                return address("need", spoken, id=joined, received="joined", city=form.city)

            return once(session, form.once, by.person, act)

        return Redirect(write(work, public=True), status_code=303)


def _say(request: Asked, words: str, city: str, errors: list[FieldError]) -> Response[bytes]:
    """The form in which a city tells a need; without a city of one's own, what to do about it."""
    with reading() as session:
        mine = cities_for(session, actor_of(request), "need.join")
    return page(
        request,
        "need_join",
        "shared_needs/join.html",
        status=422 if errors else 200,
        private=True,
        words=words,
        city=city,
        mine=choices((place.code, place.label) for place in mine),
        errors=errors,
        once=new_token(),
    )


def _errors(errors: dict[str, str], words: str, spoken: str) -> list[FieldError]:
    _ = translator(spoken)
    told = {
        "personal": _("Retirez le courriel ou le téléphone\u00a0: ces mots seront publics."),
        "long": _("Décrivez le besoin en 500 caractères au plus."),
    }
    empty = _("Décrivez le besoin avec au moins un mot qui le nomme.")
    wrong = [FieldError("city", _("Choisissez la ville qui a ce besoin."))] if "city" in errors else []
    if why := why_not(words):
        wrong.append(FieldError("words", told.get(why, empty)))
    return wrong or [FieldError("words", _("Rechargez la page, puis recommencez."))]
