"""After an erasure: what SQLite has freed within its file is written over, so that no byte of it remains there."""

import logging
from typing import Final

from municipal.db import current, sqlite_module

LOG: Final = logging.getLogger("municipal.privacy")


def scrub() -> bool:
    """Rebuild the file of the database without its freed pages, and empty its journal; false when it was busy.

    It takes as much memory as the file has bytes. The night's work does it again. PostgreSQL writes over its freed
    space by itself, later.
    """
    if not current().is_sqlite:
        return True
    connection = current().engine.raw_connection()
    try:
        # Both stand outside any transaction: the driver's connection begins none by itself.
        cursor = connection.driver_connection.cursor()  # type: ignore[union-attr]
        cursor.execute("VACUUM")
        busy, _pages, _moved = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite_module().OperationalError as error:
        LOG.warning("freed space not written over: %s", error)
        return False
    finally:
        connection.close()
    return not busy
