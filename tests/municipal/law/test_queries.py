"""The law in use: the seed, with what was accepted in its place or beside it; nothing else moves it."""

import datetime as dt

from municipal.db import current, reading, write
from municipal.law.dated import THRESHOLDS, law_of, read_row, seed_file
from municipal.law.proposing import Choice, decide, propose, stamp, standing
from municipal.law.queries import accepted, decided, the_law, waiting
from municipal.traces.chain import By
from tests.municipal.law.rows import WHY, number
from vendors.tenders.regime import Threshold, amount

IN_2026, IN_2028 = dt.date(2026, 11, 22), dt.date(2028, 3, 1)
KNOWN = number(id="public-call-2026", amount="139000", effective_from="2026-01-01", effective_to="2027-12-31")


def law():
    with reading() as session:
        return the_law(session)


def test_with_nothing_accepted_the_law_is_the_seed(registry):
    assert law() == law_of({file: seed_file(file).rows for file in ("thresholds.csv", "articles.csv")})
    assert amount(law(), "public_call", IN_2026) is None


def test_an_accepted_row_is_the_law_at_once_and_a_waiting_or_refused_one_is_not(registry, adopt):
    before, version = law(), current().version()
    write(lambda session: propose(session, lambda *_, **__: By("ana"), THRESHOLDS, KNOWN, WHY))
    assert law() is before
    with reading() as session:
        one = waiting(session)[0]
        stands = stamp(standing(session, THRESHOLDS, "public-call-2026"))
    no = Choice(one.id, 1, stands, accepted=False, reason=WHY)
    assert write(lambda session: decide(session, lambda *_, **__: By("cleo"), "cleo", no)) == "done"
    assert (law(), current().version()) == (before, version)
    assert adopt(THRESHOLDS, KNOWN) == "done"
    assert current().version() > version
    assert amount(law(), "public_call", IN_2026) == 139_000
    assert adopt(THRESHOLDS, number()) == "done"
    assert amount(law(), "public_call", IN_2028) == 150_000
    assert law().thresholds[-1] == read_row(number(), Threshold)


def test_a_row_accepted_in_the_place_of_an_accepted_one_is_alone_in_use(registry, adopt):
    assert adopt(THRESHOLDS, KNOWN) == "done"
    assert adopt(THRESHOLDS, KNOWN | {"amount": "140000"}) == "done"
    assert amount(law(), "public_call", IN_2026) == 140_000
    with reading() as session:
        assert [one.row["amount"] for one in accepted(session, THRESHOLDS)] == ["140000"]
        assert {(one.row["amount"], one.state) for one in decided(session)} == {
            ("139000", "replaced"),
            ("140000", "accepted"),
        }
