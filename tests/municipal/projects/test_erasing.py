"""A removed project, thirty days later: no word of it is left, and no other project loses any."""

import datetime as dt

import pytest

from municipal.committee.tables import CommitteeMember, Evaluation
from municipal.db import reading, write
from municipal.open_contracting.tables import ContractingRelease
from municipal.projects.erasing import DAYS, erase_removed
from municipal.projects.own import removed_of
from municipal.projects.writing import note
from municipal.traces.chain import By, now, record
from municipal.traces.verify import verify
from tests.municipal.projects.after import CITY, NEED, begun, route
from tests.municipal.projects.test_sharing_pages import share

CANARY = "Canari-4711"


def filled(hamlet, somebody):
    """A project whose every part holds a word that stands nowhere else."""
    kept = begun(hamlet, somebody)
    kept.tell("need", NEED | {"words": f"{CANARY} mots", "problem": CANARY})
    kept.fix("route", route(reasons=[{"text_fr": CANARY}]))
    write(lambda s: note(s, By(kept.person), CITY, kept.project, "log", CANARY))
    raw = {"draft": "project", "about": f"{CITY}/{kept.project}/people", "frames": CANARY}
    kept.browser.post("/fr/brouillon", data=raw)
    share(kept)

    def convene(session):
        ids = {"city": CITY, "project": kept.project}
        bids = [{"id": "A", "name": CANARY}]
        session.add(Evaluation(**ids, stage="draft", grid={}, bids=bids, secretary="s", created_at=now()))
        session.add(CommitteeMember(**ids, id="m1", person=None, name=CANARY))
        where = f"{kept.project}/m1"
        record(session, By("s"), "committee.excused", "committee_member", where, body=CITY, reason=CANARY)

    write(convene)
    act(kept, "rename", title=CANARY)
    return kept


def act(kept, name, **more):
    told = {"project": kept.project, "act": name} | more
    assert kept.browser.post(f"/fr/ma-ville/{CITY}/projets/dossier", data=told).status_code == 303


def erase():
    return write(lambda session: erase_removed(session, dt.datetime.now(tz=dt.UTC)))


def test_thirty_days_after_it_was_removed_no_word_of_it_is_left(hamlet, somebody, clock, contents):
    gone, stays = filled(hamlet, somebody), begun(hamlet, somebody)
    act(gone, "remove")
    clock.forward(days=DAYS)
    assert erase() == 0
    assert CANARY in repr(contents())
    clock.forward(seconds=1)
    assert erase() == 1
    after = contents()
    assert CANARY not in repr(after)
    without = {name: rows for name, rows in after.items() if name not in ("audit", "done")}
    assert gone.project not in repr(without)
    assert stays.row
    assert stays.steps["need"].told["problem"] == NEED["problem"]
    assert erase() == 0
    with reading() as session:
        assert verify(session).ok


def test_one_that_was_taken_back_is_not_erased(hamlet, somebody, clock):
    kept = begun(hamlet, somebody)
    act(kept, "remove")
    act(kept, "restore")
    clock.forward(days=DAYS * 3)
    erase()
    assert kept.row


def test_what_was_published_stays_and_its_project_keeps_no_text(hamlet, somebody, clock, contents):
    kept = filled(hamlet, somebody)

    def publish(session):
        more = {"at": now(), "tag": "planning", "release": {"ocid": "x"}, "person": kept.person}
        session.add(ContractingRelease(city=CITY, id=kept.project, project=kept.project, **more))

    write(publish)
    act(kept, "remove")
    clock.forward(days=DAYS, seconds=1)
    assert erase() == 1
    assert CANARY not in repr(contents())
    with reading() as session:
        assert [one.title for one in removed_of(session, CITY, "") if one.id == kept.project] == [""]
    assert erase() == 0


@pytest.mark.parametrize("days", [0, 1, 29])
def test_before_that_it_can_be_taken_back(hamlet, somebody, clock, days):
    kept = begun(hamlet, somebody)
    act(kept, "remove")
    clock.forward(days=days)
    erase()
    kept.enter()
    act(kept, "restore")
    assert kept.steps["need"].told["problem"] == NEED["problem"]
