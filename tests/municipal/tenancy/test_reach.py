"""A row that an INSERT meets is reached by a key that holds the tenant; what is not understood binds nothing."""

import pytest
import sqlglot
from sqlalchemy.dialects import postgresql, sqlite

from municipal.tenancy import reach
from municipal.tenancy.guard import UnscopedError, everything, guarded
from tests.municipal.tenancy.two_tenants import MINE, THEIRS, Base, Note, leaks


def upsert(world, body, *key):
    """An INSERT that changes the row that it meets."""
    dialect = sqlite if world.is_sqlite else postgresql
    row = dialect.insert(Note).values(body=body, id=1, kind=1, words=f"note {THEIRS} 1")
    return row.on_conflict_do_update(index_elements=[*key], set_={"kind": 77})


def test_an_insert_changes_the_row_that_it_meets_where_its_key_holds_the_tenant(world):
    assert leaks(upsert(world, MINE, "id", "body").values(words="new")) is False


def test_an_insert_does_not_change_the_row_that_it_meets_by_another_key(world):
    with everything("to show that it leaks"):
        assert leaks(upsert(world, "00009", "words"))
    with pytest.raises(UnscopedError):
        leaks(upsert(world, "00009", "words"))


def test_a_mark_that_the_parser_may_add_one_day_makes_a_condition_count_for_nothing():
    tree = sqlglot.parse_one("SELECT words FROM note WHERE note.body = ?", read="sqlite")
    guards = guarded(Base.metadata)
    assert reach.unbound(list(tree.walk()), guards) is None
    tree.args["where"].this.set("otherwise", value=True)
    assert reach.unbound(list(tree.walk()), guards) is tree.args["from_"].this
