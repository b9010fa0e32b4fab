"""A case becomes a study that counts, or is shown with the reason why it does not."""

import math

import pytest

from municipal.comparison.basis import bases
from municipal.comparison.studies import studies
from municipal.db import reading, writing
from municipal.evidence import the_constants
from municipal.indicators.tables import Tracked
from municipal.places.tables import Municipality
from municipal.suppliers.queries import search
from tests.municipal.comparison.measuring import CITY, NEED, case, follow, read

BEFORE = {"2019": 20, "2020": 22, "2021": 21}
AFTER = {"2023": 15, "2024": 16}


@pytest.fixture
def told(fresh):
    """The one study that a case gives, once `work(session)` has changed what it is made from."""

    def study(*cases, work=lambda _session: None):
        with writing(public=True) as session:
            for city in (CITY, "00005", "00006"):
                follow(session, city)
            read(session, "00005", BEFORE | AFTER)
            read(session, "00006", {"2019": 20, "2020": 21, "2021": 20, "2023": 20, "2024": 21})
            work(session)
        with reading() as session:
            based = bases(session, CITY, search(session, NEED, city=CITY).detected, "fr")
            return studies(session, CITY, based.compared, ["A", "B"], cases, the_constants(), "fr")

    return study


def test_a_before_and_after_is_the_difference_of_mean_logarithms_at_level_1(told):
    (one,) = told(case(started="2022"))
    y = sum(map(math.log, AFTER.values())) / 2 - sum(map(math.log, BEFORE.values())) / 3
    assert one.study.y == pytest.approx(y)
    assert (one.study.level, one.because, one.derived.way) == (1, "", "readings")
    assert one.study.similarity == one.likeness == pytest.approx(0.835, abs=0.01)


def test_a_place_that_went_without_makes_it_level_3_and_takes_off_what_changed_there(told):
    (alone,) = told(case(started="2022"))
    (beside,) = told(case(started="2022", control="00006"))
    without = (math.log(20) + math.log(21)) / 2 - (2 * math.log(20) + math.log(21)) / 3
    assert beside.study.level == 3
    assert beside.study.y == pytest.approx(alone.study.y - without)
    assert beside.study.se > alone.study.se
    assert (beside.control, beside.control_name) == ("00006", "Havre-aux-Merles")


def test_a_place_that_tried_something_itself_is_no_control(told):
    found = told(case(started="2022", control="00006"), case("00006", "B", started="2022"))
    assert [one.control for one in found] == [None, None]
    assert [one.study.level for one in found] == [1, 1]


def test_a_control_without_readings_leaves_the_city_by_itself(told):
    (one,) = told(case(started="2022", control="00008"), work=lambda session: read(session, "00008", {}))
    assert (one.study.level, one.control) == (1, None)


@pytest.mark.parametrize(
    ("because", "work"),
    [
        ("untracked", lambda session: session.delete(session.get_one(Tracked, ("00005", "permis-delai-jours")))),
        ("late", lambda session: follow(session, "00005", since=2022)),
        ("few", lambda session: read(session, "00005", {"2021": 20, "2024": 15})),
        ("few", lambda session: read(session, "00005", BEFORE)),
        ("value", lambda session: read(session, "00005", BEFORE | {"2024": 0})),
        ("method", lambda session: read(session, "00005", BEFORE | AFTER, changed=["2023"])),
        ("method", lambda session: read(session, "00005", BEFORE | {"2022": 18} | AFTER, changed=["2022"])),
    ],
)
def test_what_cannot_count_is_shown_with_its_reason(told, because, work):
    (one,) = told(case(started="2022"), work=work)
    assert (one.because, one.study) == (because, None)
    assert one.city == "Ville 00005"


def test_a_method_that_the_control_changed_spoils_the_comparison_too(told):
    def work(session):
        read(session, "00006", {"2019": 20, "2020": 21, "2021": 20, "2023": 20, "2024": 21}, changed=["2024"])

    (one,) = told(case(started="2022", control="00006"), work=work)
    assert one.because == "method"


def test_an_earlier_change_of_method_only_shortens_the_past(told):
    (one,) = told(
        case(started="2022"),
        work=lambda session: read(session, "00005", {"2017": 90, "2018": 80} | BEFORE | AFTER, changed=["2019"]),
    )
    assert [point.period for point in one.derived.other_method] == ["2017", "2018"]
    assert [point.period for point in one.derived.before] == ["2019", "2020", "2021"]
    assert one.because == ""


def test_a_city_of_unknown_likeness_is_shown_and_not_counted(told):
    def work(session):
        session.get_one(Municipality, "00005").area_km2 = None

    (one,) = told(case(started="2022"), work=work)
    assert (one.because, one.likeness, one.study) == ("unlike", None, None)


def test_the_city_that_asks_counts_as_wholly_alike(told):
    (one,) = told(case(CITY, started="2022"), work=lambda session: read(session, CITY, BEFORE | AFTER))
    assert (one.own, one.study.similarity) == (True, 1)


def test_a_city_counts_once_for_a_solution_and_for_each_of_two(told):
    first, again, other = told(
        case(started="2022"), case(started="2022-06", id="encore"), case(solution="B", started="2022")
    )
    assert (first.because, again.because, other.because) == ("", "twice", "")
    assert first.same_time


def test_a_very_large_effect_counts_and_is_marked_for_a_person(told):
    (one,) = told(case(started="2022"), work=lambda session: read(session, "00005", BEFORE | {"2023": 5, "2024": 6}))
    assert one.extreme
    assert one.study.y < -0.8
