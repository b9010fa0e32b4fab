"""Possible duplicates: what is read side by side, and by whom."""

import re
from html import unescape

import pytest
from litestar.testing import TestClient

from municipal.db import current, reading, write
from municipal.traces.chain import now
from tests.municipal.curation.deciding import (
    PAIR,
    PAIRS,
    acts,
    curator,
    enterprise,
    offer,
    plain,
    without_tie,
)
from tests.municipal.duplicates.paired import NAMES, at, decided, on_decision, shown_under, stored
from vendors.names.neq import read_neq
from vendors.notices.tables import Contract, Notice
from vendors.registry.changing import Cause, alter
from vendors.registry.log import changes_of
from vendors.registry.queries import solutions


def test_two_names_that_are_alike_are_listed_with_their_score_and_why(free, pair):
    who = free()
    text = who.browser.get(PAIRS).text
    assert unescape(text).count(at(*pair)) == 1
    assert "Ressemblance des noms seulement : 0," in plain(text) or "Ressemblance des noms seulement : 1" in plain(text)
    page = plain(who.browser.get(at(*pair)).text)
    assert all(name in page for name in NAMES)
    assert "Municipalité du siège Rimouski Rimouski identique" in page
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
