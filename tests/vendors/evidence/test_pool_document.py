"""What is asked to be pooled: defaults, and one fault for each thing wrong."""

import pytest

from vendors.evidence.pool_document import METHODS, Pooling, poolings
from vendors.evidence.study import Study
from vendors.sources.faults import UnusableError


def asked(*studies, **more):
    return {"studies": list(studies), "method": "dl"} | more


@pytest.fixture
def faults(constants):
    """The rules broken and where: `faults(document)`."""

    def found(document):
        with pytest.raises(UnusableError) as caught:
            poolings(document, constants)
        return [(fault.rule, fault.where) for fault in caught.value.faults]

    return found


def test_what_is_absent_has_the_value_of_the_contract(constants):
    assert poolings(asked({"y": 1, "se": 2}), constants) == ([Pooling([Study(1, 2, 5, 1.0)], "dl")], False)


def test_all_that_may_be_said(constants):
    one = asked({"y": -0.5, "se": 0.1, "level": 0, "similarity": 0.2}, method="reml", hartung_knapp=True)
    assert poolings(one, constants) == ([Pooling([Study(-0.5, 0.1, 0, 0.2)], "reml", hartung_knapp=True)], False)


@pytest.mark.parametrize("method", METHODS)
def test_a_list_is_a_list_and_no_study_may_be_given(constants, method):
    found, listed = poolings([asked(method=method), asked(method=method)], constants)
    assert (len(found), listed) == (2, True)


@pytest.mark.parametrize(
    ("study", "rule", "where"),
    [
        ({"y": 1}, "missing", "se"),
        ({"se": 1}, "missing", "y"),
        ({"y": "1", "se": 1}, "type", "y"),
        ({"y": True, "se": 1}, "type", "y"),
        ({"y": 1, "se": 0}, "se", "se"),
        ({"y": 1, "se": -1}, "se", "se"),
        ({"y": float("nan"), "se": 1}, "number", "y"),
        ({"y": 1, "se": float("inf")}, "number", "se"),
        ({"y": 1e308, "se": 1}, "y", "y"),
        ({"y": 1, "se": 1e-300}, "se", "se"),
        ({"y": 1, "se": 1, "level": 6}, "level", "level"),
        ({"y": 1, "se": 1, "level": -1}, "level", "level"),
        ({"y": 1, "se": 1, "level": 2.5}, "level", "level"),
        ({"y": 1, "se": 1, "level": None}, "type", "level"),
        ({"y": 1, "se": 1, "similarity": 0}, "similarity", "similarity"),
        ({"y": 1, "se": 1, "similarity": 1.01}, "similarity", "similarity"),
        ({"y": 1, "se": 1, "similarity": None}, "type", "similarity"),
        ({"y": 1, "se": 1, "simlarity": 1}, "unknown", "simlarity"),
    ],
)
def test_one_thing_wrong_in_a_study(faults, study, rule, where):
    sound = {"y": 1, "se": 1}
    assert faults(asked(sound, study)) == [(rule, f"studies[1].{where}")]
    assert faults([asked(), asked(), asked(), asked(sound, study)]) == [(rule, f"[3].studies[1].{where}")]


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ([], [("empty", "document")]),
        (3, [("type", "document")]),
        (None, [("type", "document")]),
        ([asked(), []], [("type", "[1]")]),
        ({"studies": []}, [("missing", "method")]),
        ({"method": "dl"}, [("missing", "studies")]),
        (asked(method="DL"), [("method", "method")]),
        (asked(method=["dl"]), [("method", "method")]),
        (asked(hartung_knapp=1), [("type", "hartung_knapp")]),
        ({"studies": {}, "method": "dl"}, [("type", "studies")]),
        (asked(3), [("type", "studies[0]")]),
        (asked(*[{"y": 1, "se": 1}] * 1001), [("size", "studies")]),
        (asked(other=1), [("unknown", "other")]),
    ],
)
def test_one_thing_wrong_in_the_document(faults, document, expected):
    assert faults(document) == expected


def test_all_faults_are_told_at_once(faults):
    assert faults([asked({"y": "x", "se": 0}), asked(method="x")]) == [
        ("type", "[0].studies[0].y"),
        ("se", "[0].studies[0].se"),
        ("method", "[1].method"),
    ]
