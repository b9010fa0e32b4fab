"""Facts past their date on the page: read again by one person, corrected or retired by two."""

import os
import re

import pytest

from municipal.curation.edits import waiting
from municipal.curation.fact_acts import stamp
from municipal.curation.old_facts import old_facts
from municipal.db import reading, write
from municipal.traces.chain import now
from municipal.web.format import today
from tests.municipal.curation.deciding import acts, curator, enterprise, hidden, offer, plain, without_tie
from vendors.registry.changing import Cause, alter, create
from vendors.registry.tables import Fact

FACTS = "/fr/curation/faits"
WHY = "La page du fournisseur dit autre chose depuis mars."
NEW = {
    "text_fr": "Les données sont hébergées à Gatineau.",
    "text_en": "The data are hosted in Gatineau.",
    "source_title": "Page du fournisseur",
    "source_url": "https://exemple.ca/donnees",
    "source_date": "2026-10",
    "reason": WHY,
}


@pytest.fixture
def fact(hamlet):
    """A fact older than all others, with its supplier."""
    vendor = enterprise("Vieux Moulin inc.")
    row = {
        "id": f"essai:{os.urandom(4).hex()}",
        "solution": offer(vendor, "Meunier"),
        "position": 1,
        "field": "hosting",
    }
    row |= {"text_fr": "Les données sont à Hull.", "text_en": "The data are in Hull.", "source_title": "Vieille fiche"}
    row |= {"read_on": "2001-01-01", "verified": True}
    write(lambda s: create(s, "fact", vendor, row, Cause("created", now())))
    return vendor, row["id"]


@pytest.fixture
def two(hamlet, somebody, fact):
    people = curator(hamlet, somebody), curator(hamlet, somebody, "curation_lead")
    for one in people:
        without_tie(one, fact[0])
    return people


def at(fact):
    return f"{FACTS}?fact={fact}"


def stands(who, fact):
    """What tells whether the fact is still as it was read, as its form carries it."""
    assert who.browser.get(at(fact)).status_code == 200
    return stamp(stored(fact))


def stored(fact):
    with reading() as session:
        return session.get(Fact, fact)


def past(fact):
    with reading() as session:
        return fact in [one.id for one in old_facts(session, today())]


def test_one_person_says_that_a_fact_is_still_exact_and_it_waits_no_more(two, fact):
    vendor, identity = fact
    who = two[0]
    page = who.browser.get(FACTS).text
    assert identity in page
    assert "Confirmer : relu aujourd’hui, toujours exact" in page
    form = {"act": "read", "fact": identity, "stands": stands(who, identity), "once": hidden(page, "once")}
    for _ in range(2):
        assert who.browser.post(FACTS, data=form).status_code == 303
    assert stored(identity).read_on == today().isoformat()
    assert not past(identity)
    assert identity not in who.browser.get(FACTS).text
    assert acts("vendor", vendor)[-1] == ("registry.decided", who.id)
    # Its change is in the log of the supplier, where it can be taken back.
    log = who.browser.get(f"/fr/curation/fournisseurs/{vendor}").text
    change = re.search(r"form=undo&amp;change=(\d+)", log)[1]
    undo = {"act": "undo", "change": change, "reason": WHY}
    assert who.browser.post(f"/fr/curation/fournisseurs/{vendor}", data=undo).status_code == 303
    assert stored(identity).read_on == "2001-01-01"
    assert past(identity)


def test_a_correction_waits_for_a_second_person(two, fact):
    vendor, identity = fact
    first, second = two
    form = NEW | {"act": "correct", "fact": identity, "stands": stands(first, identity)}
    assert first.browser.post(FACTS, data=form).status_code == 303
    assert stored(identity).text_fr == "Les données sont à Hull."
    assert "attend une autre personne" in plain(first.browser.get(FACTS).text)
    page = second.browser.get(f"/fr/curation/fournisseurs/{vendor}").text
    assert "Les données sont hébergées à Gatineau." in plain(page)
    assert WHY in page
    answer = {"act": "accept", "key": hidden(page, "key"), "version": "1", "reason": WHY}
    assert first.browser.post(f"/fr/curation/fournisseurs/{vendor}", data=answer).status_code == 403
    assert second.browser.post(f"/fr/curation/fournisseurs/{vendor}", data=answer).status_code == 303
    kept = stored(identity)
    assert (kept.text_en, kept.source_date, kept.read_on) == (NEW["text_en"], "2026-10", today().isoformat())
    assert not past(identity)


def test_what_is_no_longer_true_goes_once_two_people_said_so_and_can_come_back(two, fact):
    vendor, identity = fact
    first, second = two
    page = first.browser.get(at(identity) + "&form=gone").text
    form = {"act": "gone", "fact": identity, "stands": hidden(page, "stands"), "source": "https://exemple.ca"}
    assert first.browser.post(FACTS, data=form).status_code == 422
    assert first.browser.post(FACTS, data=form | {"reason": WHY}).status_code == 303
    assert stored(identity)
    with reading() as session:
        made = waiting(session, [vendor])[0]
    answer = {"act": "accept", "key": made.id, "version": "1", "reason": WHY}
    assert second.browser.post(f"/en/curation/vendors/{vendor}", data=answer).status_code == 303
    assert stored(identity) is None
    log = second.browser.get(f"/fr/curation/fournisseurs/{vendor}").text
    change = re.search(r"form=undo&amp;change=(\d+)", log)[1]
    undo = {"act": "undo", "change": change, "reason": WHY}
    assert second.browser.post(f"/fr/curation/fournisseurs/{vendor}", data=undo).status_code == 303
    assert stored(identity).text_fr == "Les données sont à Hull."


@pytest.mark.parametrize("act", ["read", "correct", "gone"])
def test_a_fact_that_changed_meanwhile_is_409_with_all_that_was_typed(two, fact, act):
    vendor, identity = fact
    form = NEW | {"act": act, "fact": identity, "stands": stands(two[0], identity), "source": "https://exemple.ca"}
    form = {name: value for name, value in form.items() if act == "correct" or name not in NEW or name == "reason"}
    write(lambda s: alter(s, "fact", vendor, identity, {"text_fr": "Autre chose."}, Cause("edit", now())))
    answer = two[0].browser.post(FACTS, data=form)
    assert answer.status_code == 409
    assert "Relisez d’abord" in plain(answer.text)
    if act != "read":
        assert WHY in answer.text
    if act == "correct":
        assert NEW["text_en"] in answer.text
    assert stored(identity).text_fr == "Autre chose."


def test_whoever_has_an_interest_or_never_answered_is_stopped(hamlet, somebody, fact):
    vendor, identity = fact
    never, tied = curator(hamlet, somebody), curator(hamlet, somebody)
    without_tie(tied, vendor, declared=True)
    key = stands(never, identity)
    for who, told in ((never, "Répondez d’abord"), (tied, "Laissez une autre personne")):
        form = {"act": "read", "fact": identity, "stands": key}
        answer = who.browser.post(FACTS, data=form)
        assert answer.status_code == 403
        assert told in plain(answer.text)
    assert f"/fr/compte/interets?fournisseur={vendor}" in never.browser.get(FACTS).text
    assert stored(identity).read_on == "2001-01-01"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"source_url": "javascript:alert(1)"}, "source_url"),
        ({"source_date": "2099-01"}, "source_date"),
        ({"source_date": "2026-13"}, "source_date"),
        ({"text_fr": "non"}, "text_fr"),
        ({"reason": ""}, "reason"),
    ],
)
def test_a_wrong_correction_keeps_what_was_typed_and_says_what_to_write(two, fact, wrong, field):
    form = NEW | {"act": "correct", "fact": fact[1], "stands": stands(two[0], fact[1])} | wrong
    answer = two[0].browser.post(FACTS, data=form)
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert NEW["text_en"] in answer.text


def test_asvs_8_2_1_others_read_or_find_nothing(hamlet, somebody, fact):
    reads = curator(hamlet, somebody, "instance_administrator")
    without_tie(reads, fact[0])
    assert reads.browser.get(FACTS).status_code == 200
    assert "Relu aujourd’hui" not in reads.browser.get(FACTS).text
    form = {"act": "read", "fact": fact[1], "stands": stands(reads, fact[1])}
    assert reads.browser.post(FACTS, data=form).status_code == 403
    editor = curator(hamlet, somebody, "editor", body="00003")
    assert editor.browser.get(FACTS).status_code == 404
    assert editor.browser.post(FACTS, data=form).status_code == 404


def test_a_form_that_is_not_ours_finds_nothing(two, fact):
    for form in ({}, {"act": "magic"}, {"act": "read", "fact": "magic", "stands": "0" * 64}):
        assert two[0].browser.post(FACTS, data=form).status_code == 404
    assert two[0].browser.get(at("magic")).status_code == 404
    assert two[0].browser.post(FACTS, data={"act": "read", "fact": fact[1]}).status_code == 422
