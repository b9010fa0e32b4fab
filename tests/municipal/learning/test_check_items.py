"""Questions and cards held against their rules: one thing broken at a time, and exactly that problem."""

import pytest

from tests.municipal.learning.breaking import Broken

ITEMS = "m01/items.toml"
CARDS = "m01/cards.toml"
LESSON = "lm01-1"


@pytest.fixture
def broken(tmp_path):
    return Broken(tmp_path, alone=True)


def card(broken, **values):
    """The first card of m01 with other values; a value may follow from the card."""

    def change(said):
        row = said["card"][0]
        row |= {name: value(row) if callable(value) else value for name, value in values.items()}

    return broken.rows(CARDS, change)


HERE = [("item", "m01 m01-c1")]


def test_a_question_is_on_a_competency_of_its_module(broken):
    assert card(broken, competency="P01").problems == HERE


def test_a_competency_that_does_not_exist_is_none_of_the_module(broken):
    assert card(broken, competency="LM99").problems == HERE


@pytest.mark.parametrize("key", [0, -1])
def test_a_key_counts_from_one(broken, key):
    """Both are told: the key, and at times that the option taken for it is too long."""
    assert set(card(broken, key=key).problems) == set(HERE)


def test_a_key_ends_with_the_options(broken):
    assert set(card(broken, key=5).problems) == set(HERE)


@pytest.mark.parametrize("values", [{"key": 5}, {"key": 4, "feedback_fr": ["Un mot."]}])
def test_a_question_of_a_lesson_may_be_broken_too(broken, values):
    assert set(broken.row(ITEMS, "item", 0, **values).problems) == {("item", f"m01 {LESSON}")}


@pytest.mark.parametrize("lesson", [9, 0, None])
def test_a_question_of_a_lesson_names_a_lesson_that_exists(broken, lesson):
    assert broken.row(ITEMS, "item", 0, lesson=lesson).problems == [("item", f"m01 {LESSON}")]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_question_asks_something_in_both_languages(broken, language):
    assert card(broken, **{f"stem_{language}": " "}).problems == HERE


OPTIONS = {
    "three": lambda options: options[:3],
    "two alike": lambda options: [options[0], options[1], options[2], options[0]],
    "two alike but for the case": lambda options: [options[0], options[1], options[2], f" {options[0].upper()} "],
    "a blank one": lambda options: [*options[:3], " "],
    "none": lambda _: [],
    "six": lambda options: [*options, "Autre chose", "Rien"],
}


@pytest.mark.parametrize("change", OPTIONS.values(), ids=OPTIONS)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_question_has_four_different_options_in_both_languages(broken, language, change):
    name = f"options_{language}"
    assert card(broken, **{name: lambda row: change(row[name])}).problems == HERE


def test_a_fifth_option_is_one_too_many_even_where_it_repeats_another(broken):
    assert card(broken, options_fr=lambda row: [*row["options_fr"], row["options_fr"][0]]).problems == HERE


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_length_of_the_right_option_does_not_give_it_away(broken, language):
    name = f"options_{language}"

    def longest(row):
        most = max(len(option) for option in row[name])
        return ["x" * (most + 1) if n == row["key"] else option for n, option in enumerate(row[name], 1)]

    assert card(broken, **{name: longest}).problems == HERE


def test_the_right_option_may_be_as_long_as_another(broken):
    assert card(broken, options_fr=["aaaa", "bbbb", "cccc", "dddd"]).problems == []


FEEDBACK = {
    "three": lambda words: words[:3],
    "a blank one": lambda words: [*words[:3], " "],
    "five": lambda words: [*words, "Un mot."],
    "none": lambda _: [],
}


@pytest.mark.parametrize("change", FEEDBACK.values(), ids=FEEDBACK)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_option_has_a_word_of_its_own(broken, language, change):
    name = f"feedback_{language}"
    assert card(broken, **{name: lambda row: change(row[name])}).problems == HERE


def test_a_blank_word_beside_four_others_shifts_them_all(broken):
    assert card(broken, feedback_fr=lambda row: ["", *row["feedback_fr"]]).problems == HERE


def test_two_cards_do_not_bear_one_name(tmp_path):
    assert Broken(tmp_path).row("m02/cards.toml", "card", 0, id="m01-c1").problems == [("id", "m01-c1")]


def test_a_card_and_a_question_do_not_bear_one_name(broken):
    assert card(broken, id=LESSON).problems == [("id", LESSON)]


def of(said, bank, competency):
    return [item for item in said["item"] if item["bank"] == bank and item["competency"] == competency]


def test_a_competency_has_eight_questions(broken):
    def change(said):
        said["item"].remove(of(said, "placement", "LM04")[0])

    assert broken.rows(ITEMS, change).problems == [("items", "LM04")]


@pytest.mark.parametrize(("bank", "instead"), [("outcome", "placement"), ("placement", "outcome")])
def test_one_question_of_a_competency_is_asked_before_and_after(broken, bank, instead):
    assert broken.rows(ITEMS, lambda said: of(said, bank, "LM04")[0].update(bank=instead)).problems == [
        ("items", "LM04")
    ]


def test_a_bank_is_one_of_five(broken):
    ((rule, where),) = broken.row(ITEMS, "item", 0, bank="exam").problems
    assert rule == "seed"
    assert where.startswith("m01/items.toml:")
    assert where.endswith(":bank")


@pytest.mark.parametrize("change", [lambda said: said["card"].pop(), lambda said: said["card"].append(more(said))])
def test_a_module_has_three_cards(broken, change):
    assert broken.rows(CARDS, change).problems == [("cards", "m01")]


def more(said):
    return said["card"][0] | {"id": "m01-c4"}


def moved(item, place):
    """The same question with its key in another place."""
    old = item["key"] - 1
    for name in ("options_fr", "options_en", "feedback_fr", "feedback_en"):
        item[name][old], item[name][place - 1] = item[name][place - 1], item[name][old]
    item["key"] = place


def test_the_keys_do_not_all_stand_in_one_place(broken):
    """All in the first, none in the three others."""

    def change(said):
        for item in said["item"]:
            moved(item, 1)

    assert broken.rows(ITEMS, change).problems == [("places", "m01")] * 4


@pytest.mark.parametrize(
    ("spread", "told"),
    [
        # Of 16: 15 % is 2.4 and 35 % is 5.6.
        ([4, 4, 4, 4], 0),
        ([5, 5, 3, 3], 0),
        ([3, 3, 5, 5], 0),
        ([6, 4, 3, 3], 1),
        ([5, 5, 4, 2], 1),
        ([6, 5, 3, 2], 2),
    ],
)
def test_each_place_has_between_15_and_35_percent_of_the_keys(broken, spread, told):
    places = [place for place, count in enumerate(spread, 1) for _ in range(count)]

    def change(said):
        assert len(said["item"]) == 16
        for item, place in zip(said["item"], places, strict=True):
            moved(item, place)

    assert broken.rows(ITEMS, change).problems == [("places", "m01")] * told
