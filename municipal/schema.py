"""The revisions of the schema: which ones this version knows, and how a database is brought to one of them."""

from functools import cache

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from municipal.paths import MIGRATIONS
from municipal.tenancy.guard import everything


@cache
def known() -> frozenset[str]:
    """Every revision of the schema that this version can start from."""
    return frozenset(script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions())


@cache
def schema_head() -> str:
    """The revision of the schema that this version expects."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Bring the schema to a revision; inside a transaction that has begun, it is kept or undone with the rest."""
    config = _config()
    config.attributes["connection"] = connection
    with everything("schema"):
        command.upgrade(config, revision)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config
