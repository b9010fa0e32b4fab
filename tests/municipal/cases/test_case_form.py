"""The seed of the form: whole as it stands, refused with its line when it is not."""

import pytest

from municipal.cases.case_form import CHECKS, FILE, case_form, read_case_form
from vendors.sources.faults import UnusableError


def test_the_form_offers_what_its_fields_know():
    form = case_form()
    assert [one.id for one in form.checks] == list(CHECKS)
    assert [key for key, _ in form.offered("visibility", "fr")] == ["public", "anonymous", "municipalities"]
    assert [key for key, _ in form.offered("language", "en")] == ["fr", "en"]
    assert (form.numbers.notice_days, form.numbers.review_months) == (10, 12)
    assert form.numbers.same_within == 0.05
    assert form.name("cost_range", "none", "en") == "no purchase"
    assert form.name("cost_range", "", "en") == ""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('id = "interval"', 'id = "same_within"'),
        ("below = 1000", "below = 400"),
        ("value = 10", "value = 0"),
        ('id = "contract"', 'id = "personal"'),
        ('field = "visibility"', 'field = "colour"'),
        ("moins de 5\u00a0000\u00a0$", "moins de 5 000 $"),
    ],
)
def test_a_broken_form_is_refused_with_its_line(tmp_path, old, new):
    path = tmp_path / "case_form.toml"
    text = FILE.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(UnusableError) as refused:
        read_case_form(path)
    assert all(fault.where.startswith("case_form.toml:") for fault in refused.value.faults)
