"""The placement test: its formulas against numerical ones, its rules by hand, its drawing by properties."""

import math
from collections import Counter

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from municipal.learning.limits import limits
from municipal.learning.placement import (
    Ability,
    Question,
    ability,
    chance,
    finished,
    information,
    next_question,
    placed,
)

LIMITS = limits().placement
A, B = st.floats(0.4, 2.5), st.floats(-3, 3)
QUESTIONS = st.builds(Question, id=st.just("q"), block=st.integers(1, 5), a=A, b=B)
ANSWERS = st.lists(st.tuples(QUESTIONS, st.booleans()), max_size=15)


def test_the_limits_are_those_of_the_notes():
    assert (LIMITS.fewest, LIMITS.most, LIMITS.precise, LIMITS.candidates) == (10, 15, 0.40, 4)
    assert (LIMITS.low, LIMITS.high) == (-0.67, 0.67)


# The model


@pytest.mark.parametrize(
    ("theta", "a", "b", "p"),
    [
        (0, 1, 0, 0.5),
        (1, 1, 0, 0.7310586),
        (0, 2, 1, 0.1192029),
        (-1, 1.5, -1, 0.5),
        # One logit of ability above a question of discrimination ln 3: three to one.
        (1, math.log(3), 0, 0.75),
    ],
)
def test_the_chance_of_a_right_answer_is_logistic(theta, a, b, p):
    assert chance(theta, a, b) == pytest.approx(p)


@settings(deadline=None, max_examples=50)
@given(st.floats(-3, 3), A, B)
def test_information_is_the_squared_slope_of_the_chance_over_its_variance(theta, a, b):
    step = 1e-5
    slope = (chance(theta + step, a, b) - chance(theta - step, a, b)) / (2 * step)
    p = chance(theta, a, b)
    assert information(theta, a, b) == pytest.approx(slope**2 / (p * (1 - p)), rel=1e-4)
    assert information(theta, a, b) <= information(b, a, b) == pytest.approx(a * a / 4)


def integrated(answers, width, count):
    """The same posterior mean and spread by the trapezoid rule on a grid of one's own, from logarithms."""
    points = [-width + 2 * width * n / count for n in range(count + 1)]
    heights = []
    for theta in points:
        log = -theta * theta / 2
        for question, right in answers:
            x = question.a * (theta - question.b) * (1 if right else -1)
            log -= math.log1p(math.exp(-x))
        heights.append(log)
    top = max(heights)
    weights = [math.exp(one - top) for one in heights]
    weights[0] /= 2
    weights[-1] /= 2
    total = sum(weights)
    mean = sum(w * x for w, x in zip(weights, points, strict=True)) / total
    return mean, math.sqrt(sum(w * (x - mean) ** 2 for w, x in zip(weights, points, strict=True)) / total)


@settings(deadline=None, max_examples=25)
@given(ANSWERS)
def test_the_ability_is_the_mean_of_its_posterior(answers):
    found = ability(answers)
    for width, count, within in ((4, 2000, 0.005), (7, 2000, 0.03)):
        mean, error = integrated(answers, width, count)
        assert (found.theta, found.error) == pytest.approx((mean, error), abs=within)


def test_before_any_answer_a_person_stands_in_the_middle_and_nothing_is_known():
    assert (ability([]).theta, ability([]).error) == pytest.approx((0, 1), abs=2e-3)


def test_one_answer_moves_the_ability_as_far_up_as_down():
    """The mean of a standard normal times a logistic of slope 1: 0.4132, as the integral gives."""
    question = Question("q", 1, 1, 0)
    up, down = ability([(question, True)]), ability([(question, False)])
    assert up.theta == pytest.approx(0.4132, abs=1e-3)
    assert (down.theta, down.error) == pytest.approx((-up.theta, up.error))


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(QUESTIONS, st.booleans()), min_size=1, max_size=15), st.data())
def test_more_right_answers_never_place_lower(answers, data):
    wrong = [n for n, (_, right) in enumerate(answers) if not right]
    assume(wrong)
    turned = data.draw(st.sampled_from(wrong))
    better = [(question, right or n == turned) for n, (question, right) in enumerate(answers)]
    assert ability(better).theta > ability(answers).theta
    assert placed(better, LIMITS).ability.theta > placed(answers, LIMITS).ability.theta


@settings(deadline=None, max_examples=50)
@given(ANSWERS, st.randoms())
def test_the_order_of_the_answers_does_not_matter(answers, random):
    other = random.sample(answers, len(answers))
    assert ability(other).theta == pytest.approx(ability(answers).theta, abs=1e-9)


# When it ends


def same(count, a=1.0, right=5):
    """Answers to so many questions of one kind at the middle, the first few of them right."""
    return [(Question(f"q{n}", n % 5, a, 0.0), n < right) for n in range(count)]


@pytest.mark.parametrize(
    ("count", "a", "pool", "ended"),
    [
        # 15 answers of a = 1 leave an error of about .48: it ends for their number.
        (14, 1.0, 150, False),
        (15, 1.0, 150, True),
        # Of a = 2, ten leave about .33: precise, but not before the tenth.
        (9, 2.0, 150, False),
        (10, 2.0, 150, True),
        (10, 1.0, 150, False),
        # A pool that is used up.
        (3, 1.0, 3, True),
        (2, 1.0, 3, False),
        (0, 1.0, 0, True),
        (9, 2.0, 9, True),
    ],
)
def test_it_ends_when_precise_after_ten_or_after_fifteen_or_with_the_pool(count, a, pool, ended):
    assert finished(same(count, a), LIMITS, pool) is ended


def test_how_precise_it_is_decides_between_ten_and_fifteen():
    for count in range(10, 15):
        for a in (0.8, 1.0, 1.2, 1.4, 1.6, 1.8):
            answers = same(count, a)
            assert finished(answers, LIMITS, 150) == (integrated(answers, 4, 400)[1] < 0.40)


# Which question comes

POOL = [Question(f"{block}-{n}", block, 1.0 + n % 3 / 10, (n - 7) / 4) for block in range(1, 6) for n in range(15)]


def walk(seed, pool=POOL, right=lambda _: True):
    """A whole test, answer by answer."""
    by_id, answers = {one.id: one for one in pool}, []
    while not finished(answers, LIMITS, len(pool)):
        question = by_id[next_question(pool, answers, LIMITS, seed)]
        answers.append((question, right(question)))
        yield question, answers[:-1]


@pytest.mark.parametrize("seed", [1, 2, 77, 2**31])
def test_the_same_seed_and_answers_give_the_same_question(seed):
    once, again = ([question.id for question, _ in walk(seed)] for _ in range(2))
    assert once == again
    backwards = POOL[::-1]
    assert [question.id for question, _ in walk(seed, backwards)] == once


def test_another_seed_gives_another_test():
    assert len({tuple(question.id for question, _ in walk(seed)) for seed in range(20)}) > 10


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10**9), st.floats(-2, 2))
def test_the_themes_come_about_as_often_and_no_question_twice(seed, theta):
    asked = []
    for question, answers in walk(seed, right=lambda one: one.b < theta):
        # One of the four that tell most, among those of the block.
        rest = [one for one in POOL if one.block == question.block and one.id not in asked]
        here = integrated(answers, 4, 400)[0]
        better = [one for one in rest if told(here, one) > told(here, question) + 1e-6]
        assert len(better) < 4
        asked.append(question.id)
        counts = Counter(name[0] for name in asked)
        assert max(counts.values()) - min(counts[str(block)] for block in range(1, 6)) <= 1
    assert len(set(asked)) == len(asked)


def told(theta, question):
    p = 1 / (1 + math.exp(-question.a * (theta - question.b)))
    return question.a**2 * p * (1 - p)


def test_a_theme_that_runs_out_leaves_its_turns_to_the_others():
    pool = [one for one in POOL if one.block != 2 or one.id == "2-7"]
    counts = Counter(question.block for question, _ in walk(5, pool))
    assert counts[2] == 1
    assert max(counts[one] for one in (1, 3, 4, 5)) - min(counts[one] for one in (1, 3, 4, 5)) <= 1


# The level


@pytest.mark.parametrize(
    ("theta", "error", "level", "unsure"),
    [
        # The interval of 95 % reaches 1.96 errors below.
        (-2.0, 0.3, 1, False),
        (0.0, 0.3, 2, False),
        (-0.08, 0.3, 2, False),
        (-0.09, 0.3, 1, True),
        (2.0, 0.3, 3, False),
        (1.26, 0.3, 3, False),
        (1.25, 0.3, 2, True),
        (-0.67, 0.01, 1, False),
        (0.68, 0.4, 2, True),
        # So wide that it reaches both cuts: one level down, not two.
        (0.7, 0.8, 2, True),
    ],
)
def test_where_the_interval_straddles_a_cut_the_lower_level_counts(monkeypatch, theta, error, level, unsure):
    monkeypatch.setattr("municipal.learning.placement.ability", lambda _: Ability(theta, error))
    found = placed([], LIMITS)
    assert (found.level, found.unsure) == (level, unsure)


def test_who_is_right_throughout_starts_at_the_third_level_and_who_never_is_at_the_first():
    sharp = [Question(f"q{n}", 1, 1.8, b / 4) for n, b in enumerate(range(-4, 8))]
    assert placed([(one, True) for one in sharp], LIMITS).level == 3
    assert placed([(one, False) for one in sharp], LIMITS).level == 1
    assert placed([], LIMITS).level == 1
