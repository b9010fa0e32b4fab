"""Reports written before and after a backup, and what a database holds once it was restored, or was not."""

import pytest
from sqlalchemy import select

from municipal.db import Database, current, reading, use, writing
from municipal.safekeeping.restore import restore
from municipal.settings import Settings
from municipal.suppliers.tables import Report
from municipal.traces.chain import SYSTEM, record
from vendors.sources.faults import UnusableError

SPOKEN = "Ça va: «\u00a0oui\u00a0», “no”, 🙂 \\ ' \" %s :x ?"


def report(number, message=SPOKEN):
    day = "2026-11-22"
    return Report(id=number, kind="error", solution="x", message=message, language="fr", received_at=day, due_on=day)


def write(*numbers):
    """A report and its trace, in one transaction each."""
    for number in numbers:
        with writing() as session:
            session.add(report(number))
            record(session, SYSTEM, "report", "report", number)


def settings_of(database, folder):
    url = database.url.render_as_string(hide_password=False)
    return Settings(data_dir=str(folder), demo=True, demo_database_url=url)


def opened(settings):
    use(Database(settings.database))
    return current()


def refused(settings, path):
    with pytest.raises(UnusableError) as caught:
        restore(settings, path)
    (fault,) = caught.value.faults
    return fault


def reports():
    with reading() as session:
        return set(session.execute(select(Report.id)).scalars())


def unchanged(fresh, contents, before):
    """The database is the one that it was, and nothing was left beside it."""
    opened(fresh.settings)
    assert contents() == before
    use(None)
    assert not [each for each in fresh.folder.iterdir() if "before" in each.name or each.name.startswith(".")]
