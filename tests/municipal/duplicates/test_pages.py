"""Possible duplicates: what is read side by side, who decides, who confirms, and that all of it can be taken back."""

import re
from html import unescape

import pytest
from litestar.testing import TestClient

from municipal.db import current, reading, write
from municipal.duplicates.acts import about
from municipal.traces.chain import now
from tests.municipal.curation.deciding import (
    PAIR,
    PAIRS,
    WHY,
    acts,
    curator,
    enterprise,
    hidden,
    offer,
    plain,
    without_tie,
)
from vendors.names.neq import read_neq
from vendors.notices.tables import Contract, Notice
from vendors.registry.changing import Cause, alter
from vendors.registry.log import changes_of
from vendors.registry.queries import solutions, vendor

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


def test_two_names_that_are_alike_are_listed_with_their_score_and_why(free, pair):
    who = free()
    text = who.browser.get(PAIRS).text
    assert unescape(text).count(at(*pair)) == 1
    assert "Ressemblance des noms seulement : 0," in plain(text) or "Ressemblance des noms seulement : 1" in plain(text)
    page = plain(who.browser.get(at(*pair)).text)
    assert all(name in page for name in NAMES)
    assert "Ville Rimouski Rimouski identique" in page
    assert "Nom Ateliers du Méandre inc. Les Ateliers du Meandre Ltée différent" in page.replace(
        f"{NAMES[1]} {NAMES[0]}", f"{NAMES[0]} {NAMES[1]}"
    )


def test_two_candidates_without_contracts_are_one_by_one_person_and_two_again(free, pair):
    who = free()
    offered = offer(pair[1], "Méandre plans")
    version = current().version()
    answer = decided(who, pair)
    assert answer.status_code == 303
    assert current().version() > version
    assert shown_under(pair[1]) == pair[0]
    with reading() as session:
        assert [one.vendor for one in solutions(session, ids=[offered])] == [pair[0]]
    # It is no longer in doubt; the decision is listed.
    assert at(*pair) in unescape(who.browser.get(PAIRS).text).partition("Les dernières décisions")[2]
    assert at(*pair) not in unescape(who.browser.get(PAIRS).text).partition("Les dernières décisions")[0]
    assert on_decision(who, pair, "undo", "Deux adresses différentes.").status_code == 303
    assert shown_under(pair[1]) is None
    with reading() as session:
        assert [one.vendor for one in solutions(session, ids=[offered])] == [pair[1]]
    done = [action for action, _ in acts("pair_decision", stored(pair)[0].id)]
    assert done == ["pair.decided", "pair.undone"]
    assert "Deux adresses différentes." in plain(who.browser.get(at(*pair)).text)


def test_the_record_with_a_neq_stays_unless_chosen_otherwise(hamlet, free, pair):
    who = free()

    def chosen():
        found = re.search(r'name="into" type="radio" value="([^"]*)" checked', who.browser.get(at(*pair)).text)
        return found[1]

    assert chosen() == min(pair, key=shown_first)
    offer(pair[1], "Méandre plans")
    assert chosen() == pair[1]


def shown_first(identity):
    """When a record came, then its id."""
    with reading() as session:
        return changes_of(session, identity)[-1].at, identity


def neq(rank):
    """A number that passes the check, of no enterprise that we know."""
    numbers = (f"11999{n:05}" for n in range(50000, 51000))
    return [one for one in numbers if not read_neq(one).doubtful][rank]


def test_a_record_with_a_public_contract_needs_a_second_person(free, pair):
    who, number, ocid = free(), neq(2), f"ocds-essai-{pair[0]}"
    cause = Cause("edit", now(), person="system")

    def work(session):
        alter(session, "vendor", pair[1], pair[1], {"neq": number}, cause)
        told = {"number": "1", "release": "1", "date": "2026-01-02", "title": "Logiciel", "buyer": "Mésange"}
        session.add(Notice(ocid=ocid, unspsc=[], **told))
        session.flush()
        session.add(Contract(id=ocid, ocid=ocid, supplier="Méandre", neq=number, awarded=100))

    write(work, public=True)
    page = plain(who.browser.get(at(*pair)).text)
    assert "Deux personnes sont nécessaires : une des deux fiches porte des contrats publics" in page
    assert re.search(r"Contrats publics (0 1|1 0) ", page)
    assert decided(who, pair, into=pair[1]).status_code == 303
    assert [one.state for one in stored(pair)] == ["waiting"]


@pytest.fixture
def known(hamlet):
    """A pair of which one record has its place in the directory already."""
    made = sorted([enterprise("Forge du Narval inc."), enterprise("La forge du narval", status="observed")])
    yield made
    for one in made:
        _rename(one)


def test_a_record_with_its_place_needs_a_second_person_who_reads_the_first_ones_reason(hamlet, somebody, known):
    first, second = curator(hamlet, somebody), curator(hamlet, somebody, "curation_lead")
    without_tie(first, *known)
    without_tie(second, *known)
    assert "Deux personnes sont nécessaires" in plain(first.browser.get(at(*known)).text)
    assert decided(first, known).status_code == 303
    assert [one.state for one in stored(known)] == ["waiting"]
    assert shown_under(known[1]) is None
    assert "une autre personne répondra" in plain(first.browser.get(at(*known)).text)
    page = second.browser.get(at(*known)).text
    assert WHY in plain(page)
    # Nobody confirms their own decision.
    assert on_decision(first, known, "accept").status_code == 403
    assert on_decision(second, known, "accept", "non").status_code == 422
    assert [one.state for one in stored(known)] == ["waiting"]
    assert on_decision(second, known, "accept", "Vu aux deux registres.").status_code == 303
    assert shown_under(known[1]) == known[0]
    one = stored(known)[0]
    assert (one.state, one.person, one.second) == ("stands", first.id, second.id)
    assert acts("pair_decision", one.id) == [("pair.decided", first.id), ("pair.confirmed", second.id)]


def test_a_second_person_may_refuse_with_a_reason_and_the_pair_waits_again(hamlet, somebody, known):
    first, second = curator(hamlet, somebody), curator(hamlet, somebody)
    without_tie(first, *known)
    without_tie(second, *known)
    decided(first, known, "apart")
    assert on_decision(second, known, "refuse", "Le siège est le même.").status_code == 303
    assert [one.state for one in stored(known)] == ["refused"]
    assert at(*known) in unescape(first.browser.get(PAIRS).text).partition("Les dernières décisions")[0]
    assert "Le siège est le même." in plain(first.browser.get(at(*known)).text)


def test_two_enterprises_stay_two_and_leave_the_list_for_good(free, pair):
    who = free()
    assert decided(who, pair, "apart").status_code == 303
    assert at(*pair) not in unescape(who.browser.get(PAIRS).text).partition("Les dernières décisions")[0]
    again = decided(who, pair, page="")
    assert again.status_code == 409
    assert [one.decision for one in stored(pair)] == ["apart"]


def test_a_question_keeps_the_pair_in_the_list_and_a_decision_may_follow(free, pair):
    who, other = free(), free("curation_lead")
    assert decided(who, pair, "asked", reason="Qui a signé le contrat de 2024?").status_code == 303
    assert "précisions demandées" in plain(other.browser.get(PAIRS).text)
    assert "Qui a signé le contrat de 2024?" in plain(other.browser.get(at(*pair)).text)
    assert decided(other, pair).status_code == 303
    assert shown_under(pair[1]) == pair[0]


def test_of_two_who_decide_at_once_one_is_told_and_keeps_what_they_typed(free, pair):
    first, second = free(), free()
    read = second.browser.get(at(*pair)).text
    assert decided(first, pair, "asked").status_code == 303
    late = decided(second, pair, "apart", reason="Deux sièges, deux équipes, lu au registre.", page=read)
    assert late.status_code == 409
    assert "Relisez d’abord" in plain(late.text)
    assert "Deux sièges, deux équipes, lu au registre." in plain(late.text)
    assert [one.decision for one in stored(pair)] == ["asked"]


def test_the_same_form_sent_twice_decides_once(free, pair):
    who = free()
    page = who.browser.get(at(*pair)).text
    assert [decided(who, pair, page=page).status_code for _ in range(2)] == [303, 303]
    assert len(stored(pair)) == 1


@pytest.mark.parametrize(("declared", "word"), [(True, "vous avez déclaré un intérêt"), (None, "Dites d’abord")])
def test_nobody_decides_about_a_supplier_in_which_they_have_an_interest(hamlet, somebody, pair, declared, word):
    who = curator(hamlet, somebody)
    if declared is not None:
        without_tie(who, pair[0])
        without_tie(who, pair[1], declared=declared)
    page = who.browser.get(at(*pair)).text
    assert 'name="decision"' not in page
    answer = decided(who, pair)
    assert answer.status_code == 403
    assert word in plain(answer.text)
    assert WHY in plain(answer.text)
    assert stored(pair) == []


def test_an_interest_bars_from_confirming_and_from_taking_back_too(hamlet, somebody, known):
    first, tied = curator(hamlet, somebody), curator(hamlet, somebody)
    without_tie(first, *known)
    without_tie(tied, *known, declared=True)
    decided(first, known)
    assert on_decision(tied, known, "accept").status_code == 403
    assert on_decision(tied, known, "undo").status_code == 403
    assert [one.state for one in stored(known)] == ["waiting"]


@pytest.mark.parametrize("reason", ["", "non", "x" * 1001])
def test_a_decision_without_a_reason_is_asked_for_one(free, pair, reason):
    answer = decided(free(), pair, reason=reason)
    assert answer.status_code == 422
    assert 'href="#reason"' in answer.text
    assert reason in answer.text
    assert stored(pair) == []


@pytest.mark.parametrize(
    ("role", "reads", "decides"),
    [
        ("curator", 200, 303),
        ("curation_lead", 200, 303),
        ("instance_administrator", 200, 403),
        ("editor", 404, 404),
    ],
)
def test_asvs_8_2_1_each_role_reads_and_decides_as_the_table_says(free, pair, role, reads, decides):
    who = free(role, body="00003" if role == "editor" else "province")
    for path in (PAIRS, at(*pair), at(*pair).replace("/fr/curation/doublons/paire", "/en/curation/duplicates/pair")):
        assert who.browser.get(path).status_code == reads
    assert decided(who, pair, "apart").status_code == decides


def test_a_visitor_is_sent_to_sign_in(hamlet, pair):
    client = TestClient(hamlet.app, base_url="http://127.0.0.1:8000")
    client.follow_redirects = False
    assert client.get(PAIRS).status_code == 303
    assert client.post(PAIR, data={"act": "decide"}).status_code == 401


@pytest.mark.parametrize(
    "query", ["?gauche=nulle-part&droite=ailleurs", "?gauche=nulle-part", "?gauche={0}&droite={0}"]
)
def test_a_pair_that_does_not_exist_is_404(free, pair, query):
    assert free().browser.get(PAIR + query.format(pair[0])).status_code == 404


def test_after_a_decision_comes_the_next_pair(free, pair):
    who = free()
    answer = decided(who, pair, "apart")
    onward = who.browser.get(answer.headers["location"])
    assert onward.status_code == 303
    assert who.browser.get(onward.headers["location"]).status_code == 200
    assert pair[0] not in onward.headers["location"]


def test_two_valid_neqs_are_never_one_and_the_page_says_what_to_check(hamlet, somebody):
    made = sorted(enterprise(f"Verger du Lac {form}", neq=neq(n)) for n, form in enumerate(("inc.", "ltée")))
    who = curator(hamlet, somebody)
    without_tie(who, *made)
    answer = decided(who, made)
    assert answer.status_code == 409
    assert "Vérifiez les NEQ" in plain(answer.text)
    assert stored(made) == []
    # That they are two may be written down all the same.
    assert decided(who, made, "apart").status_code == 303


def test_the_record_that_stays_is_one_of_the_two(free, pair):
    answer = decided(free(), pair, into="ailleurs")
    assert answer.status_code == 409
    assert "Choisissez laquelle des deux fiches reste." in plain(answer.text)
    assert stored(pair) == []
