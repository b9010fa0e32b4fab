"""Possible duplicates, side by side."""

from litestar import Controller, Response, get, post
from litestar.exceptions import NotFoundException
from litestar.response import Redirect
from msgspec import Struct

from municipal.curation.barred import barred, may
from municipal.db import reading
from municipal.duplicates.acts import ACTS, AgainPair, about, seen, two_needed
from municipal.duplicates.doubts import Doubts, all_doubts, groups
from municipal.duplicates.forms import PairQuery, PairsQuery
from municipal.duplicates.views import WORDS, judged, likeness, lines, side, survivor
from municipal.duplicates.words import after_it, decided_pair, received_in_words
from municipal.people.roles import PROVINCE
from municipal.traces.once import new_token
from municipal.web.actor import the_actor
from municipal.web.addresses import address, canonical, paths
from municipal.web.form import query, said
from municipal.web.language import translator
from municipal.web.page import Asked, choices, found, language, page, settings
from municipal.web.threads import reads, sent, takes
from vendors.registry.duplicates import Doubt
from vendors.registry.merging import decisions

PER_PAGE = 25
LATEST = 50


class Pair(Struct, frozen=True):
    """A pair as the list shows it."""

    left: str
    right: str
    href: str
    score: str
    reasons: str
    asked: bool


class Group(Struct, frozen=True):
    """The pairs that share a record; its title is the name that most of them bear."""

    title: str
    pairs: list[Pair]


class PairPages(Controller):
    """The list, one pair, and what people decide of it."""

    include_in_schema = False

    @get(paths("curation_pairs"), action="curation.read", body=PROVINCE)
    @reads
    def index(self, request: Asked) -> Response[bytes]:
        """The pairs in groups, the surest first; the last decisions."""
        asked = query(PairsQuery, canonical(request.query_params.multi_items()))
        spoken, person = language(request), the_actor(request).person
        with reading() as session:
            doubts = all_doubts(session)
            clusters = groups(doubts.pairs)
            pages = max(1, -(-len(clusters) // PER_PAGE))
            number = min(asked.page, pages)
            shown = clusters[(number - 1) * PER_PAGE : number * PER_PAGE]
            latest = [decided_pair(session, one, person, spoken) for one in decisions(session)[:LATEST]]

        def at(other: int) -> str:
            return address("curation_pairs", spoken, page=other) if 1 <= other <= pages else ""

        return page(
            request,
            "curation_pairs",
            "duplicates/index.html",
            private=True,
            groups=[_group(one, doubts, spoken) for one in shown],
            group_count=len(clusters),
            count=len(doubts.pairs),
            page=number,
            pages=pages,
            previous=at(number - 1),
            next=at(number + 1),
            decisions=latest,
            told=received_in_words(asked.received, spoken),
        )

    @get(paths("curation_pair"), action="curation.read", body=PROVINCE)
    @reads
    def one(self, request: Asked) -> Response[bytes] | Redirect:
        """Two records side by side; without any named, the next pair that waits, or the list when none does."""
        asked = query(PairQuery, canonical(request.query_params.multi_items()))
        spoken = language(request)
        if not asked.left and not asked.right:
            with reading() as session:
                onward = _after(all_doubts(session), None, spoken, asked.received)
            return Redirect(onward or address("curation_pairs", spoken, received=asked.received), status_code=303)
        return _shown(request, AgainPair(asked.left, asked.right, received=asked.received, status=200))

    @post(paths("curation_pair"), action="curation.read", body=PROVINCE)
    @takes
    def change(self, request: Asked) -> Response[bytes] | Redirect:
        """Decide, confirm, refuse or take back; each asks the table of rules."""
        act = ACTS.get(said(sent(request), "act"))
        if act is None:
            raise NotFoundException
        made = act(request)
        if isinstance(made, str):
            return Redirect(made, status_code=303)
        return _shown(request, made)


def _group(pairs: list[Doubt], doubts: Doubts, spoken: str) -> Group:
    counted = [one for pair in pairs for one in (pair.left, pair.right)]
    first = max(dict.fromkeys(counted), key=counted.count)
    shown = [
        Pair(
            left=doubts.names.get(one.left, one.left),
            right=doubts.names.get(one.right, one.right),
            href=address("curation_pair", spoken, left=one.left, right=one.right),
            score=(told := likeness(one.score, one.reasons, spoken)).score,
            reasons=told.reasons,
            asked=one.asked,
        )
        for one in pairs
    ]
    return Group(doubts.names.get(first, first), shown)


def _after(doubts: Doubts, here: tuple[str, str] | None, spoken: str, received: str = "") -> str:
    """The address of the pair after this one, or of the first; those that wait for an answer come no more."""
    open_ = [one for one in doubts.pairs if not one.asked]
    place = next((n for n, one in enumerate(doubts.pairs) if (one.left, one.right) == here), -1)
    later = [one for one in doubts.pairs[place + 1 :] if not one.asked]
    chosen = next((one for one in [*later, *open_] if (one.left, one.right) != here), None)
    return address("curation_pair", spoken, left=chosen.left, right=chosen.right, received=received) if chosen else ""


def _shown(request: Asked, again: AgainPair) -> Response[bytes]:
    spoken, actor = language(request), the_actor(request)
    _ = translator(spoken)
    demo = settings(request).demo
    with reading() as session:
        left, right = (found(side(session, one, spoken, demo=demo)) for one in (again.left, again.right))
        if left.row.id == right.row.id:
            raise NotFoundException
        doubts = all_doubts(session)
        here = min(left.row.id, right.row.id), max(left.row.id, right.row.id)
        known = next((one for one in doubts.pairs if (one.left, one.right) == here), None)
        rows = about(session, *here)
        told = [(one, decided_pair(session, one, actor.person, spoken)) for one in rows]
        two = two_needed(session, *here, spoken)
        stop = barred(session, actor.person, list(here))

    def latest(*states: str, asked: bool | None = None) -> object:
        return next(
            (
                shown
                for one, shown in told
                if one.state in states and (asked is None or (one.decision == "asked") is asked)
            ),
            None,
        )

    standing, waits = latest("stands", asked=False), latest("waiting")
    sides = [(one.row.id, one.row.name) for one in (left, right)]
    return page(
        request,
        "curation_pair",
        "duplicates/pair.html",
        status=again.status,
        private=True,
        left=left,
        right=right,
        lines=lines(left, right, spoken),
        words={name: _(word) for name, word in WORDS.items()},
        doubt=likeness(known.score, known.reasons, spoken) if known else judged(left.row.name, right.row.name, spoken),
        stop=stop,
        waits=waits,
        standing=standing,
        asked=latest("stands", asked=True),
        past=[shown for one, shown in told if one.state in ("refused", "undone")],
        open=not standing and not waits,
        two=two,
        may_decide=may(actor, "curation.decide"),
        may_accept=may(actor, "curation.accept"),
        seen=seen(rows),
        survivor=survivor(left, right),
        sides=choices(sides),
        decisions=choices(
            [
                ("merged", _("C’est la même entreprise")),
                ("apart", _("Ce sont deux entreprises, pour de bon")),
                ("asked", _("Demander des précisions")),
            ]
        ),
        following=_after(doubts, here, spoken),
        typed=again.typed,
        errors=again.errors,
        told=after_it(again.received, spoken),
        once=new_token(),
    )
