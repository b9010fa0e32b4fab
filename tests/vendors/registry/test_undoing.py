"""What is taken back, what stays because somebody changed it since, and what is told of it, on each database."""

import pytest
from sqlmodel import col, select

from municipal.db import reading, write
from tests.vendors.registry.ledger import cause, fact, memory, solution, vendor
from vendors.registry.changing import Cause, alter, create, create_many, drop
from vendors.registry.export import registry_json, rows_json
from vendors.registry.log import changes_of
from vendors.registry.merging import Choice, decide, decisions, undo
from vendors.registry.tables import Solution, Vendor, VendorChange
from vendors.registry.undoing import take_back, take_back_one


@pytest.fixture
def session():
    with memory() as made:
        yield made


def told(found):
    return [(one.kind, one.key, one.field, one.why) for one in found.kept]


def bring(session, key, origin="import-1", **values):
    rows = [("solution", key, solution(f"{key}-offre", key)), ("vendor", key, vendor(key, **values))]
    create_many(session, rows, cause("imported", origin))


def test_an_import_goes_whole_and_its_log_stays(session):
    bring(session, "neuf")
    alter(session, "vendor", "hibou", "hibou", {"city": "Amos"}, cause("imported", "import-1"))
    found = take_back(session, "import-1", cause("undone", person="p2", reason="mauvais fichier"))
    assert (found.restored, found.kept) == (3, [])
    assert session.get(Vendor, "neuf") is None
    assert session.get_one(Vendor, "hibou").city is None
    newest, oldest = changes_of(session, "hibou")
    assert (newest.act, newest.origin, newest.fields) == ("undone", "import-1", [("city", "Amos", None)])
    assert (newest.person, newest.reason, newest.taken_back) == ("p2", "mauvais fichier", False)
    assert oldest.taken_back
    assert take_back(session, "import-1", cause()).restored == 0


def test_a_field_that_somebody_changed_since_stays_and_is_told(session):
    values = {"city": "Amos", "website": "https://a.example"}
    alter(session, "vendor", "hibou", "hibou", values, cause("imported", "import-1"))
    alter(session, "vendor", "hibou", "hibou", {"city": "Val-d’Or"}, cause("edited", "edit-1"))
    found = take_back(session, "import-1", cause())
    assert told(found) == [("vendor", "hibou", "city", "changed")]
    row = session.get_one(Vendor, "hibou")
    assert (row.city, row.website) == ("Val-d’Or", None)
    # What the edit found is gone: it does not come back with it.
    take_back(session, "edit-1", cause())
    assert session.get_one(Vendor, "hibou").city is None


def test_a_new_text_of_the_seed_is_not_taken_back(session):
    alter(session, "vendor", "hibou", "hibou", {"city": "Amos"}, cause("edited", "edit-1"))
    row = session.get_one(Vendor, "hibou")
    row.city = "Rouyn-Noranda"
    session.flush()
    assert told(take_back(session, "edit-1", cause())) == [("vendor", "hibou", "city", "changed")]
    alter(session, "vendor", "hibou", "hibou", {"city": "Ville-Marie"}, cause("edited", "edit-2"))
    take_back(session, "edit-2", cause())
    assert row.city == "Rouyn-Noranda"


def test_a_row_created_stays_when_somebody_changed_it_since_and_goes_with_that_change(session):
    bring(session, "neuf")
    alter(session, "vendor", "neuf", "neuf", {"city": "Amos"}, cause("edited", "edit-1"))
    found = take_back(session, "import-1", cause())
    assert told(found) == [("vendor", "neuf", "", "changed")]
    assert session.get(Solution, "neuf-offre") is None
    take_back(session, "edit-1", cause())
    assert session.get(Vendor, "neuf") is None


def test_a_row_on_which_another_rests_goes_when_that_one_goes(session):
    bring(session, "neuf")
    create(session, "fact", "neuf", fact("neuf-offre:1", "neuf-offre"), cause("edited", "edit-1"))
    found = take_back(session, "import-1", cause())
    assert told(found) == [("vendor", "neuf", "", "stands"), ("solution", "neuf-offre", "", "stands")]
    take_back(session, "edit-1", cause())
    assert session.get(Solution, "neuf-offre") is None
    assert session.get(Vendor, "neuf") is None


def test_a_supplier_that_somebody_decided_about_waits_until_that_is_taken_back(session):
    bring(session, "neuf")
    made = decide(session, Choice("neuf", "hibou", "merged", "hibou", "même adresse"), cause())
    assert told(take_back(session, "import-1", cause())) == [("vendor", "neuf", "", "held")]
    assert session.get_one(Vendor, "neuf").merged_into == "hibou"
    undo(session, made, 1, cause())
    assert take_back(session, "import-1", cause()).kept == []
    assert session.get(Vendor, "neuf") is None


def test_what_the_application_holds_stays(session):
    bring(session, "neuf")
    found = take_back(session, "import-1", cause(), lambda key: key == "neuf-offre")
    assert told(found) == [("vendor", "neuf", "", "held"), ("solution", "neuf-offre", "", "held")]
    assert take_back(session, "import-1", cause()).restored == 2


def test_a_dropped_row_comes_back_with_a_later_version(session):
    before = session.get_one(Solution, "loutre-rue").version
    drop(session, "fact", "loutre", "loutre-rue:1", cause("edited", "edit-1"))
    alter(session, "solution", "castor", "castor-rue", {"name": "Autre"}, cause("edited", "edit-2"))
    drop(session, "solution", "castor", "castor-rue", cause("edited", "edit-2"))
    state = rows_json(session)
    assert take_back(session, "edit-2", cause()).restored == 1
    assert session.get_one(Solution, "castor-rue").name == "castor-rue"
    assert session.get_one(Solution, "castor-rue").version > before + 1
    assert rows_json(session) != state
    assert take_back(session, "edit-1", cause()).restored == 1


def test_what_rested_on_a_row_that_is_gone_waits_for_it(session):
    drop(session, "solution", "castor", "castor-rue", cause("edited", "edit-1"))
    drop(session, "vendor", "castor", "castor", cause("edited", "edit-2"))
    assert told(take_back(session, "edit-1", cause())) == [("solution", "castor-rue", "", "missing")]
    take_back(session, "edit-2", cause())
    assert take_back(session, "edit-1", cause()).kept == []
    assert session.get(Solution, "castor-rue")


def test_a_dropped_record_comes_back_under_the_one_with_which_it_is_one(session):
    decide(session, Choice("castor", "castors", "merged", "castors", "même adresse"), cause())
    drop(session, "solution", "castor", "castor-rue", cause("edited", "edit-1"))
    drop(session, "vendor", "castor", "castor", cause("edited", "edit-1"))
    take_back(session, "edit-1", cause())
    assert session.get_one(Vendor, "castor").merged_into == "castors"


def test_a_number_that_another_supplier_bears_now_is_not_given_back(session):
    alter(session, "vendor", "loutre", "loutre", {"neq": None, "city": "Amos"}, cause("edited", "edit-1"))
    alter(session, "vendor", "castor", "castor", {"neq": "1140000002"}, cause("edited", "edit-2"))
    assert told(take_back(session, "edit-1", cause())) == [("vendor", "loutre", "neq", "taken")]
    assert session.get_one(Vendor, "loutre").city is None


def test_two_numbers_exchanged_are_exchanged_back(session):
    alter(session, "vendor", "loutre", "loutre", {"neq": None}, cause("edited", "edit-1"))
    alter(session, "vendor", "hibou", "hibou", {"neq": "1140000002"}, cause("edited", "edit-1"))
    alter(session, "vendor", "loutre", "loutre", {"neq": "1140000010"}, cause("edited", "edit-1"))
    assert take_back(session, "edit-1", cause()).kept == []
    assert session.get_one(Vendor, "loutre").neq == "1140000002"
    assert session.get_one(Vendor, "hibou").neq == "1140000010"


def test_one_change_of_many_is_taken_back_alone(session):
    alter(session, "vendor", "hibou", "hibou", {"city": "Amos"}, cause("edited", "edit-1"))
    alter(session, "vendor", "castor", "castor", {"city": "Amos"}, cause("edited", "edit-1"))
    one = changes_of(session, "hibou")[0]
    assert take_back_one(session, one.id, cause()).restored == 1
    assert take_back_one(session, one.id, cause()).restored == 0
    assert take_back_one(session, 10_000, cause()).restored == 0
    assert session.get_one(Vendor, "castor").city == "Amos"


def exports():
    with reading() as session:
        return registry_json(session), rows_json(session)


def test_on_each_database_imports_merges_and_edits_are_restored_byte_for_byte(fresh):
    first = exports()
    with reading() as session:
        one, other, third = session.exec(select(Vendor.id).order_by(col(Vendor.id)).limit(3)).all()

    def change(session):
        bring(session, "neuf", neq="1140000002", further={"Taille": "5"}, declared=["city"])
        alter(session, "vendor", one, one, {"neq": None, "city": "Amos"}, Cause("edited", "2026-11-22", "edit-1"))
        decide(session, Choice(one, "neuf", "merged", one, "même adresse"), cause())
        decide(session, Choice(other, third, "apart", None, "deux adresses"), cause())

    write(change, public=True)
    changed = exports()
    assert changed[0] != first[0]
    assert changed[1] != first[1]

    def back(session):
        for made in decisions(session, state="stands"):
            undo(session, made.id, made.version, cause())
        assert take_back(session, "import-1", cause()).kept == []
        assert take_back(session, "edit-1", cause()).kept == []

    write(back, public=True)
    assert exports() == first
    with reading() as session:
        # The log is never shortened.
        assert len(session.exec(select(VendorChange)).all()) > 6
