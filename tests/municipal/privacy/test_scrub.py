"""What SQLite has freed inside its file is really gone."""

from sqlalchemy import text

from municipal import db
from municipal.db import Database, current, reading, use, writing
from municipal.mail.outbox import post
from municipal.privacy.scrub import scrub
from municipal.traces.chain import SYSTEM, record
from municipal.traces.verify import verify

CANARY = "Philomène Quenneville-Tessier"


def told(folder):
    return {path.name for path in folder.iterdir() if path.is_file() and CANARY.encode() in path.read_bytes()}


def leave_a_trace():
    """Somebody's name, written then removed: what an erasure does, without what comes after."""
    for number in range(40):
        with writing() as session:
            post(session, to=f"a{number}@b.ca", subject=CANARY, text=CANARY * 50, language="fr", kind="x")
    with writing() as session:
        session.execute(text("DELETE FROM mail"))
        record(session, SYSTEM, "test", "test", "test")


def test_removed_rows_stay_in_the_file_until_it_is_rebuilt(fresh):
    """The first half is the control: without it, an empty search would prove nothing."""
    leave_a_trace()
    if current().is_sqlite:
        assert told(fresh.folder)
    assert scrub()
    assert told(fresh.folder) == set()
    with reading() as session:
        assert verify(session).ok


def test_a_database_that_is_busy_is_left_for_the_night(fresh, monkeypatch, caplog):
    if not current().is_sqlite:
        assert scrub()
        return
    monkeypatch.setattr(db, "PRAGMAS", (*db.PRAGMAS, "busy_timeout=20"))
    use(None)
    use(Database(fresh.settings.database))
    with writing() as session:
        session.execute(text("DELETE FROM mail"))
        assert not scrub()
    assert "freed space" in caplog.text
    assert scrub()


def test_the_public_data_keep_their_number(fresh):
    """Pages that are kept stay kept: nothing that visitors see has changed."""
    before = current().version()
    leave_a_trace()
    scrub()
    assert current().version() == before
