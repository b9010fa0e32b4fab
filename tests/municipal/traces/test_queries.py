"""The journal of a body: its own entries, the latest first, fifty at a time."""

from sqlalchemy import delete
from sqlmodel import col

from municipal.db import reading, write
from municipal.traces.chain import By, record
from municipal.traces.queries import PER_PAGE, journal
from municipal.traces.tables import AuditReason

BODY = "00001"


def test_a_journal_holds_its_body_alone_and_is_paged(fresh):
    def work(session):
        for number in range(PER_PAGE + 3):
            record(session, By("ana", "editor"), "presentation.saved", "presentation", f"{number}", body=BODY)
            record(session, By("bo"), "presentation.saved", "presentation", "other", body="00002")

    write(work)
    with reading() as session:
        first, second, third = (journal(session, BODY, page) for page in (1, 2, 3))
    assert (first.count, first.pages) == (PER_PAGE + 3, 2)
    assert [entry.identity for entry in first.entries] == [f"{n}" for n in range(PER_PAGE + 2, 2, -1)]
    assert [entry.identity for entry in second.entries] == ["2", "1", "0"]
    assert third.entries == []
    assert {entry.actor for entry in first.entries} == {"ana"}


def test_an_empty_journal_has_one_page(fresh):
    with reading() as session:
        assert journal(session, "99999").pages == 1


def test_a_reason_is_told_until_it_is_erased(fresh):
    def work(session):
        record(session, By("ana"), "a", "k", "without", body=BODY)
        return record(session, By("ana"), "b", "k", "with", body=BODY, reason="Il manque l’adresse.")

    number = write(work)
    with reading() as session:
        assert [entry.reason for entry in journal(session, BODY).entries] == ["Il manque l’adresse.", ""]
    write(lambda session: session.execute(delete(AuditReason).where(col(AuditReason.seq) == number)))
    with reading() as session:
        assert [entry.reason for entry in journal(session, BODY).entries] == [None, ""]
