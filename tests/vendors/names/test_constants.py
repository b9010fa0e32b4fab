"""The constants were frozen before anything was measured; a broken file is refused."""

import re

import msgspec
import pytest

from municipal.paths import SEED
from vendors.names.constants import read_constants
from vendors.sources.faults import UnusableError
from vendors.sources.numbers import Told
from vendors.sources.seedfile import read_toml

PATH = SEED / "names" / "constants.toml"
TEXT = PATH.read_text("utf-8")


@pytest.fixture
def broken(tmp_path):
    """The faults of the file once something in it is changed: `broken("value = 0.92", "value = 2")`."""

    def read(before, after):
        assert before in TEXT
        path = tmp_path / "constants.toml"
        path.write_text(TEXT.replace(before, after, 1), encoding="utf-8")
        with pytest.raises(UnusableError) as caught:
            read_constants(path)
        return [fault.en for fault in caught.value.faults]

    return read


def test_the_thresholds_that_were_frozen(lexicon):
    constants = lexicon.constants
    assert (constants.review, constants.link, constants.same) == (0.05, 0.75, 0.92)
    assert (constants.ceiling_apart, constants.ceiling_look) == (0.45, 0.91)


def test_no_weight_is_negative(lexicon):
    values = msgspec.structs.asdict(lexicon.constants)
    assert values.pop("start") < 0
    assert min(values.values()) > 0


def test_each_says_what_it_means_in_both_languages_and_where_it_comes_from():
    told = read_toml(PATH, constant=Told)["constant"]
    assert len(told) > 25
    for one in told:
        assert one.source
        for text in (one.meaning_fr, one.meaning_en):
            assert text.endswith(".")
            assert len(text.split()) <= 20, text


def test_french_has_its_no_break_spaces():
    for line in re.findall(r'^(?:meaning_fr|source) = "(.*)"$', TEXT, re.MULTILINE):
        assert not re.search(r"[^\u00a0]:(?=\s)|« | »|\d %|\s[;!?]|'", line), line


def test_one_fault_for_each_thing_wrong(broken):
    assert "<= 1" in broken("value = 0.92", "value = 2")[0]
    assert "is not a constant" in broken('id = "link"', 'id = "lien"')[0]
    assert "missing link" in broken('id = "link"', 'id = "lien"')[1]
    assert "stands there already" in broken('id = "link"', 'id = "same"')[0]
    assert "review < ceiling_apart < link < ceiling_look < same" in broken("value = 0.75", "value = 0.3")[0]
