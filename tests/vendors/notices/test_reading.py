"""A release made rows: what is read of it, what is kept of it, and why it is refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vendors.notices.made import COMPANY, award, party, release, signed
from tests.vendors.sources.test_nesting import JSON
from vendors.notices.reading import read
from vendors.notices.release import Release
from vendors.notices.values import WrongError

FIELDS = ("id", "date", "tag", "parties", "buyer", "tender", "awards", "contracts", "relatedProcesses")


def _with(tender):
    """A release with this tender, as JSON that no writer would write."""
    return b'{"ocid":"a","id":"1","date":"2026-06-01","tender":' + tender + b"}"


@pytest.fixture
def told(key_of):
    return lambda **more: read(json.dumps(release(**more)).encode(), key_of)


@pytest.fixture
def refused(key_of):
    """Where and why a release is refused."""

    def why(one):
        with pytest.raises(WrongError) as caught:
            read(one if isinstance(one, bytes) else json.dumps(one).encode(), key_of)
        return caught.value

    return why


def test_a_notice_is_read_field_by_field(told):
    period = {"startDate": "2026-06-01T09:00:00-04:00", "endDate": "2026-07-01T11:00:00-04:00", "durationInDay": 30}
    main = {"scheme": "UNSPSC", "id": "43230000"}
    items = [
        {"id": "G8", "description": "G8 - Logiciel", "classification": main},
        {"id": "S4", "classification": {"scheme": "CATEGORY", "id": "9"},
         "additionalClassifications": [{"scheme": "UNSPSC", "id": 81110000}, main]},
    ]  # fmt: skip
    notice = told(
        number=42,
        title=" Agent\tconversationnel ",
        buyer={"id": "OP-1", "name": "Ville d’Anse"},
        parties=[party(f"OP-{n}", ("buyer",), details={"municipal": flag}) for n, flag in ((2, "1"), (1, "0"))],
        tender={
            "items": items, "value": {"amount": 653199}, "minValue": {"amount": "368000.10"}, "tenderPeriod": period,
            "procurementMethod": "open", "procurementMethodDetails": "Avis", "procurementMethodRationale": "a. 13",
            "mainProcurementCategory": "services", "numberOfTenderers": 3.0,
            "documents": [{"url": "javascript:alert(1)"}, {"url": " https://seao.example/a "}],
        },
    ).notice  # fmt: skip
    assert notice.ocid == "ocds-ec9k95-42"
    assert (notice.number, notice.title, notice.reference) == ("42", "Agent\tconversationnel", "AO-1")
    assert (notice.buyer_id, notice.buyer, notice.municipal) == ("OP-1", "Ville d’Anse", False)
    assert (notice.category, notice.category_label, notice.nature) == ("G8", "G8 - Logiciel", "services")
    assert json.loads(notice.unspsc) == ["43230000", "81110000"]
    assert (notice.estimate_low, notice.estimate_high) == (36800010, 65319900)
    assert (notice.published_at, notice.closes_at) == ("2026-06-01T13:00:00+00:00", "2026-07-01T15:00:00+00:00")
    assert (notice.method, notice.method_label, notice.exception) == ("open", "Avis", "a. 13")
    assert (notice.bidders, notice.url) == (3, "https://seao.example/a")


def test_what_a_release_does_not_tell_is_blank(key_of):
    reading = read(b'{"ocid":"autre-7","id":7,"date":"2026-06-01T00:00:00Z","tender":null,"parties":null}', key_of)
    notice = reading.notice
    assert (notice.number, notice.release, notice.title, notice.buyer, notice.unspsc) == ("autre-7", "7", "", "", "[]")
    assert (notice.municipal, notice.estimate_high, notice.closes_at, notice.bidders, notice.url) == (None,) * 5
    assert (reading.contracts, reading.review) == ([], False)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1", True),
        (1, True),
        (True, True),
        ("true", True),
        ("0", False),
        (0, False),
        (False, False),
        ("?", None),
        (None, None),
    ],
)
@pytest.mark.parametrize("spelled", ["municipal", "Municipal"])
def test_the_municipal_flag_in_both_spellings(told, spelled, written, expected):
    parties = [party("OP-1", ("buyer",), details={spelled: written})]
    assert told(parties=parties).notice.municipal is expected


def test_an_award_and_what_it_came_to_are_one_contract(told):
    (contract,) = told(
        parties=[party("FO-7", details={"neq": COMPANY}, address={"locality": "Anse", "countryName": "CAN"})],
        awards=[award("A", 26738.59, suppliers=("FO-7",))],
        contracts=[signed("A", 29709.54, dateSigned="2026-06-05", period={"endDate": "2026-12-31T00:00:00-05:00"})],
    ).contracts
    assert (contract.awarded, contract.final, contract.currency) == (2673859, 2970954, "CAD")
    assert (contract.awarded_on, contract.signed_on, contract.ends_on) == ("2026-06-02", "2026-06-05", "2026-12-31")
    assert (contract.neq, contract.locality, contract.country, contract.status) == (COMPANY, "Anse", "CAN", "active")


def test_each_supplier_of_an_award_has_a_contract_and_the_same_fact_is_told_once(told):
    twice = [award("A", suppliers=("FO-7", "FO-8")), award("B", suppliers=("FO-7",))]
    found = told(awards=twice).contracts
    assert [one.supplier_id for one in found] == ["FO-7", "FO-8"]
    assert len({one.id for one in found}) == 2
    assert len(told(awards=[award("A", suppliers=("FO-7",)), award("B", 2, suppliers=("FO-7",))]).contracts) == 2


def test_a_contract_without_an_award_is_that_of_the_suppliers_that_the_release_names(told):
    (one,) = told(parties=[party("FO-7"), party("FO-9", ("tenderer",))], contracts=[signed("A", 5)]).contracts
    assert (one.supplier_id, one.awarded, one.final) == ("FO-7", None, 500)
    assert told(awards=[award("A")], contracts=[signed("A")]).contracts == []


def test_a_supplier_without_an_id_is_known_by_its_name(told):
    (one,) = told(
        parties=[{"name": "Héron", "details": {"neq": COMPANY}}], awards=[award() | {"suppliers": [{"name": "Héron"}]}]
    ).contracts
    assert one.neq == COMPANY


@pytest.mark.parametrize(
    ("first", "second", "final"),
    [("USD", "CAD", None), ("USD", "USD", 110000), ("USD", None, 110000), (None, "USD", 110000)],
)
def test_a_final_amount_of_another_currency_is_not_told(told, first, second, final):
    given = award(suppliers=("FO-7",), **({"currency": first} if first else {}))
    done = signed(value={"amount": 1100} | ({"currency": second} if second else {}))
    (one,) = told(awards=[given], contracts=[done]).contracts
    assert (one.currency, one.final) == ("USD", final)


def test_the_key_of_a_contract_is_the_economic_fact_alone(told):
    def key(**more):
        (one,) = told(**{"awards": [award(suppliers=("FO-7",))]} | more).contracts
        return one.id

    same = key()
    assert key(identity="9", date="2027-01-01", title="Autre", contracts=[signed(dateSigned="2026-07-01")]) == same
    assert key(awards=[award("Z", suppliers=("FO-7",), status="cancelled")]) == same
    others = {
        key(number=2), key(awards=[award(amount=1, suppliers=("FO-7",))]),
        key(awards=[award(suppliers=("FO-8",))]), key(awards=[award(on="2026-06-03", suppliers=("FO-7",))]),
    }  # fmt: skip
    assert len(others | {same}) == 5


def test_what_is_kept_of_a_release_is_what_it_tells_without_streets_nor_what_nobody_reads(told):
    reading = told(
        parties=[party("FO-7", address={"streetAddress": "1 rue du Quai", "locality": "Anse"})],
        contracts=[signed(amendments=[{"id": "M1", "rationale": "Imprévu"}])], zzz={"a": [1]},
    )  # fmt: skip
    kept = json.loads(reading.told)
    assert kept["contracts"][0]["amendments"] == [{"id": "M1", "rationale": "Imprévu"}]
    assert kept["parties"][0]["address"] == {"locality": "Anse"}
    assert "zzz" not in kept
    again = told(parties=[party("FO-7", address={"locality": "Anse"})], contracts=kept["contracts"])
    assert again.rank == reading.rank


@pytest.mark.parametrize(
    ("one", "where", "value"),
    [
        (5, "", "5"),
        ({}, "ocid", ""),
        (release() | {"ocid": " "}, "ocid", ""),
        (release() | {"id": None}, "id", "null"),
        (release(date="hier"), "date", "hier"),
        (release() | {"tag": "tender"}, "tag", "tender"),
        (release(awards=[award(), {"value": {"amount": True}}]), "awards[1].value.amount", "true"),
        (release(awards=[award(), {"value": {"amount": "cher"}}]), "awards[1].value.amount", "cher"),
        (release(awards=[{"suppliers": [{"name": "x" * 10_001}]}]), "awards[0].suppliers[0].name", "x" * 10_001),
        (release() | {"ocid": "x" * 201}, "ocid", "x" * 201),
        (release(awards=[award(on="mardi")]), "awards[0].date", "mardi"),
        (release(contracts=[{"dateSigned": "30 mai"}], parties=[party("FO-7")]), "contracts[0].dateSigned", "30 mai"),
        (release(tender={"numberOfTenderers": 1.5}), "tender.numberOfTenderers", "1.5"),
        (release(tender={"numberOfTenderers": 10**9}), "tender.numberOfTenderers", "1000000000"),
        (release(tender={"items": {}}), "tender.items", ""),
        (release(title="a\0b"), "tender.title", "a\0b"),
        (release(tender={"documents": [{}, {"url": "\0"}]}), "tender.documents[1].url", "\0"),
        (_with(b'{"value":{"amount":1e400}}'), "tender.value.amount", "1E+400"),
        (_with(b'{"id":' + b"7" * 5000 + b"}"), "tender.id", "7" * 5000),
    ],
    ids=range(19),
)  # fmt: skip
def test_an_unusable_release_is_refused_where_it_is(refused, one, where, value):
    found = refused(one)
    assert (found.where, found.value) == (where, value)
    assert all((*found.fr, *found.en))
    assert found.fr != found.en


def test_a_reason_says_what_is_expected_in_both_languages(refused):
    found = refused(release() | {"tag": "tender"})
    assert (found.fr, found.en) == (
        ("ce n’est pas une liste", "Donnez une liste"),
        ("this is not a list", "Give a list"),
    )
    found = refused(release(title="x" * 10_001))
    assert found.fr == ("texte trop long", "Écrivez au plus 10000 caractères")


def test_a_text_has_ten_thousand_characters_at_most(told):
    assert len(told(title="é" * 10_000).notice.title) == 10_000


def test_a_backslash_before_u0000_is_no_null_character(told):
    assert told(title="\\u0000").notice.title == "\\u0000"


@given(st.dictionaries(st.sampled_from(FIELDS), JSON), st.sampled_from(("a", "b")))
def test_whatever_json_a_release_is_it_is_read_or_refused(key_of_any, fields, ocid):
    one = {"ocid": ocid, "id": "1", "date": "2026-06-01"} | fields
    try:
        reading = read(json.dumps(one).encode(), key_of_any)
    except WrongError:
        return
    assert json.loads(reading.told)["ocid"] == ocid


@pytest.fixture(scope="session")
def key_of_any():
    return str.casefold


def test_every_field_of_a_release_may_be_missing_or_null(key_of):
    fields = {name: None for name in Release.__struct_fields__ if name not in ("ocid", "id", "date")}
    fields["relatedProcesses"] = fields.pop("related_processes")
    one = {"ocid": "a", "id": "1", "date": "2026-06-01"}
    assert read(json.dumps(one | fields).encode(), key_of) == read(json.dumps(one).encode(), key_of)
