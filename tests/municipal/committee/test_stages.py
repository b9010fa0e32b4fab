"""The stages only go forward: what is not possible at one answers 409 and leaves no mark; what is, leaves one trace."""

from sqlmodel import col, select

from municipal.db import reading, write
from municipal.people.queries import set_roles
from municipal.traces.chain import SYSTEM
from municipal.traces.tables import Audit
from tests.municipal.committee.conftest import AGREED
from tests.municipal.committee.meeting import stage_of

# What each act sends when it is complete: nothing but the stage can be in its way.
ACTS = {
    "bids": {"bids": "Autre inc.", "version": "1"},
    "seat": {"name": "Paul Papier", "council": "no"},
    "unseat": {"member": "m1"},
    "open": {},
    "excuse": {"member": "m1", "reason": "Absente ce mois-ci."},
    "compare": {},
    "agree": {"bid": "b1", "criterion": "1", "points": "1", "justification": "Autrement.", "version": "1"},
    "lock": {},
    "price": {"price_b1": "1"},
    "decide": {},
}
FORBIDDEN = {
    "draft": ("excuse", "compare", "agree", "lock", "price", "decide"),
    "open": ("bids", "unseat", "open", "agree", "lock", "price", "decide"),
    "consensus": ("bids", "seat", "unseat", "open", "excuse", "compare", "price", "decide"),
    "locked": ("bids", "seat", "unseat", "open", "excuse", "compare", "agree", "lock"),
    "decided": tuple(ACTS),
}


def traces(project):
    with reading() as session:
        rows = session.exec(select(Audit).where(col(Audit.object_id).startswith(project)).order_by(col(Audit.seq)))
        return [row.action for row in rows]


def refused_here(here, contents):
    """Every act that this stage forbids, of the secretary and of a member."""
    stage = stage_of(here.project)
    member = here.members[0]
    before = contents(without=("user_session",))
    for act in FORBIDDEN[stage]:
        assert here.secretary.does(act, **ACTS[act]).status_code == 409, (stage, act)
    if stage != "open":
        assert member.declares("b2").status_code == 409
        assert member.keeps({"b1": ["1", "1", "1", "1"]}).status_code == 409
        assert member.does("seal", "notes", version="1").status_code == 409
    assert contents(without=("user_session",)) == before


def test_asvs_2_3_1_each_forbidden_transition_answers_409_and_changes_nothing(meeting, contents):
    here = meeting().prepared()
    refused_here(here, contents)
    assert here.secretary.does("open").status_code == 303
    refused_here(here, contents)
    for one in here.members:
        one.declares()
        one.keeps({bid: ["25", "20", "20", "5"] for bid in ("b1", "b2", "b3")})
        assert one.seals().status_code == 303
    assert here.secretary.does("compare").status_code == 303
    refused_here(here, contents)
    here.agree(AGREED)
    assert here.secretary.does("lock").status_code == 303
    refused_here(here, contents)
    assert here.secretary.does("price", price_b1="98500", price_b2="112000").status_code == 303
    assert here.secretary.does("decide").status_code == 303
    refused_here(here, contents)


def test_each_step_leaves_its_trace_and_one_that_only_its_stage_leaves(meeting):
    here = meeting().locked()
    here.secretary.does("price", price_b1="98500", price_b2="112000")
    here.secretary.does("decide")
    told = traces(here.project)
    for once in ("opened", "compared", "locked", "decided", "prepared"):
        assert told.count(f"committee.{once}") == 1
    assert told.count("committee.seated") == 3
    assert told.count("committee.declared") == 9
    assert told.count("committee.sealed") == 3
    assert told.count("committee.agreed") == 12
    assert told.count("committee.priced") == 2
    order = [one for one in told if one.split(".")[1] in ("prepared", "opened", "compared", "locked", "decided")]
    assert order == [f"committee.{one}" for one in ("prepared", "opened", "compared", "locked", "decided")]


def test_a_member_is_never_the_secretary_even_with_both_roles(meeting):
    here = meeting().opened()
    me = here.members[0]
    write(lambda session: set_roles(session, SYSTEM, person=me.id, body=here.city, wanted=["secretary"], keep=True))
    for act, fields in ACTS.items():
        assert me.does(act, **fields).status_code == 403, act
    assert stage_of(here.project) == "open"
    assert "Ouvrir votre feuille" in me.page().text


def test_nothing_of_who_sits_stands_in_the_journal_of_the_city(meeting):
    here = meeting().sealed()
    with reading() as session:
        people = {one.id for one in here.members}
        rows = session.exec(select(Audit).where(Audit.body == here.city, col(Audit.action).startswith("committee.")))
        assert not {row.actor for row in rows} & people
