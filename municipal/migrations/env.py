"""How alembic reaches our database: over a connection that the program already holds."""

from alembic import context
from sqlmodel import SQLModel

import municipal.prepare  # noqa: F401 - every table is imported by it

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    compare_type=True,
    # Both databases undo what a migration that was cut short had begun.
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
