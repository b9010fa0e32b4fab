"""The public contracts of a number, those of a notice, and the notices themselves."""

from tests.vendors.notices.made import COMPANY, OTHER, PARTNERS, PERSON, WRONG, a_file, award, party, release
from vendors.notices.queries import (
    coded,
    contracts_in,
    contracts_of,
    extent,
    notices,
    page_of,
    persons_in,
    releases_of,
    sure,
)

FIRST, SECOND = "ocds-ec9k95-1", "ocds-ec9k95-2"


def test_contracts_are_those_of_numbers_newest_first_with_their_notice(store, tmp_path):
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
        found = contracts_of(session, [COMPANY])
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
        assert len(contracts_of(session, [OTHER])) == 1
        assert len(contracts_of(session, [COMPANY, OTHER, COMPANY])) == 4
        assert contracts_of(session, []) == []


def test_a_number_that_fails_the_check_has_no_contract(store, tmp_path):
    doubtful = [party("FO-7", details={"neq": WRONG})]
    told = [release(1, awards=[award(suppliers=("FO-7",))], parties=doubtful)]
    assert store.bring(a_file(tmp_path, told)).to_review == 1
    with store.session() as session:
        assert contracts_of(session, [WRONG]) == []
        assert sure([WRONG, PERSON, COMPANY, "", "119999"]) == [COMPANY]


def test_a_natural_person_is_never_shown(store, tmp_path):
    borne = party(f"FO-{PERSON}", details={"neq": COMPANY})
    told = [
        release(1, awards=[award(suppliers=(f"FO-{PERSON}",))]),
        release(2, awards=[award(suppliers=("FO-7",))], parties=[party("FO-7", details={"neq": "2299990013"})]),
        release(3, awards=[award(suppliers=(f"FO-{PERSON}",))], parties=[borne]),
    ]  # fmt: skip
    assert store.bring(a_file(tmp_path, told)).created == 3
    ocids = [f"ocds-ec9k95-{n}" for n in (1, 2, 3)]
    with store.session() as session:
        assert contracts_of(session, [PERSON, "2299990013", COMPANY]) == []
        assert contracts_in(session, ocids) == {}
        assert [persons_in(session, one) for one in ocids] == [1, 1, 1]
        assert page_of(session, 0, 10, neqs=[PERSON, COMPANY]) == ([], 0)


def test_a_title_that_names_a_natural_person_is_blank(store, tmp_path):
    named = {"id": f"FO-{PERSON}", "name": "Pivert, Odile"}
    awards = [award() | {"suppliers": [named, {"id": f"FO-{COMPANY}", "name": "Atelier"}]}]
    told = [
        release(1, title="Logiciel d’Odile  PIVERT", awards=awards),
        release(2, title="Logiciel de pivert", awards=awards),
    ]
    store.bring(a_file(tmp_path, told))
    with store.session() as session:
        found = notices(session, [FIRST, SECOND, "autre"])
        assert {ocid: row.title for ocid, row in found.items()} == {FIRST: "", SECOND: "Logiciel de pivert"}
        assert sorted(row.title for row in contracts_of(session, [COMPANY])) == ["", "Logiciel de pivert"]
        assert all(row.title != "Logiciel d’Odile  PIVERT" for row in contracts_in(session, [FIRST])[FIRST])


def test_in_a_notice_only_a_sure_number_is_named(store, tmp_path):
    told = [
        release(
            1,
            awards=[
                award("1", 5, suppliers=(f"FO-{COMPANY}",)),
                award("2", 6, suppliers=(f"FO-{PARTNERS}",)),
                award("3", 7, suppliers=("FO-8",)),
                award("4", 8, suppliers=("FO-9",)),
            ],
            parties=[party("FO-9", details={"neq": WRONG})],
        )
    ]
    store.bring(a_file(tmp_path, told))
    with store.session() as session:
        found = {row.awarded: (row.supplier, row.neq) for row in contracts_in(session, [FIRST])[FIRST]}
    assert found == {
        500: (f"Atelier FO-{COMPANY}", COMPANY),
        600: (f"Atelier FO-{PARTNERS}", PARTNERS),
        700: ("", None),
        800: ("", None),
    }


def test_notices_come_newest_first_page_by_page(store, tmp_path):
    days = {n: f"2026-06-{n:02}T09:00:00-04:00" for n in range(1, 8)}
    awards = [award(suppliers=(f"FO-{COMPANY}",))]
    told = [release(n, date=day, awards=awards if n % 2 else []) for n, day in days.items()]
    store.bring(a_file(tmp_path, told))
    with store.session() as session:
        pages = [page_of(session, start, 3) for start in (0, 3, 6, 9)]
        assert [[row.number for row in rows] for rows, _ in pages] == [["7", "6", "5"], ["4", "3", "2"], ["1"], []]
        assert {count for _, count in pages} == {7}
        rows, count = page_of(session, 1, 2, neqs=[COMPANY])
        assert ([row.number for row in rows], count) == (["5", "3"], 4)
        assert (extent(session).notices, extent(session).newest) == (7, "2026-06-07T13:00:00+00:00")


def test_releases_are_told_oldest_first(store, tmp_path):
    told = [release(1, "b", "2026-06-09T00:00:00Z"), release(1, "a", "2026-06-01T00:00:00Z")]
    store.bring(a_file(tmp_path, told))
    with store.session() as session:
        found = releases_of(session, FIRST)
    assert [(one.date, one.tags) for one in found] == [
        ("2026-06-01T00:00:00+00:00", ["tender"]),
        ("2026-06-09T00:00:00+00:00", ["tender"]),
    ]


def test_the_first_stage_asks_for_the_beginning_of_a_code_or_for_a_category(store, tmp_path):
    def item(category, *codes):
        first, *rest = [{"scheme": "UNSPSC", "id": code} for code in codes] or [None]
        return {"items": [{"id": category, "classification": first, "additionalClassifications": rest}]}

    told = [
        release(1, tender=item("C01", "72000000", "43232300")),
        release(2, tender=item("G8")),
        release(3, tender=item("C01", "72432300")),
        release(4, tender=item("G80", "81110000")),
        release(5, tender=item("G80")),
    ]
    store.bring(a_file(tmp_path, told))
    with store.session() as session:
        assert {ocid for ocid, _ in coded(session, ["4323", "8111"], ["G8"])} == {f"ocds-ec9k95-{n}" for n in (1, 2, 4)}
