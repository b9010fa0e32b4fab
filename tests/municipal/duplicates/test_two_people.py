"""When a decision needs a second person: as the rules of the file say, each with its reason."""

import pytest

from municipal.duplicates import two_people
from municipal.duplicates.two_people import why_two
from vendors.sources.faults import UnusableError


@pytest.mark.parametrize(
    ("statuses", "contracts", "needed"),
    [
        ({"candidate"}, 0, 0),
        ({"candidate"}, 1, 1),
        ({"candidate", "observed"}, 0, 1),
        ({"listed"}, 0, 1),
        ({"dereferenced", "candidate"}, 12, 2),
    ],
)
def test_contracts_or_a_status_above_candidate_need_two_people(statuses, contracts, needed):
    assert len(why_two(statuses, contracts, "fr")) == len(why_two(statuses, contracts, "en")) == needed
    assert all(one.source for one in two_people.two_people())


@pytest.mark.parametrize("text", ["[[rule]]\nid = 'x'\nfr = 'a'\nen = 'b'\nsource = 'c'\n", "[[rules]]\nid = 'x'\n"])
def test_a_rule_that_asks_for_nothing_is_refused(monkeypatch, tmp_path, text):
    (tmp_path / "two_people.toml").write_text(text, "utf-8")
    monkeypatch.setattr(two_people, "FILE", tmp_path / "two_people.toml")
    two_people.two_people.cache_clear()
    try:
        with pytest.raises(UnusableError):
            two_people.two_people()
    finally:
        monkeypatch.undo()
        two_people.two_people.cache_clear()
