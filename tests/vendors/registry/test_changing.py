"""Rows are written with what they were: one by one, or many at once."""

import pytest
from sqlmodel import col, select

from municipal.db import reading, write
from tests.vendors.registry.ledger import cause, memory, solution, vendor
from vendors.registry.changing import alter, content, create, create_many, drop
from vendors.registry.log import changes_of
from vendors.registry.tables import Solution, Vendor, VendorChange


@pytest.fixture
def session():
    with memory() as made:
        yield made


def test_a_change_keeps_the_fields_that_changed_and_no_other(session):
    assert alter(session, "vendor", "hibou", "hibou", {"city": "Amos", "name": "Hibou Veille ltée"}, cause("edited"))
    assert changes_of(session, "hibou")[0].fields == [("city", None, "Amos")]
    assert not alter(session, "vendor", "hibou", "hibou", {"city": "Amos"}, cause("edited"))
    assert len(changes_of(session, "hibou")) == 1


def test_a_row_that_comes_again_never_has_a_version_it_had(session):
    create(session, "solution", "hibou", solution("neuve", "hibou"), cause())
    alter(session, "solution", "hibou", "neuve", {"name": "Autre"}, cause())
    last = session.get_one(Solution, "neuve").version
    drop(session, "solution", "hibou", "neuve", cause())
    create(session, "solution", "hibou", solution("neuve", "hibou"), cause())
    assert session.get_one(Solution, "neuve").version > last


def test_many_rows_at_once_say_what_one_by_one_they_would(fresh):
    rows = [("solution", f"v{n}", solution(f"v{n}-offre", f"v{n}", further=None)) for n in range(725)]
    rows += [("vendor", f"v{n}", vendor(f"v{n}", further={"Taille": str(n)}, origin="import-1")) for n in range(725)]
    write(lambda session: create_many(session, rows, cause("imported", "import-1")))
    write(lambda session: create(session, "vendor", "seul", vendor("seul", further={"Taille": "7"}), cause()))
    with reading() as session:
        assert content(session.get_one(Vendor, "v7")) | {"id": "", "name": "", "sort_key": "", "origin": ""} == content(
            session.get_one(Vendor, "seul")
        ) | {"id": "", "name": "", "sort_key": "", "origin": ""}
        assert len(session.exec(select(VendorChange).where(col(VendorChange.origin) == "import-1")).all()) == 1450
        [made] = [one for one in changes_of(session, "v9") if one.kind == "vendor"]
        assert ("name", None, "v9") in made.fields
