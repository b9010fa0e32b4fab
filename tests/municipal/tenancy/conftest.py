"""A database that holds both tenants' rows, and is watched."""

import pytest

from municipal.db import Revision, writing
from municipal.tenancy.guard import watch
from tests.municipal.tenancy.two_tenants import Base, every_row


@pytest.fixture
def world(blank):
    """Both tenants' rows in a database that is watched."""
    Base.metadata.create_all(blank.engine)
    # What `writing` takes first.
    Revision.__table__.create(blank.engine)
    with writing() as session:
        session.add_all(every_row())
    watch(blank.engine, Base.metadata)
    return blank
