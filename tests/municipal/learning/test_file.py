"""A lesson as one file: nothing of it stands elsewhere, and its answers are folded away."""

import re

import pytest

from municipal.web.language import translator
from tests.municipal.learning.soundness import faults
from tests.municipal.learning.walking import (
    ESSENTIALS,
    ITEMS,
    LANGUAGES,
    LESSONS,
    MODULES,
    carried,
    carrying,
    has_table,
    learn,
    plain,
    see,
    words,
)

RETAIN = {language: translator(language)("À retenir") for language in LANGUAGES}
ALL = [(module, lesson) for module in ESSENTIALS for lesson in LESSONS[module]]
# What a browser would fetch, follow or run.
OUTSIDE = re.compile(
    r"(?:src|href|srcset|action|data|poster)\s*=|url\(|@import|<script|<iframe|<object|<embed|<base", re.IGNORECASE
)


def unfolded(html):
    """What is read before anything is unfolded."""
    shut = re.compile(r"(<summary>.*?</summary>).*?</details>", re.DOTALL)
    return words(shut.sub(r"\1", html))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_lesson_is_a_file_that_needs_nothing_else(client, language):
    for module, lesson in ALL:
        answer = see(client, "lesson_file", id=lesson, language=language)
        named = f'attachment; filename="repere-{lesson}-{language}.html"'
        assert answer.headers["content-disposition"] == named
        assert answer.headers["content-type"].startswith("text/html")
        assert answer.text.startswith("<!doctype html>")
        assert f'<html lang="{language}-CA">' in answer.text
        assert not OUTSIDE.search(answer.text), lesson
        assert len(answer.content) < 30_000
        if not has_table(lesson, language):
            assert faults(answer.text) == []
        last = lesson == list(LESSONS[module])[-1]
        assert (f"<h2>{RETAIN[language]}</h2>" in answer.text) == last
        assert not last or all(plain(line) in words(answer.text) for line in MODULES[module][f"retain_{language}"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answers_are_inside_what_one_unfolds(client, language):
    for module, lesson in ALL:
        html = see(client, "lesson_file", id=lesson, language=language).text
        for name in LESSONS[module][lesson]:
            item = ITEMS[name]
            assert plain(item[f"stem_{language}"]) in unfolded(html)
            assert all(plain(text) in unfolded(html) for text in item[f"options_{language}"])
            assert not any(plain(text) in unfolded(html) for text in item[f"feedback_{language}"])
            assert all(plain(text) in words(html) for text in item[f"feedback_{language}"])
        folded = re.findall(r"<details>(.*?)</details>", html, re.DOTALL)
        assert [one.count("<strong>") for one in folded] == [1] * len(LESSONS[module][lesson])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_says_what_the_page_says(client, language):
    for _, lesson in ALL:
        page, file = (see(client, name, id=lesson, language=language).text for name in ("lesson", "lesson_file"))
        text = words(re.search(r'<article class="lesson">(.*?)</article>', page, re.DOTALL)[1])
        assert text in words(file)


def test_the_file_is_the_same_for_who_answered_and_for_who_did_not(client):
    before = see(client, "lesson_file", id="m01-1").content
    learn(client, "m01")
    assert see(client, "lesson_file", id="m01-1").content == before
    assert carrying(client, carried(client)).head("/fr/apprendre/lecons/m01-1/fichier").status_code == 200


@pytest.mark.parametrize("lesson", ["m01-9", "m06-1", "rien", "m01"])
def test_there_is_no_file_of_a_lesson_that_does_not_exist(client, lesson):
    assert client.get(f"/fr/apprendre/lecons/{lesson}/fichier").status_code == 404
