"""What the form of a case must tell, in ten answers; what else it may tell, within bounds; what dates can be."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from municipal.cases.text import FIELDS, MOST_DOCUMENTS, REASONS, CaseText, read, stored, written
from municipal.web.format import today
from tests.municipal.cases.telling import ESSENTIAL, values


def errors(**more):
    return written(values(**more))[1]


def test_ten_answers_suffice_and_each_is_needed():
    assert written(values())[0] is not None
    required = [field.name for field in msgspec.structs.fields(CaseText) if field.required]
    assert len(required) == len(ESSENTIAL) == 10
    for name in ESSENTIAL:
        assert set(errors(**{name: ""})) == {name}


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ({"title": "x" * 101}, "title"),
        ({"problem": "x" * 1001}, "problem"),
        ({"started": "2024-13"}, "started"),
        ({"started": "printemps"}, "started"),
        ({"started": "1899"}, "started"),
        ({"started": "20\u0662\u0663"}, "started"),
        ({"staff_hours": "1e5"}, "staff_hours"),
        ({"staff_hours": "\u0663"}, "staff_hours"),
        ({"started": f"{today().year + 1}"}, "started"),
        ({"ended": f"{today().year + 1}"}, "ended"),
        ({"ended": "2022-12", "started": "2023"}, "ended"),
        ({"ended": "2024", "state": "in_use"}, "ended"),
        ({"reason_cost": "yes", "state": "pilot"}, "reason_cost"),
        ({"domain_1": "D:lune"}, "domain_1"),
        ({"domain_1": "C:anomalies"}, "domain_1"),
        ({"capability_1": "D:eau"}, "capability_1"),
        ({"state": "abandoned"}, "state"),
        ({"visibility": "secret"}, "visibility"),
        ({"language": "es"}, "language"),
        ({"staff_hours": "beaucoup"}, "staff_hours"),
        ({"staff_hours": "-3"}, "staff_hours"),
        ({"document_title_2": "Bilan"}, "document_url_2"),
        ({"document_url_2": "https://ville.example/bilan"}, "document_title_2"),
        ({"document_title_1": "Bilan", "document_url_1": "http://ville.example"}, "document_url_1"),
        ({"document_title_1": "Bilan", "document_url_1": "javascript:alert(1)"}, "document_url_1"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(more, wrong):
    assert set(errors(**more)) == {wrong}


@pytest.mark.parametrize(
    "more",
    [
        {"state": "idea", "started": f"{today().year + 1}"},
        {"state": "stopped", "ended": "2024-05", "reason_cost": "yes", "reason_staff_adoption": "yes"},
        {"staff_hours": "1 250"},
        {"domain_1": "D:eau", "domain_2": "D:eau", "domain_3": "D:voirie"},
    ],
)
def test_what_can_be_passes(more):
    assert errors(**more) == {}


def test_choices_of_several_fields_come_together_in_their_order():
    text, _ = written(
        values(
            domain_1="D:eau",
            domain_2="D:eau",
            domain_3="D:voirie",
            reason_cost="yes",
            reason_replaced="yes",
            staff_hours="1\u00a0250",
            document_title_3="Bilan",
            document_url_3="https://ville.example/bilan.pdf",
        )
    )
    assert text.domains == ("D:eau", "D:voirie")
    assert text.stopped_because == ("cost", "replaced")
    assert text.staff_hours == 1250
    assert [one.url for one in text.documents] == ["https://ville.example/bilan.pdf"]


def test_a_case_comes_back_from_its_json_as_it_was():
    text, _ = written(values(indicator="pertes-eau-pct", reason_cost="yes", ended="2024"))
    assert read(msgspec.json.decode(msgspec.json.encode(stored(text)))) == text
    assert "supplier_email" not in stored(text)


def test_the_form_has_each_of_its_fields_once():
    assert len(set(FIELDS)) == len(FIELDS)
    assert {f"reason_{one}" for one in REASONS} <= set(FIELDS)
    assert {f"document_url_{n}" for n in range(1, MOST_DOCUMENTS + 1)} <= set(FIELDS)


@given(st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=60), max_size=12))
@settings(max_examples=50, deadline=None)
def test_whatever_is_typed_is_a_case_or_errors_beside_fields_of_the_form(typed):
    text, wrong = written(dict.fromkeys(FIELDS, "") | typed)
    assert (text is None) == bool(wrong)
    assert set(wrong) <= set(FIELDS)
