"""An import that a command made is taken back by the page too."""

from hashlib import sha256

from municipal.db import reading, write
from municipal.imports.keeping import Imported, keep_done, new_id
from municipal.imports.queries import import_file
from municipal.traces.chain import By
from vendors.registry.changing import Cause, create

COUNTS = {"read": 1, "created": 1, "updated": 0, "unchanged": 0, "rejected": 0, "to_review": 0}


def test_what_a_command_imported_is_listed_and_taken_back(lead, exports, acts):
    before, identity = exports(), new_id()
    values = {"id": "moulin-amont", "name": "Moulin Amont", "sort_key": "moulin amont", "origin": identity}

    def work(session):
        cause = Cause("imported", "2026-06-01T00:00:00+00:00", identity, "operator")
        create(session, "vendor", "moulin-amont", values, cause)
        report = {"counts": COUNTS, "rejects": []}
        digest = sha256(b"x").hexdigest()
        keep_done(session, By("operator"), Imported(identity, "vendors", "l.csv", digest, report))

    write(work, public=True)
    assert "l.csv" in lead.get().text
    assert "La personne qui administre le service" in lead.get().text
    assert "Lus 1 Nouveaux 1" in lead.read(identity)
    assert lead.act("undo", identity, reason="Un essai.").status_code == 303
    assert exports() == before
    assert [act for act, _ in acts()] == ["import.done", "import.undone"]
    with reading() as session:
        assert getattr(import_file(session, identity), "state", "") == "undone"


def test_each_import_has_an_id_of_its_own():
    assert len({new_id() for _ in range(100)}) == 100
