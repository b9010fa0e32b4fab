"""Two worlds that differ only in what is sealed: everybody else’s pages, the rows’ lengths, the logs are the same."""

import re

import pytest
from sqlalchemy import select

from municipal.committee.tables import BidPrice, CommitteeMember, ConsensusScore, Evaluation, MemberInterest, ScoreSheet
from municipal.db import current
from municipal.tenancy.guard import everything
from municipal.traces.tables import Access, Audit, AuditReason, Done, Draft, Version

TABLES = (Evaluation, CommitteeMember, MemberInterest, ScoreSheet, ConsensusScore, BidPrice)
TRACES = (Audit, AuditReason, Access, Version, Draft, Done)
ONE = {bid: ["0", "0", "0", "0"] for bid in ("b1", "b2", "b3")}
OTHER = {"b1": ["29,75", "30", "27,125", "9,5"], "b2": ["1", "2", "3", "4"], "b3": ["30", "30", "30", "10"]}
NOTES = {f"note_b{n}_{m}": "Une note longue, avec des accents é à ï. " * 6 for n in (1, 2, 3) for m in (1, 2, 3, 4)}


def masked(text):
    """A page without what is random: ids, digests, tokens, instants."""
    text = re.sub(r'name="once" value="[^"]*"', "once", text)
    text = re.sub(r"[0-9a-f]{64}|[0-9a-f]{16}", "x", text)
    return re.sub(r"\d+\xa0h\xa0\d\d", "heure", text)


def lengths(project):
    """How long each column of each row is, of this project alone."""
    with everything("a test compares lengths"), current().engine.connect() as connection:
        found = {
            table.__tablename__: sorted(
                tuple(len(str(value)) for value in row)
                for row in connection.execute(select(table.__table__).where(table.__table__.c.project == project))
            )
            for table in TABLES
        }
        for table in TRACES:
            rows = connection.execute(select(table.__table__))
            found[table.__tablename__] = sorted(
                tuple(len(str(value)) for name, value in row._mapping.items() if name not in ("seq", "id"))
                for row in rows
                if project in repr(row)
            )
    return found


def looked_at(here, who):
    """Every page that the secretary and the two other members may open, with what their headers say."""
    pages = [(one, name) for one in who for name in ("comite", "feuilles")]
    pages += [(one, "notes") for one in who[1:]]
    found = []
    for one, name in pages:
        answer = one.page(name)
        headers = {key: value for key, value in answer.headers.items() if key not in ("set-cookie", "x-request-id")}
        found.append((name, answer.status_code, masked(answer.text), masked(repr(sorted(headers.items())))))
    return found


@pytest.mark.parametrize("notes", [{}, NOTES], ids=["points", "notes"])
def test_what_is_sealed_changes_nothing_that_anybody_else_can_tell(meeting, clock, caplog, notes):
    caplog.set_level("DEBUG", logger="municipal")
    worlds = [meeting(), meeting()]
    for here in worlds:
        here.opened()
        for one in here.members:
            one.declares()
    told, records = [], []
    for here, scores, more in zip(worlds, (ONE, OTHER), ({}, notes), strict=True):
        caplog.clear()
        me, others = here.members[0], [here.secretary, *here.members[1:]]
        stood = [looked_at(here, others), lengths(here.project)]
        kept = me.keeps(scores, **more)
        stood += [looked_at(here, others), lengths(here.project), kept.status_code, masked(kept.headers["location"])]
        refused = here.secretary.does("compare")
        stood += [refused.status_code, masked(refused.text)]
        assert me.seals().status_code == 303
        stood += [looked_at(here, others), lengths(here.project)]
        journal = here.secretary.browser.get(f"/fr/ma-ville/{here.city}").text
        stood.append(masked(journal))
        told.append(stood)
        records.append([(one.levelname, one.name, masked(one.getMessage())) for one in caplog.records])
    for first, second in zip(*told, strict=True):
        assert first == second
    assert records[0] == records[1]


def test_this_test_would_see_a_difference(meeting, clock):
    """The negative control: one’s own page does change, and the secretary’s once a sheet is in."""
    worlds = [meeting(), meeting()]
    for here, scores in zip(worlds, (ONE, OTHER), strict=True):
        here.opened()
        here.members[0].declares()
        here.members[0].keeps(scores)
    mine = [masked(here.members[0].page("notes").text) for here in worlds]
    assert mine[0] != mine[1]
    before = looked_at(worlds[0], [worlds[0].secretary])
    worlds[0].members[0].seals()
    assert looked_at(worlds[0], [worlds[0].secretary]) != before
