"""What is asked to be compared: defaults, and one fault for each thing wrong."""

import copy

import pytest

from vendors.evidence.compare_document import DESCRIBES, comparisons
from vendors.evidence.comparison import Alternative, Comparison, Indicator
from vendors.evidence.study import Study
from vendors.sources.faults import UnusableError

SOUND = {
    "indicators": [
        {"id": "delai", "baseline": 12, "worst": 16, "target": 6},
        {"id": "bris", "baseline": 24, "worst": 30, "target": 12},
    ],
    "alternatives": [
        {"id": "A", "studies": {"delai": [{"y": -0.1, "se": 0.1, "level": 3}]}},
        {"id": "B", "studies": {}},
    ],
    "weights": "uniform",
    "draws": 100,
    "seed": 1,
}
CATALOGUE = {"canopee": "lo", "bris": "lr", "vitalite": DESCRIBES}
CHANGES = [
    ("indicators", [], ("empty", "indicators")),
    ("alternatives", [], ("empty", "alternatives")),
    ("alternatives", {}, ("type", "alternatives")),
    ("alternatives.1.id", "A", ("duplicate", "alternatives[1].id")),
    ("indicators.1.id", "delai", ("duplicate", "indicators[1].id")),
    ("alternatives.0.id", "", ("text", "alternatives[0].id")),
    ("alternatives.0.id", 3, ("type", "alternatives[0].id")),
    ("alternatives.0.id", "\ud800", ("text", "alternatives[0].id")),
    ("alternatives.0.studies", [], ("type", "alternatives[0].studies")),
    ("alternatives.0.studies.delai.0.se", 0, ("se", "alternatives[0].studies.delai[0].se")),
    ("alternatives.0.studies.autre", [], ("indicator", "alternatives[0].studies.autre")),
    ("indicators.0.target", 16, ("anchors", "indicators[0].target")),
    ("indicators.0.target", 0, ("anchors", "indicators[0].target")),
    ("indicators.0.baseline", -1, ("anchors", "indicators[0].baseline")),
    ("indicators.0.worst", 1e13, ("anchors", "indicators[0].worst")),
    ("indicators.0.worst", None, ("type", "indicators[0].worst")),
    ("indicators.0.weight", -1, ("weight", "indicators[0].weight")),
    ("indicators.0.scale", "d", ("scale", "indicators[0].scale")),
    ("indicators.1.scale", "lo", ("scale", "indicators[1].scale")),
    ("indicators.1.polarity", "less", ("unknown", "indicators[1].polarity")),
    ("weights", "equal", ("weights", "weights")),
    ("weights", ["uniform"], ("weights", "weights")),
    ("weights", {"autre": 1, "delai": 1}, ("indicator", "weights.autre")),
    ("weights", {"delai": -1, "bris": 1}, ("weights", "weights.delai")),
    ("weights", {"delai": "1", "bris": 1}, ("type", "weights.delai")),
    ("weights", {"delai": 0, "bris": 0}, ("weights", "weights")),
    ("weights", {}, ("weights", "weights")),
    ("draws", 0, ("draws", "draws")),
    ("draws", 1.5, ("draws", "draws")),
    ("draws", 10**9, ("draws", "draws")),
    ("draws", "many", ("type", "draws")),
    ("seed", -1, ("seed", "seed")),
    ("seed", 2**63, ("seed", "seed")),
    ("seed", 0.5, ("seed", "seed")),
    ("sead", 1, ("unknown", "sead")),
]


def changed(path, value):
    """The sound document with one value in another: `indicators.0.target`."""
    document = copy.deepcopy(SOUND)
    *way, last = [int(one) if one.isdigit() else one for one in path.split(".")]
    inside = document
    for step in way:
        inside = inside[step]
    inside[last] = value
    return document


def without(name):
    return {one: value for one, value in SOUND.items() if one != name}


@pytest.fixture
def read(constants):
    """The comparisons of a document: `read(document)`."""
    return lambda document: comparisons(document, constants, CATALOGUE)


@pytest.fixture
def faults(read):
    """The rules broken and where: `faults(document)`."""

    def found(document):
        with pytest.raises(UnusableError) as caught:
            read(document)
        return [(fault.rule, fault.where) for fault in caught.value.faults]

    return found


def test_a_sound_document(read):
    city = [Indicator("delai", 12, 16, 6), Indicator("bris", 24, 30, 12)]
    alternatives = [Alternative("A", {"delai": [Study(-0.1, 0.1, 3)]}), Alternative("B", {})]
    assert read(SOUND) == ([Comparison(city, alternatives, "uniform", 100, 1)], False)
    found, listed = read([SOUND, SOUND])
    assert (len(found), listed) == (2, True)


def test_what_may_be_left_out(read, constants):
    ((found,), _) = read({"indicators": SOUND["indicators"], "alternatives": SOUND["alternatives"]})
    assert (found.weights, found.draws, found.seed) == ("uniform", constants.draws, constants.seed)


def test_without_weights_those_of_the_indicators_are_taken(read):
    document = changed("indicators.0.weight", 3)
    del document["weights"]
    assert read(document)[0][0].weights == {"delai": 3, "bris": 1}
    assert read(changed("indicators.0.weight", 3))[0][0].weights == "uniform"


def test_an_indicator_that_the_weights_leave_out_weighs_nothing(read):
    assert read(changed("weights", {"bris": 2}))[0][0].weights == {"bris": 2}


@pytest.mark.parametrize(("path", "value", "expected"), CHANGES)
def test_one_thing_wrong(faults, path, value, expected):
    assert faults(changed(path, value)) == [expected]
    rule, where = expected
    assert faults([SOUND, changed(path, value)]) == [(rule, f"[1].{where}")]


@pytest.mark.parametrize("name", ["indicators", "alternatives"])
def test_what_must_be_there(faults, name):
    assert faults(without(name)) == [("missing", name)]
    assert faults([]) == [("empty", "document")]


def test_all_weights_of_indicators_may_not_be_nothing(faults):
    document = changed("indicators.0.weight", 0)
    document["indicators"][1]["weight"] = 0
    assert faults(document) == [("weights", "weights")]
    del document["weights"]
    assert faults(document) == [("weights", "indicators")]


def test_the_catalogue_knows_the_scale_of_its_indicators(read, faults):
    """A percentage of the catalogue is compared on its odds; what only describes the city is refused."""
    share = changed("indicators.0", {"id": "canopee", "baseline": 20, "worst": 0, "target": 100})
    share["alternatives"][0]["studies"] = {}
    assert read(share)[0][0].indicators[0] == Indicator("canopee", 20, 0, 100, "lo")
    share["indicators"][0]["baseline"] = 100
    assert faults(share) == [("anchors", "indicators[0].baseline")]
    share["indicators"][0] = {"id": "vitalite", "baseline": 20, "worst": 0.5, "target": 100}
    assert faults(share) == [("indicator", "indicators[0]")]


def test_an_indicator_of_ones_own_may_say_its_scale(read):
    document = changed("indicators.0.scale", "lo")
    assert read(document)[0][0].indicators[0].scale == "lo"


def test_too_many_numbers_at_once_are_refused_before_any_is_drawn(faults):
    document = changed("draws", 1_000_000)
    document["indicators"] += [{"id": f"i{n}", "baseline": 1, "worst": 2, "target": 3} for n in range(9)]
    assert faults(document) == [("draws", "draws")]
