"""The chain of traces: one link after another, in the transaction of the change, and nothing takes one back."""

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import delete, insert, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, select

from municipal.db import current, reading, write
from municipal.traces.chain import GENESIS, By, record
from municipal.traces.tables import Audit, AuditReason
from municipal.traces.verify import verify

ODILE = By("odile", "administrator")


@pytest.fixture(autouse=True)
def _here(hamlet):
    for number in range(3):
        write(lambda session, number=number: record(session, ODILE, "tried", "test", f"t{number}", body="00003"))


def chain():
    with reading() as session:
        return [row.model_dump() for row in session.exec(select(Audit).order_by(col(Audit.seq)))]


def by_hand(row):
    """The digest of a link, made without the program: SHA-256 of the one before and of the rest as sorted JSON."""
    rest = {name: value for name, value in row.items() if name not in ("hash", "previous")}
    text = json.dumps(rest, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(row["previous"].encode() + text.encode()).hexdigest()


def test_each_link_holds_the_digest_of_the_one_before_as_anybody_can_compute_it():
    rows = chain()
    assert [row["seq"] for row in rows] == list(range(1, len(rows) + 1))
    assert [row["previous"] for row in rows] == [GENESIS, *(row["hash"] for row in rows[:-1])]
    assert [row["hash"] for row in rows] == [by_hand(row) for row in rows]


def test_asvs_16_2_1_a_link_says_who_what_where_and_when_in_utc(clock):
    write(lambda session: record(session, ODILE, "role.given", "membership", "rose", body="00003", after="editor"))
    row = chain()[-1]
    assert (row["actor"], row["role"], row["action"], row["body"]) == ("odile", "administrator", "role.given", "00003")
    assert row["at"].endswith("+00:00")
    assert row["after"] == hashlib.sha256(b'"editor"').hexdigest()
    assert row["before"] == ""


def test_what_is_not_kept_leaves_no_link():
    before = chain()

    def work(session):
        record(session, ODILE, "tried", "test", "never")
        raise KeyError("in the middle")

    with pytest.raises(KeyError):
        write(work)
    assert chain() == before


def test_a_change_whose_link_cannot_be_written_is_not_kept(contents):
    before = contents()

    def work(session):
        session.add(Audit.model_validate(chain()[-1]))
        session.add(AuditReason(seq=10**6, salt="", text="a change"))

    with pytest.raises(DBAPIError):
        write(work)
    assert contents() == before


def test_writers_at_once_make_one_chain_without_a_fork():
    before = len(chain())

    def writes(number):
        return write(lambda session: record(session, ODILE, "tried", "test", f"at once {number}"))

    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(writes, range(40)))
    assert sorted(numbers) == list(range(before + 1, before + 41))
    with reading() as session:
        assert verify(session).ok


def test_the_words_of_a_reason_stand_outside_and_may_be_erased():
    seq = write(lambda session: record(session, ODILE, "tried", "test", "r", reason="Parce que Rose a déménagé."))
    assert "Rose" not in repr(chain())
    with reading() as session:
        told = session.get(AuditReason, seq)
    assert chain()[-1]["reason"] == hashlib.sha256(f"{told.salt}{told.text}".encode()).hexdigest()
    other = write(lambda session: record(session, ODILE, "tried", "test", "r", reason="Parce que Rose a déménagé."))
    assert chain()[-1]["reason"] != chain()[-2]["reason"], "the same words do not show that they are the same"
    write(lambda session: session.delete(session.get(AuditReason, seq)))
    with reading() as session:
        assert verify(session).ok
        assert session.get(AuditReason, other).text.startswith("Parce que")


# Nothing takes a link back, or changes it.


def forgeries():
    """What somebody would try: each with its name."""
    table, rows = Audit.__table__, chain()
    second, last = rows[1], rows[-1]
    upsert = (sqlite if current().is_sqlite else postgresql).insert(table)
    changed = {"actor": "nobody"}
    tried = {
        "update": update(table).where(table.c.seq == 2).values(changed),
        "update of the last": update(table).where(table.c.seq == last["seq"]).values(changed),
        "update of all": update(table).values(at=table.c.at),
        "update of the number": update(table).where(table.c.seq == 2).values(seq=10_000),
        "delete": delete(table).where(table.c.seq == 2),
        "delete of the last": delete(table).where(table.c.seq == last["seq"]),
        "delete of all": delete(table),
        "insert with a gap": insert(table).values(last | {"seq": last["seq"] + 2, "hash": "x"}),
        "insert before the first": insert(table).values(rows[0] | {"seq": 0, "hash": "x"}),
        "insert between": insert(table).values(second | {"hash": "x"}),
        "conflict on the number": upsert.values(second).on_conflict_do_update(index_elements=["seq"], set_=changed),
        "conflict on the digest": upsert.values(second | {"seq": last["seq"] + 1}).on_conflict_do_update(
            index_elements=["hash"], set_=changed
        ),
    }
    if not current().is_sqlite:
        merge = "MERGE INTO audit USING (SELECT 2 AS n) AS o ON seq = n WHEN MATCHED THEN UPDATE SET actor = 'nobody'"
        return tried | {
            "truncate": text("TRUNCATE audit"),
            "truncate with others": text("TRUNCATE audit, audit_reason CASCADE"),
            "merge": text(merge),
            "within a reading": text("WITH gone AS (DELETE FROM audit RETURNING seq) SELECT count(*) FROM gone"),
        }
    replace = insert(table).prefix_with("OR REPLACE")
    return tried | {
        "replace": replace.values(second | {"hash": "x"}),
        "replace of the last": replace.values(last | {"hash": "x"}),
        "replace by the digest": replace.values(second | {"seq": last["seq"] + 1}),
        "update or replace": text("UPDATE OR REPLACE audit SET seq = 2 WHERE seq = 3"),
    }


def test_asvs_16_4_2_the_database_itself_refuses_whatever_is_tried():
    before, passed = chain(), []
    for kind, statement in forgeries().items():
        try:
            with current().engine.begin() as connection:
                connection.execute(statement)
            passed.append(kind)
        except DBAPIError as error:
            if "append-only" not in str(error.orig):
                passed.append(f"{kind}: {error.orig}")
    assert passed == []
    assert chain() == before


def test_asvs_16_4_2_what_goes_round_the_triggers_is_found():
    """SQLite asks no trigger on the rows that REPLACE takes away, unless told to; a PostgreSQL replica asks none."""
    with current().engine.connect() as connection:
        within = connection.begin()
        if current().is_sqlite:
            connection.exec_driver_sql("PRAGMA recursive_triggers=OFF")
            connection.execute(forgeries()["replace by the digest"])
            connection.exec_driver_sql("PRAGMA recursive_triggers=ON")
        else:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            connection.execute(forgeries()["delete"])
        with Session(connection) as session:
            verdict = verify(session)
        within.rollback()
    assert (verdict.ok, verdict.first_bad, verdict.why) == (False, 2, "missing")
