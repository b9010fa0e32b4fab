"""The fields of the plain steps: what is kept of what is typed, and what is wrong with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from municipal.paths import SEED
from municipal.projects.step_form import plain, read_forms, the_forms, wrong
from vendors.sources.faults import UnusableError

FIELDS = [one for rows in the_forms().fields.values() for one in rows]
TEXTS = [one for one in FIELDS if one.kind in ("text", "area")]


def fields(step, told, *, done=False, language="fr"):
    return [one.field for one in wrong(step, told, language, done=done)]


def test_every_plain_step_has_its_fields_and_each_says_itself_in_both_languages():
    steps = ["need", "people", "documents", "decision", "follow_up", "outcome_6", "outcome_12"]
    assert list(the_forms().fields) == steps
    assert all(one.label_fr and one.label_en and bool(one.hint_fr) == bool(one.hint_en) for one in FIELDS)


@pytest.mark.parametrize("field", TEXTS, ids=lambda one: f"{one.step}-{one.id}")
def test_a_text_may_be_as_long_as_its_field_and_no_longer(field):
    assert fields(field.step, {field.id: "x" * field.most}) == []
    assert fields(field.step, {field.id: "x" * (field.most + 1)}) == [field.id]


@pytest.mark.parametrize("step", the_forms().fields)
def test_a_step_is_ready_once_everything_that_is_asked_is_answered(step):
    assert fields(step, {}) == []
    assert fields(step, {}, done=True) == [one.id for one in the_forms().fields[step] if one.required]


@given(st.floats(-1e9, 1e9, allow_nan=False).map(lambda value: round(value, 4)))
def test_a_number_is_the_same_in_either_language(value):
    text = f"{value:.4f}"
    french = plain("need", {"baseline": text.replace(".", ",")}, "fr")
    english = plain("need", {"baseline": f"{value:,.4f}"}, "en")
    assert float(french["baseline"]) == float(english["baseline"]) == value
    assert fields("need", french) == fields("need", english) == []


@pytest.mark.parametrize("text", ["12..5", "beaucoup", "1e9", "--3", "٣", "1" * 16, "0." + "1" * 11, "½"])
def test_what_is_no_number_is_refused(text):
    assert fields("need", plain("need", {"baseline": text}, "fr")) == ["baseline"]


@pytest.mark.parametrize(
    ("text", "right"),
    [("2027-02-28", True), ("2028-02-29", True), ("2027-02-29", False), ("27-02-28", False), ("20270228", False)],
)
def test_a_day_is_a_day_of_the_calendar(text, right):
    assert (fields("decision", {"decided_on": text}) == []) is right


def test_an_answer_is_one_of_those_that_are_offered():
    assert fields("need", {"personal": "yes"}) == []
    assert fields("need", {"personal": "oui"}) == ["personal"]
    assert the_forms().said("need", "personal", "unknown", "fr") == "On ne sait pas encore"
    assert the_forms().said("need", "words", "les fuites", "fr") == "les fuites"


def test_what_no_field_asks_is_not_kept():
    assert "price" not in plain("decision", {"price": "1"}, "fr")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('step = "people"', 'step = "nowhere"'),
        ('choices = "yes_no"', 'choices = "maybe"'),
        ('id = "owns"', 'id = "frames"'),
    ],
)
def test_a_broken_file_is_refused(tmp_path, before, after):
    text = (SEED / "projects" / "forms.toml").read_text("utf-8")
    assert before in text
    (tmp_path / "forms.toml").write_text(text.replace(before, after, 1), "utf-8")
    with pytest.raises(UnusableError):
        read_forms(tmp_path / "forms.toml")


def test_without_an_indicator_what_is_missing_must_be_said():
    told = {one.id: "x" for one in the_forms().fields["need"]} | {"baseline": "", "wanted": "", "wanted_on": ""}
    told |= {"personal": "no", "automated": "no", "missing": ""}
    assert [one.field for one in wrong("need", told | {"indicator": "none"}, "fr", done=True)] == ["missing"]
    assert wrong("need", told | {"indicator": "none"}, "fr", done=False) == []
    assert wrong("need", told | {"indicator": "nids-poule-delai"}, "fr", done=True) == []
