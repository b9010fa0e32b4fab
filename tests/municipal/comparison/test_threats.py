"""What threatens a figure: said when it applies, and a broken file is refused fault by fault."""

import msgspec
import pytest

from municipal.comparison.threats import Shown, read_threats, the_threats, threatening
from vendors.sources.faults import UnusableError

QUIET = Shown(
    indicator="attente-311-s",
    domains=["D:citoyens"],
    without_control=False,
    season_left=False,
    fewest=36,
    own_city=False,
    same_time=False,
)


def told(**change):
    return {one.id for one in threatening(the_threats().all, msgspec.structs.replace(QUIET, **change))}


def test_each_threat_is_said_when_it_applies_and_only_then():
    assert told() == {"other_changes"}
    for change, threat in [
        ({"without_control": True}, "regression_to_the_mean"),
        ({"season_left": True, "domains": ["D:deneigement"]}, "winter"),
        ({"indicator": "nids-poule-signales-100km"}, "counting_method"),
        ({"fewest": 3}, "few_readings"),
        ({"own_city": True}, "already_here"),
        ({"same_time": True}, "same_time"),
    ]:
        assert told(**change) == {"other_changes", threat}
    assert told(season_left=True) == {"other_changes"}
    assert told(domains=["D:deneigement"]) == {"other_changes"}


def test_every_threat_has_short_sentences():
    for one in the_threats().all:
        for language in ("fr", "en"):
            assert all(len(said.split()) <= 20 for said in one.text("text", language).split(". ")), one.id


SOUND = """[[threat]]
id = "a"
when = "always"
name_fr = "A"
name_en = "A"
text_fr = "A."
text_en = "A."
source = "S"
"""


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (('when = "always"', 'when = "seasonal"'), "domains"),
        (('when = "always"', 'when = "never"'), "when"),
        (('when = "always"', 'when = "seasonal"\ndomains = ["D:lune"]'), "domains"),
        (('when = "always"', 'when = "counting"\nindicators = ["rien"]'), "indicators"),
        (('when = "always"', 'when = "always"\nfew = 3'), "few"),
        (('text_fr = "A."', 'text_fr = "A : b."'), "text_fr"),
        (('text_en = "A."\n', ""), "text_en"),
        (('source = "S"', 'source = "S"\nmore = 1'), "more"),
    ],
)
def test_a_broken_file_is_refused_where_it_is_broken(tmp_path, change, field):
    path = tmp_path / "threats.toml"
    path.write_text(SOUND.replace(*change), "utf-8")
    with pytest.raises(UnusableError) as refused:
        read_threats(path, {"D:eau"}, {"permis-delai-jours"})
    assert [fault.where.rsplit(":", 1)[1] for fault in refused.value.faults] == [field]


def test_an_id_that_stands_twice_and_a_rate_of_nothing_are_refused(tmp_path):
    path = tmp_path / "threats.toml"
    path.write_text(SOUND * 2 + '[[event_rate]]\nindicator = "rien"\n', "utf-8")
    with pytest.raises(UnusableError) as refused:
        read_threats(path, set(), set())
    assert len(refused.value.faults) == 3
