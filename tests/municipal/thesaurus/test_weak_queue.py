"""The needs that found nothing: each once, bounded, without those that have an answer or were settled."""

import json

import pytest

from municipal.db import reading, write
from municipal.needs import the_taxonomy
from municipal.suppliers.queries import registry
from municipal.thesaurus.proposing import settle
from municipal.thesaurus.weak_queue import MOST_LINES, has_answer, key_of, logged, weak_needs
from municipal.traces.chain import By
from tests.municipal.thesaurus.wording import empty, log
from vendors.needs.find import find


@pytest.fixture
def desk(hamlet):
    return empty(hamlet)


def queue(world):
    with reading() as session:
        return weak_needs(world.settings.data, session)


def test_one_need_in_several_spellings_is_one_line_the_most_asked_first(desk):
    log(desk, "bidulotron", day="2026-11-01")
    log(desk, "Frobnique!", "le FROBNIQUÉ", "frobnique", day="2026-11-02")
    log(desk, "Bidulotron…", day="2026-11-09", name="needs.old.jsonl")
    found = {one.need: (one.times, one.last) for one in queue(desk)}
    assert found == {"frobnique": (2, "2026-11-02"), "bidulotron": (2, "2026-11-01"), "le FROBNIQUÉ": (1, "2026-11-02")}
    assert [one.times for one in queue(desk)] == [2, 2, 1]


def test_what_has_an_answer_or_was_settled_is_left_out(desk):
    log(desk, "des nids-de-poule", "bidulotron", "frobnique")
    assert {one.need for one in queue(desk)} == {"bidulotron", "frobnique"}
    write(
        lambda session: settle(
            session, lambda *_, **__: By("ana"), key_of("FROBNIQUE"), "frobnique", "no_need", "Ce n’est rien."
        )
    )
    assert {one.need for one in queue(desk)} == {"bidulotron"}


def test_a_log_that_is_broken_missing_or_endless_is_read_within_bounds(desk):
    assert queue(desk) == []
    path = desk.settings.data / "needs.jsonl"
    line = json.dumps({"day": "2026-11-01", "lang": "fr", "need": "vieux", "nodes": []}) + "\n"
    new = json.dumps({"day": "2026-11-02", "lang": "fr", "need": "bidulotron", "nodes": []}) + "\n"
    path.write_text(line * 10 + new * (MOST_LINES - 3) + '{"day": "2026\n\xff\n[]\n', encoding="utf-8")
    assert [(one.need, one.times) for one in logged(desk.settings.data)] == [("bidulotron", MOST_LINES - 3)]


def test_a_need_has_an_answer_exactly_when_the_search_finds_one(desk):
    known = the_taxonomy()
    with reading() as session:
        index = registry(session)
        for one in known.examples[::60]:
            found = find(one.need, index, known)
            assert has_answer(one.need, index, known) == bool(found.detected.nodes and found.results), one.need
