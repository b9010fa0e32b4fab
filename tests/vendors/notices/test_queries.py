"""The public contracts of a number."""

from tests.vendors.notices.made import COMPANY, OTHER, PERSON, WRONG, a_file, award, party, release
from vendors.notices.queries import contracts_of


def test_contracts_are_those_of_a_number_newest_first_with_their_notice(store, tmp_path):
    numbered = [party("FO-7", details={"neq": COMPANY})]
    store.bring(
        a_file(
            tmp_path,
            [
                release(1, awards=[award(on="2026-01-05", suppliers=("FO-7",))], parties=numbered),
                release(2, title="Agent", awards=[award("1", 7, "2026-03-05", ("FO-7",))], parties=numbered),
                release(3, awards=[award(on=None, suppliers=("FO-7",))], parties=numbered),
                release(4, awards=[award(suppliers=(f"FO-{OTHER}",))]),
                release(5, awards=[award(suppliers=("FO-8",))]),
            ],
        )
    )  # fmt: skip
    with store.session() as session:
        found = contracts_of(session, COMPANY)
        assert [(one.number, one.awarded_on) for one in found] == [
            ("2", "2026-03-05"),
            ("1", "2026-01-05"),
            ("3", None),
        ]
        assert (found[0].title, found[0].awarded, found[0].supplier, found[0].neq) == (
            "Agent",
            700,
            "Atelier FO-7",
            COMPANY,
        )
        assert len(contracts_of(session, OTHER)) == 1
        assert contracts_of(session, WRONG) == []


def test_a_natural_person_is_never_shown(store, tmp_path):
    borne = party(f"FO-{PERSON}", details={"neq": COMPANY})
    told = [
        release(1, awards=[award(suppliers=(f"FO-{PERSON}",))]),
        release(2, awards=[award(suppliers=("FO-7",))], parties=[party("FO-7", details={"neq": "2299990013"})]),
        release(3, awards=[award(suppliers=(f"FO-{PERSON}",))], parties=[borne]),
    ]  # fmt: skip
    assert store.bring(a_file(tmp_path, told)).created == 3
    with store.session() as session:
        assert [contracts_of(session, neq) for neq in (PERSON, "2299990013", COMPANY)] == [[], [], []]
