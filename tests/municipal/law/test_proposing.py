"""Of two who answer at once, one does; and what the table of rules refuses is not written."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from litestar.exceptions import PermissionDeniedException

from municipal.db import reading, write
from municipal.law.dated import THRESHOLDS
from municipal.law.proposing import Choice, decide, propose, stamp
from municipal.law.queries import decided, waiting
from municipal.traces.chain import By
from tests.municipal.law.rows import WHY, number


def allowed(name):
    return lambda *_, **__: By(name)


def refused(*_, **__):
    raise PermissionDeniedException


def test_of_many_who_accept_at_once_exactly_one_does(registry):
    one = write(lambda session: propose(session, allowed("ana"), THRESHOLDS, number(), WHY))
    choice = Choice(one, 1, stamp(None), accepted=True, reason=WHY)

    def accept(n):
        return write(lambda session: decide(session, allowed(f"m{n}"), f"m{n}", choice))

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(accept, range(12)))
    assert sorted(found) == ["done", *["moved"] * 11]
    with reading() as session:
        assert [row.state for row in decided(session)] == ["accepted"]


def test_the_table_of_rules_is_asked_with_the_author_and_the_phase(registry):
    one = write(lambda session: propose(session, allowed("ana"), THRESHOLDS, number(), WHY))
    asked = []

    def permit(action, **more):
        asked.append((action, more))
        return By("cleo")

    choice = Choice(one, 1, stamp(None), accepted=False, reason=WHY)
    with pytest.raises(PermissionDeniedException):
        write(lambda session: decide(session, refused, "cleo", choice))
    with reading() as session:
        assert [row.id for row in waiting(session)] == [one]
    assert write(lambda session: decide(session, permit, "ana", choice)) == "own"
    assert write(lambda session: decide(session, permit, "cleo", choice)) == "done"
    assert asked == [("law.accept", {"phase": "waiting", "author": "ana"})]


def test_who_may_not_propose_leaves_nothing(registry):
    with pytest.raises(PermissionDeniedException):
        write(lambda session: propose(session, refused, THRESHOLDS, number(), WHY))
    with reading() as session:
        assert waiting(session) == []
