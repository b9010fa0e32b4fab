"""A decision about a pair: who takes it, who confirms it, and that all of it can be taken back."""

from html import unescape

import pytest

from tests.municipal.curation.deciding import (
    PAIRS,
    WHY,
    acts,
    curator,
    plain,
    without_tie,
)
from tests.municipal.duplicates.paired import at, decided, on_decision, shown_under, stored


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


def test_the_record_that_stays_is_one_of_the_two(free, pair):
    answer = decided(free(), pair, into="ailleurs")
    assert answer.status_code == 409
    assert "Choisissez laquelle des deux fiches reste." in plain(answer.text)
    assert stored(pair) == []
