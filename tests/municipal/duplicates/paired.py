"""A pair that may be one enterprise, and the forms by which somebody decides about it."""

import pytest

from municipal.db import reading, write
from municipal.duplicates.acts import about
from municipal.traces.chain import now
from tests.municipal.curation.deciding import (
    PAIR,
    WHY,
    curator,
    enterprise,
    hidden,
    without_tie,
)
from vendors.registry.changing import Cause, alter
from vendors.registry.queries import vendor

NAMES = ("Ateliers du Méandre inc.", "Les Ateliers du Meandre Ltée")


@pytest.fixture
def pair(hamlet):
    """Two records of one name, alone in the registry with it; the ids in the order in which decisions name them."""
    made = [enterprise(name, city="Rimouski") for name in NAMES]
    yield sorted(made)
    # The next test has its own pair: this one is out of its way.
    for one in made:
        _rename(one)


def _rename(identity):
    """Give a record a name like no other."""
    cause = Cause("edit", now(), person="system")
    write(lambda s: alter(s, "vendor", identity, identity, {"name": f"Xylo {identity[6:]}"}, cause), public=True)


def at(left, right):
    return f"{PAIR}?gauche={left}&droite={right}"


def stored(pair):
    with reading() as session:
        return about(session, *pair)


def shown_under(identity):
    with reading() as session:
        return vendor(session, identity).merged_into


def decided(who, pair, decision="merged", *, into="", reason=WHY, page=None, **more):
    text = page or who.browser.get(at(*pair)).text
    data = {"act": "decide", "left": pair[0], "right": pair[1], "decision": decision, "reason": reason}
    data |= {"into": into or (pair[0] if decision == "merged" else ""), "once": hidden(text, "once")}
    return who.browser.post(PAIR, data=data | {"seen": hidden(text, "seen")} | more)


def on_decision(who, pair, act, reason=WHY, **more):
    one = stored(pair)[0]
    data = {"act": act, "left": pair[0], "right": pair[1], "id": one.id, "version": str(one.version), "reason": reason}
    return who.browser.post(PAIR, data=data | more)


@pytest.fixture
def free(hamlet, somebody, pair):
    """A curator without a tie to the pair."""

    def made(role="curator", **more):
        who = curator(hamlet, somebody, role, **more)
        without_tie(who, *pair)
        return who

    return made


@pytest.fixture
def known(hamlet):
    """A pair of which one record has its place in the directory already."""
    made = sorted([enterprise("Forge du Narval inc."), enterprise("La forge du narval", status="observed")])
    yield made
    for one in made:
        _rename(one)
