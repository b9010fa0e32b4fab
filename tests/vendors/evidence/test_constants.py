"""The constants are those that were agreed, each with its meaning and source; a broken file is refused."""

import re

import pytest

from municipal.paths import SEED
from vendors.evidence.constants import read_constants
from vendors.sources.faults import UnusableError

TEXT = (SEED / "evidence.toml").read_text("utf-8")


@pytest.fixture
def broken(tmp_path):
    """The faults of the file once something in it is changed: `broken("value = 0.25", "value = 0")`."""

    def read(before, after):
        assert before in TEXT
        path = tmp_path / "evidence.toml"
        path.write_text(TEXT.replace(before, after, 1), encoding="utf-8")
        with pytest.raises(UnusableError) as caught:
            read_constants(path)
        return [fault.en for fault in caught.value.faults]

    return read


def test_the_agreed_values(constants):
    assert {level: one.beta for level, one in constants.levels.items()} == {
        0: None, 1: 0.30, 2: 0.20, 3: 0.10, 4: 0.05, 5: 0.0,
    }  # fmt: skip
    assert (constants.prior_sd, constants.tau_sd) == (0.25, 0.20)
    assert (constants.tau_largest, constants.tau_points) == (1.0, 201)
    assert (constants.favorable_probability, constants.favorable_coverage) == (0.80, 0.5)
    assert (constants.favorable_cvar, constants.pilot_evpi) == (-0.10, 0.05)
    assert (constants.likeness_lowest, constants.likeness_features, constants.extreme_effect) == (0.2, 3, 0.8)
    assert (constants.draws, constants.coverage_level) == (10_000, 2)


def test_each_says_what_it_means_in_both_languages_and_where_it_comes_from(constants):
    assert len(constants.told) > 25
    for one in constants.told:
        assert one.source
        for text in (one.meaning_fr, one.meaning_en):
            assert text.endswith(".")
            assert len(text.split()) <= 20, text
    for one in [*constants.levels.values(), *constants.designs.values()]:
        assert one.source
        assert one.name("fr") != one.name("en")


def test_french_has_its_no_break_spaces():
    for line in re.findall(r'^(?:meaning_fr|name_fr|source) = "(.*)"$', TEXT, re.MULTILINE):
        assert not re.search(r"[^\u00a0]:(?=\s)|« | »|\d %|\s[;!?]|'", line), line


def test_a_statement_is_no_proof_and_only_chance_is_the_best(constants):
    assert constants.level("statement") == constants.level("testimony") == 0
    assert constants.level("before_after") == 1
    assert constants.level("difference_in_differences") == constants.level("interrupted_series_compared") == 3
    assert [one.id for one in constants.designs.values() if one.level == 5] == ["randomized"]
    assert {one.level for one in constants.designs.values()} == set(range(6))
    with pytest.raises(ValueError, match="never pooled"):
        constants.beta(0)


def test_one_fault_for_each_thing_wrong(broken):
    assert "0.0" in broken("value = 0.25", "value = 0")[0]
    assert "int" in broken("value = 201", "value = 201.5")[0]
    faults = broken('id = "tau_sd"', 'id = "tau"')
    line = TEXT[: TEXT.index('id = "tau_sd"')].count("\n") + 1
    assert faults[0] == f"Correct the field “id” on line {line} of evidence.toml: tau is not a constant."
    assert [fault.partition(": ")[2] for fault in faults[1:]] == ["missing tau_sd."]
    assert "stands there already" in broken('id = "tau_sd"', 'id = "prior_sd"')[0]
    assert "unknown field" in broken("value = 0.25", "valeur = 0.25\nvalue = 0.25")[0]


def test_a_better_proof_never_hides_more(broken):
    assert "smaller than that of a better proof" in broken("beta = 0.3", "beta = 0.1")[0]
    assert "every level but 0" in broken("level = 0\n", "level = 0\nbeta = 0.4\n")[0]
    assert "missing 4" in broken("level = 4\nbeta", "level = 5\nbeta")[-1]
