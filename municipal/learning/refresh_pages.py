"""Cards that come back: those of today, one after the other, and the monthly message."""

import datetime as dt
from typing import Final

from litestar import Controller, Response, get, post
from litestar.response import Redirect
from msgspec import Struct

from municipal.db import write
from municipal.learning.carrying import TooLargeError
from municipal.learning.confidence import asked, confidences, heard, summary
from municipal.learning.curriculum import curriculum
from municipal.learning.forms import DigestForm
from municipal.learning.keeping import change, learner, sent_with, standing
from municipal.learning.progress import Answer, Progress, coming_days, kept_cards, refreshed, waiting_cards
from municipal.learning.queries import want_digest
from municipal.learning.refresh import CardState
from municipal.learning.views import day, marked, question
from municipal.learning.words import COOKIE_FULL
from municipal.web.addresses import address, paths
from municipal.web.form import parse, query
from municipal.web.format import today
from municipal.web.language import translator
from municipal.web.page import Asked, language, page
from municipal.web.threads import reads, sent, takes

_NEVER: Final = CardState(due=0)


class RefreshQuery(Struct, frozen=True):
    """The card that was just answered, and how."""

    card: str = ""
    choice: int = 0


class RefreshPages(Controller):
    """Refreshing."""

    include_in_schema = False

    @get(paths("refresh"), action="learning.read")
    @reads
    def refresh(self, request: Asked) -> Response[bytes]:
        """The first card that is due, what was just answered, and when the next ones come."""
        return _shown(request, just=query(RefreshQuery, request.query_params.multi_items()))

    @post(paths("refresh"), action="learning.answer")
    @takes
    def answer(self, request: Asked) -> Response[bytes] | Redirect:
        """Keep an answer; the card's next day follows. Sent twice it counts once: the card is no longer due."""
        all_of_it, spoken = curriculum(), language(request)
        given = heard(sent(request), all_of_it.cards, len(all_of_it.limits.confidence), spoken)
        if given.errors:
            return _shown(request, given.errors, chosen=(given.item, given.answer.choice))

        def work(progress: Progress) -> Progress:
            if given.item not in waiting_cards(progress, all_of_it, today()):
                return progress
            return refreshed(progress, given.item, given.answer, all_of_it, today())

        try:
            changed = change(request, work)
        except TooLargeError:
            return _shown(request, {"choice": translator(spoken)(COOKIE_FULL)})
        there = address("refresh", spoken, card=given.item, choice=given.answer.choice or None)
        return sent_with(Redirect(there, status_code=303), changed)


class DigestPages(Controller):
    """The monthly message."""

    include_in_schema = False

    @post(paths("digest"), action="account.change")
    @takes
    def digest(self, request: Asked) -> Redirect:
        """Keep whether one wants it."""
        form, _ = parse(DigestForm, sent(request))
        if form is not None:
            moment = dt.datetime.now(tz=dt.UTC)
            write(lambda session: want_digest(session, learner(request), moment, wanted=form.digest == "yes"))
        return Redirect(address("refresh", language(request)), status_code=303)


def _shown(
    request: Asked,
    errors: dict[str, str] | None = None,
    just: RefreshQuery | None = None,
    chosen: tuple[str, int] = ("", 0),
) -> Response[bytes]:
    all_of_it, spoken, kept, told = curriculum(), language(request), standing(request), errors or {}
    cards = kept_cards(kept.progress, all_of_it)
    waiting = waiting_cards(kept.progress, all_of_it, today())
    card = all_of_it.cards[waiting[0]] if waiting else None
    done = all_of_it.cards.get(just.card) if just and cards.get(just.card, _NEVER).seen else None
    choice = just.choice if just and 0 <= just.choice <= len(done.options_fr if done else []) else 0
    return page(
        request,
        "refresh",
        "learning/refresh.html",
        status=422 if told else 200,
        private=True,
        question=marked(asked(card, spoken, told), *chosen),
        left=len(waiting),
        just=question(done, spoken, Answer(choice)) if done else None,
        just_next=day(cards[done.id].due) if done else "",
        upcoming=[day(one) for one in coming_days(kept.progress, all_of_it) if one > today().toordinal()][:3],
        count=len(cards),
        confidence=confidences(all_of_it, spoken),
        digest=kept.digest,
        saved=bool(learner(request)),
        errors=summary(card, told) if card else [],
    )
