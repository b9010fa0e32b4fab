"""One line of revisions, which makes exactly the schema that the tables describe, forwards and backwards."""

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlmodel import SQLModel

from municipal.db import current
from municipal.prepare import is_ready, migrate
from municipal.schema import _config, schema_head
from municipal.settings import Settings

DEMO = Settings(demo=True)


def tables():
    return set(inspect(current().engine).get_table_names())


def downgrade(database):
    with database.engine.connect() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.downgrade(config, "base")


def test_there_is_a_single_head():
    assert ScriptDirectory.from_config(_config()).get_heads() == [schema_head()]


def test_every_revision_but_the_first_follows_another():
    revisions = list(ScriptDirectory.from_config(_config()).walk_revisions())
    assert [one.down_revision for one in revisions].count(None) == 1
    assert all(one.module.upgrade and one.module.downgrade for one in revisions)


def test_an_empty_database_is_brought_to_the_head(blank):
    assert tables() == set()
    assert not is_ready(DEMO)
    migrate(blank)
    assert tables() == set(SQLModel.metadata.tables) | {"alembic_version"}
    with blank.engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == [schema_head()]


def test_the_migrated_schema_is_the_one_that_the_tables_describe(blank):
    migrate(blank)
    with blank.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_migrating_again_changes_nothing(blank):
    migrate(blank)
    before = tables()
    migrate(blank)
    assert tables() == before


def test_one_may_go_back_to_nothing_and_forward_again(blank):
    migrate(blank)
    there = tables()
    downgrade(blank)
    assert tables() == {"alembic_version"}
    migrate(blank)
    assert tables() == there


def test_a_database_without_its_seed_is_not_ready(blank):
    migrate(blank)
    assert not is_ready(DEMO)


@pytest.mark.parametrize("revision", ["0000", "9999"])
def test_a_database_at_another_revision_is_not_ready(fresh, revision):
    assert is_ready(DEMO)
    with fresh.database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})
    assert not is_ready(DEMO)
