"""How long a module takes: worked by hand, at 180 words a minute and ten seconds an answer."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from municipal.learning.curriculum import Module, read_curriculum
from municipal.learning.minutes import lesson_minutes, level_minutes, module_minutes, scenario_minutes, words
from tests.municipal.learning.small import with_m06

LANGUAGES = ("fr", "en")


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    return read_curriculum(with_m06(Path(tmp_path_factory.mktemp("minutes"))).folder)


@pytest.fixture(scope="module")
def reading(found):
    return found.limits.reading


@pytest.fixture(scope="module")
def m06(found) -> Module:
    return found.modules["m06"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("un", 1),
        ("un mot\nde plus", 4),
        ("L’outil répond.", 2),
        ("«\u00a0Oui\u00a0», dit-elle\u00a0: non!", 3),
        ("12\u00a0% – 1\u00a0234,50\u00a0$", 3),
        ("… – — • _ **", 0),
        ("mot_clé", 1),
        ("é", 1),
    ],
)
def test_a_word_stands_between_spaces_and_holds_a_letter_or_a_digit(text, count):
    assert words(text) == count


def test_the_speed_is_that_of_the_promise(reading):
    assert (reading.words_per_minute, reading.seconds_per_answer) == (180, 10)


def test_a_lesson_takes_its_reading_and_its_answers(m06, reading):
    """Text 160 words, title 4 with the language, goal 1. For each of the four questions: 2 + 4 + 1."""
    expected = (160 + 4 + 1 + 4 * 7) / 180 + 4 * 10 / 60
    assert lesson_minutes(m06.lessons[0], "fr", reading) == pytest.approx(expected)
    assert expected == pytest.approx(1.7388889)


def test_a_question_counts_the_word_on_its_right_option_alone(m06, reading):
    (lesson,) = m06.lessons
    second = lesson.items[1]
    assert second.key == 2
    longer = replace(second, feedback_fr=["un " * 180, "b.", "c.", "d."])
    right = replace(second, feedback_fr=["a.", "un " * 180, "c.", "d."])
    before = lesson_minutes(lesson, "fr", reading)
    for changed, more in ((longer, 0), (right, 179 / 180)):
        other = replace(lesson, items=[lesson.items[0], changed, *lesson.items[2:]])
        assert lesson_minutes(other, "fr", reading) == pytest.approx(before + more)


@pytest.mark.parametrize(("language", "question"), [("fr", 2), ("en", 2)])
def test_a_scenario_takes_the_way_with_the_most_credit(m06, reading, language, question):
    """Title 2, situation 2; at each of three points: the question, two labels of 2, one consequence of 2, an answer."""
    expected = (2 + 2 + 3 * (question + 2 * 2 + 2)) / 180 + 3 * 10 / 60
    assert scenario_minutes(m06.scenario, language, reading) == pytest.approx(expected)


def test_only_what_follows_from_the_best_choice_is_read(m06, reading):
    scenario = m06.scenario
    before = scenario_minutes(scenario, "fr", reading)
    for credit, more in ((0.0, 0), (1.0, 178 / 180)):
        ways = [
            replace(way, consequence_fr="un " * 180) if way.credit == credit else way for way in scenario.choices["1"]
        ]
        other = replace(scenario, choices=scenario.choices | {"1": ways})
        assert scenario_minutes(other, "fr", reading) == pytest.approx(before + more)


def test_a_way_that_ends_early_takes_less(m06, reading):
    scenario = m06.scenario
    ways = [replace(way, next="") if way.credit == 1 else way for way in scenario.choices["1"]]
    short = replace(scenario, choices=scenario.choices | {"1": ways})
    assert scenario_minutes(short, "fr", reading) == pytest.approx((2 + 2 + 8) / 180 + 10 / 60)


def test_a_scenario_that_turns_in_a_circle_ends(m06, reading):
    scenario = m06.scenario
    ways = [replace(way, next="1") for way in scenario.choices["3"]]
    round_ = replace(scenario, choices=scenario.choices | {"3": ways})
    assert scenario_minutes(round_, "fr", reading) == scenario_minutes(scenario, "fr", reading)


def test_a_module_takes_its_frame_its_lessons_and_its_scenario(m06, reading):
    """The situation, the case, the indicator and what to retain have 2 words each."""
    title, outcome = words(m06.seed.title_fr), words(m06.seed.outcome_fr)
    assert title == 7
    parts = lesson_minutes(m06.lessons[0], "fr", reading) + scenario_minutes(m06.scenario, "fr", reading)
    assert module_minutes(m06, "fr", reading) == pytest.approx((title + outcome + 4 * 2) / 180 + parts)
    without = replace(m06, scenario=None)
    assert module_minutes(without, "fr", reading) == pytest.approx(
        (title + outcome + 8) / 180 + lesson_minutes(m06.lessons[0], "fr", reading)
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_modules_add_up(found, reading, language):
    modules = found.level(1)
    total = sum(module_minutes(module, language, reading) for module in modules)
    assert level_minutes(modules, language, reading) == pytest.approx(total)
    assert level_minutes([], language, reading) == 0


def test_who_reads_twice_as_fast_needs_half_of_the_reading_and_all_of_the_answering(m06, reading):
    twice = replace(reading, words_per_minute=360)
    answering = 4 * 10 / 60
    slow, fast = (lesson_minutes(m06.lessons[0], "fr", one) - answering for one in (reading, twice))
    assert fast == pytest.approx(slow / 2)
