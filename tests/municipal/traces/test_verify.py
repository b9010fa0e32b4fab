"""Whether the chain is whole: any link that was altered, taken away or replaced is named by its number."""

import random

import pytest
from sqlmodel import Session, col, select

from municipal.db import current, reading, write
from municipal.traces.chain import GENESIS, By, link, record
from municipal.traces.tables import Audit, AuditReason
from municipal.traces.verify import verify

LENGTH = 40
FIELDS = [column.name for column in Audit.__table__.columns]


@pytest.fixture(autouse=True)
def _here(hamlet):
    def work(session):
        last = session.exec(select(Audit.seq).order_by(col(Audit.seq).desc()).limit(1)).first() or 0
        for number in range(last, LENGTH):
            reason = "un motif" if number % 5 == 0 else ""
            by = By("odile", "administrator", f"r{number}")
            record(
                session, by, "tried", "test", f"o{number}", body="00003", version=number, after=number, reason=reason
            )

    write(work)


@pytest.fixture
def behind():
    """A session behind the triggers, whose changes nobody keeps: what can be done with the file in hand."""
    with current().engine.connect() as connection, connection.begin() as transaction:
        if current().is_sqlite:
            for name in ("audit_no_update", "audit_no_delete", "audit_next"):
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
        else:
            connection.exec_driver_sql("ALTER TABLE audit DISABLE TRIGGER USER")
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            yield session
        transaction.rollback()


def rows():
    with reading() as session:
        return [row.model_dump() for row in session.exec(select(Audit).order_by(col(Audit.seq)))]


def otherwise(draw, field, value):
    """Another value for a field, as somebody would forge one."""
    if field == "seq":
        return draw.choice([-value, value + 10_000, 0])
    if field == "object_version":
        return draw.choice([one for one in (None, 0, 1, 2**31 - 1, (value or 0) + 1) if one != value])
    text = str(value)
    kind = draw.randrange(4)
    if text and kind == 0:
        place = draw.randrange(len(text))
        letter = draw.choice([one for one in "0aZé\u00a0-" if one != text[place]])
        return text[:place] + letter + text[place + 1 :]
    if text and kind == 1:
        return text[:-1]
    return text + draw.choice(["x", " ", "\n", "0", "é"])


def test_asvs_16_4_2_a_thousand_forged_links_are_each_named_by_their_number(behind):
    before = rows()
    draw, wrong = random.Random(3), []  # noqa: S311 - the same forgeries each time
    count = 1000 if current().is_sqlite else 150
    for _ in range(count):
        seq = draw.randrange(1, len(before) + 1)
        field = draw.choice(FIELDS)
        value = otherwise(draw, field, before[seq - 1][field])
        mark = "?" if current().is_sqlite else "%s"
        connection = behind.connection()
        point = connection.begin_nested()
        connection.exec_driver_sql(f'UPDATE audit SET "{field}" = {mark} WHERE seq = {mark}', (value, seq))  # noqa: S608
        verdict = verify(behind)
        if verdict.ok or verdict.first_bad != seq:
            wrong.append((seq, field, value, verdict))
        point.rollback()
    assert wrong == []
    assert verify(behind).ok


@pytest.mark.parametrize("seq", [1, 2, 17, LENGTH])
def test_a_link_that_holds_in_itself_but_to_no_other_is_named(behind, seq):
    forged = Audit(**(rows()[seq - 1] | {"previous": "f" * 64}))
    forged.hash = link(forged)
    mark = "?" if current().is_sqlite else "%s"
    behind.connection().exec_driver_sql(
        f"UPDATE audit SET previous = {mark}, hash = {mark} WHERE seq = {mark}",  # noqa: S608 - marks
        (forged.previous, forged.hash, seq),
    )
    verdict = verify(behind)
    assert (verdict.ok, verdict.first_bad, verdict.why) == (False, seq, "altered")


@pytest.mark.parametrize("seq", [1, 2, 17, LENGTH])
def test_a_link_that_was_taken_away_is_missing(behind, seq):
    behind.connection().exec_driver_sql(f"DELETE FROM audit WHERE seq = {seq}")  # noqa: S608 - a number
    heads = {len(rows()): rows()[-1]["hash"]}
    verdict = verify(behind, heads)
    assert (verdict.ok, verdict.first_bad, verdict.why) == (False, seq, "missing")


@pytest.mark.parametrize("number", [0, -1, -LENGTH])
def test_the_last_link_is_not_put_out_of_sight_under_another_number(behind, number):
    last = rows()[-1]["seq"]
    behind.connection().exec_driver_sql(f"UPDATE audit SET seq = {number} WHERE seq = {last}")  # noqa: S608 - numbers
    verdict = verify(behind)
    assert (verdict.ok, verdict.first_bad, verdict.why) == (False, last, "missing")


@pytest.mark.parametrize("kept", [0, 1, 12, LENGTH - 1])
def test_a_chain_that_was_cut_short_is_found_by_a_head_that_was_published(behind, kept):
    before = rows()
    behind.connection().exec_driver_sql(f"DELETE FROM audit WHERE seq > {kept}")  # noqa: S608 - a number
    assert verify(behind).ok, "without a head nobody sees it"
    verdict = verify(behind, {len(before): before[-1]["hash"], 5: before[4]["hash"]})
    assert (verdict.ok, verdict.first_bad, verdict.why) == (False, kept + 1, "missing")
    assert verify(behind, {kept: before[kept - 1]["hash"]} if kept else {}).ok


def test_a_chain_that_was_wholly_rewritten_is_found_by_a_head_that_was_published(behind):
    before = rows()
    previous = before[6]["hash"]
    for values in before[7:]:
        forged = Audit(**(values | {"previous": previous, "actor": "somebody else"}))
        previous = forged.hash = link(forged)
        mark = "?" if current().is_sqlite else "%s"
        behind.connection().exec_driver_sql(
            f"UPDATE audit SET previous = {mark}, actor = 'somebody else', hash = {mark} WHERE seq = {mark}",  # noqa: S608
            (forged.previous, forged.hash, forged.seq),
        )
    assert verify(behind).ok, "each link holds: only what left the house tells"
    verdict = verify(behind, {10: before[9]["hash"], 20: before[19]["hash"]})
    assert (verdict.ok, verdict.first_bad, verdict.why) == (False, 10, "replaced")
    assert verify(behind, {7: before[6]["hash"]}).ok


def test_the_words_of_a_reason_that_were_changed_are_found_and_those_that_were_erased_are_not(behind):
    seq = behind.exec(select(AuditReason.seq).order_by(col(AuditReason.seq)).limit(1)).one()
    connection = behind.connection()
    point = connection.begin_nested()
    connection.exec_driver_sql(f"UPDATE audit_reason SET text = 'un autre motif' WHERE seq = {seq}")  # noqa: S608
    verdict = verify(behind)
    assert (verdict.ok, verdict.first_bad, verdict.why) == (False, seq, "reason")
    point.rollback()
    for statement in ("UPDATE audit_reason SET text = ''", "DELETE FROM audit_reason"):
        behind.expunge_all()
        connection.exec_driver_sql(f"{statement} WHERE seq = {seq}")
        assert verify(behind).ok


def test_a_reason_that_was_never_given_is_found(behind):
    bare = next(row["seq"] for row in rows() if not row["reason"])
    behind.connection().exec_driver_sql(f"INSERT INTO audit_reason (seq, salt, text) VALUES ({bare}, '', 'ajout')")  # noqa: S608
    assert (verify(behind).first_bad, verify(behind).why) == (bare, "reason")


def test_a_whole_chain_says_how_long_it_is_and_where_it_ends():
    with reading() as session:
        verdict = verify(session, {row["seq"]: row["hash"] for row in rows()})
    assert (verdict.ok, verdict.entries, verdict.head) == (True, len(rows()), rows()[-1]["hash"])


def test_a_chain_that_has_not_begun_is_whole(behind):
    behind.connection().exec_driver_sql("DELETE FROM audit")
    verdict = verify(behind)
    assert (verdict.ok, verdict.entries, verdict.head) == (True, 0, GENESIS)


def test_a_long_chain_is_read_in_pieces(behind, monkeypatch):
    from municipal.traces import verify as module

    monkeypatch.setattr(module, "_AT_A_TIME", 7)
    assert verify(behind).entries == len(rows())
    behind.connection().exec_driver_sql("UPDATE audit SET actor = 'x' WHERE seq = 21")
    assert verify(behind).first_bad == 21
