"""What is about a person is found wherever it stands, and nothing of anybody else."""

from sqlmodel import SQLModel

from municipal.db import reading, write
from municipal.mail.outbox import post
from municipal.people.queries import add_person, set_roles
from municipal.privacy.inventory import holdings
from municipal.privacy.mine import collect, counted
from municipal.traces.chain import SYSTEM
from municipal.traces.versions import keep

NAME = "Philomène Quenneville-Tessier"
EMAIL = "philomene.q@exemple.quebec"


def everything_of(person):
    with reading() as session:
        return collect(session, person)


def test_everything_that_somebody_did_is_found_in_its_table(fresh, lived):
    found = everything_of(lived.person)
    assert {name: len(rows) for name, rows in found.items() if name != "audit"} == {
        "person": 1,
        "membership": 2,
        "factor": 1,
        "identity": 1,
        "user_session": 1,
        # Two sign-in links and the confirmation of the opening.
        "one_time": 3,
        "mail": 2,
        "draft": 1,
        "done": 1,
        "attestation": 1,
        "learner": 1,
        "cohort_member": 1,
        "interest": 1,
        "opening": 1,
        "report": 1,
        "version": 1,
        "access": 1,
        "audit_reason": 1,
        "deletion": 0,
        **dict.fromkeys(("case_question", "desk_request", "follow", "need_message", "supplier_notice"), 1),
        **dict.fromkeys(("declaration", "person_told", "saved_search"), 1),
    }
    assert {row["action"] for row in found["audit"]} >= {
        "account.opened",
        "sign_in.link",
        "interest.declared",
        "presentation.returned",
    }
    # Asked for in capitals, kept in small letters, known in both.
    assert {row["email"].lower() for row in found["one_time"]} == {EMAIL}
    assert len({row["email"] for row in found["one_time"]}) > 1
    assert found["version"][0]["given"] == {"text_fr": "Bonjour"}


def test_the_counts_are_those_of_the_rows(fresh, lived):
    with reading() as session:
        assert counted(session, lived.person) == {name: len(rows) for name, rows in everything_of(lived.person).items()}


def test_nothing_of_a_neighbour_is_ever_among_it(fresh, lived):
    """Somebody of the same city, whose address ends like mine, and who wrote to the same texts."""

    def work(session):
        near = add_person(session, name="Une voisine", email=f"a{EMAIL}", language="fr")
        set_roles(session, SYSTEM, person=near, body="00002", wanted=["editor"])
        keep(session, SYSTEM, "presentation", "00002", body="00002", version=2, values={"text_fr": "VOISINE"})
        post(session, to=f"a{EMAIL}", subject="VOISINE", text="VOISINE", language="fr", kind="x")
        return near

    near = write(work)
    mine = str(everything_of(lived.person))
    assert near not in mine
    assert "VOISINE" not in mine
    assert f"a{EMAIL}" not in mine
    theirs = everything_of(near)
    assert [len(theirs[name]) for name in ("person", "mail", "membership", "version")] == [1, 1, 1, 0]
    assert NAME not in str(theirs)


def test_who_is_not_there_has_nothing(fresh):
    assert everything_of("nobody") == {}
    with reading() as session:
        assert counted(session, "nobody") == {}


def test_a_row_comes_with_what_is_shown_and_nothing_more(fresh, lived):
    found = everything_of(lived.person)
    shown = {one.table: set(one.shown) for one in holdings() if one.own}
    assert {name: set(rows[0]) for name, rows in found.items() if rows} == {
        name: columns for name, columns in shown.items() if found[name]
    }
    hidden = {column.name for column in SQLModel.metadata.tables["one_time"].columns} - shown["one_time"]
    assert hidden == {"id", "code", "browser"}
