"""Lessons and modules: what is read, how a question is asked and answered, and where each page leads."""

import re

import pytest

from municipal.learning import carrying as packing
from municipal.learning.words import COOKIE_FULL
from municipal.web.addresses import address
from municipal.web.language import translator
from tests.municipal.learning.soundness import faults
from tests.municipal.learning.walking import (
    ESSENTIALS,
    HTMX,
    ITEMS,
    LANGUAGES,
    LESSON_OF,
    LESSONS,
    MODULES,
    PLAIN_ITEM,
    carried,
    decide,
    has_table,
    learn,
    plain,
    question,
    see,
    send,
    words,
)

ALL = [(module, lesson) for module in ESSENTIALS for lesson in LESSONS[module]]
ITEM, TWIN = "lm01-1", "lm01-2"
WRONG = next(place for place in (1, 2, 3, 4) if place != ITEMS[ITEM]["key"])
HOSTILE = ("https://mal.example/", "//mal.example", "/\\mal.example", "javascript:alert(1)", "/fr//mal.example")
UNKNOWN = {"fr": "Je ne sais pas", "en": "I do not know"}


def options(html):
    """The options of a question that is asked: their values, and their labels."""
    values = re.findall(r'name="choice" type="radio" value="(\d)"', html)
    return dict(zip(values, re.findall(r"<label[^>]*>(.*?)</label>", html), strict=True))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_lesson_shows_its_goal_its_questions_and_one_way_on(client, language):
    for module, lesson in ALL:
        html = see(client, "lesson", id=lesson, language=language).text
        number, last = int(lesson[-1]), lesson == list(LESSONS[module])[-1]
        situation = plain(MODULES[module][f"situation_{language}"])
        assert (situation in words(html)) == (number == 1)
        assert [name for name in LESSONS[module][lesson] if f'id="q-{name}"' in html] == LESSONS[module][lesson]
        for name in LESSONS[module][lesson]:
            asked, item = question(html, name), ITEMS[name]
            labels = [plain(text) for text in item[f"options_{language}"]] + [UNKNOWN[language]]
            assert [words(label) for label in options(asked).values()] == labels
            assert list(options(asked)) == ["1", "2", "3", "4", "0"]
            assert plain(item[f"stem_{language}"]) in words(asked)
            assert not any(plain(text) in words(html) for text in item[f"feedback_{language}"])
        following = ("scenario", module) if last else ("lesson", f"{module}-{number + 1}")
        forward = re.search(r'<div class="button-row no-print">.*?</div>', html, re.DOTALL)[0]
        assert f'href="{address(following[0], language, id=following[1])}"' in forward
        assert (f'href="{address("lesson", language, id=f"{module}-{number - 1}")}" rel="prev"' in forward) == (
            number > 1
        )
        assert f'href="{address("lesson_file", language, id=lesson)}" download' in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lesson_without_a_table_is_sound_html(client, language):
    plain_ones = [lesson for _, lesson in ALL if not has_table(lesson, language)]
    assert len(plain_ones) > 5
    for lesson in plain_ones:
        assert faults(see(client, "lesson", id=lesson, language=language).text) == [], lesson


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lesson_with_a_table_is_sound_html_too(client, language):
    tabled = [lesson for _, lesson in ALL if has_table(lesson, language)]
    assert tabled
    assert {lesson: faults(see(client, "lesson", id=lesson, language=language).text) for lesson in tabled} == {
        lesson: [] for lesson in tabled
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("choice", [0, WRONG, ITEMS[ITEM]["key"]])
def test_an_answer_is_told_with_the_word_on_it_and_on_the_right_one(client, choice, language):
    answer = send(client, "learn_answer", id=ITEM, language=language, choice=choice)
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        address("lesson", language, id="m01-1") + f"#q-{ITEM}",
    )
    told = words(question(see(client, "lesson", id="m01-1", language=language).text, ITEM))
    item = ITEMS[ITEM]
    said = [plain(text) for text in item[f"feedback_{language}"]]
    assert [place for place, text in enumerate(said, 1) if text in told] == sorted({choice, item["key"]} - {0})
    _ = translator(language)
    verdict = "Bonne réponse" if choice == item["key"] else "Pas tout à fait" if choice else ""
    assert plain(_(verdict or "Vous ne saviez pas\u00a0: voici la réponse")) in told
    assert all(plain(text) in told for text in item[f"options_{language}"])


def test_the_first_answer_counts_whatever_is_sent_again(client):
    send(client, "learn_answer", id=ITEM, choice=WRONG)
    for choice in (ITEMS[ITEM]["key"], 0, WRONG):
        send(client, "learn_answer", id=ITEM, choice=choice)
    assert carried(client).answers[ITEM].choice == WRONG


def test_without_a_choice_the_lesson_comes_back_and_its_error_leads_to_the_question(client):
    answer = send(client, "learn_answer", id=PLAIN_ITEM)
    assert answer.status_code == 422
    assert faults(answer.text) == []
    assert "<title>Erreur" in answer.text
    assert f'<a href="#q-{PLAIN_ITEM}">' in answer.text
    assert "Choisissez une réponse" in words(question(answer.text, PLAIN_ITEM))
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("choice", [None, WRONG])
def test_htmx_is_given_the_question_alone_and_its_news_takes_the_focus(client, choice):
    fields = {} if choice is None else {"choice": choice}
    answer = send(client, "learn_answer", id=ITEM, headers=HTMX, **fields)
    assert answer.status_code == (422 if choice is None else 200)
    assert answer.text.lstrip().startswith(f'<section class="question" id="q-{ITEM}"')
    assert answer.text.count("<section") == 1
    assert faults(answer.text) == []
    assert answer.text.count("autofocus") == 1
    assert answer.headers["cache-control"] == "no-store"
    # The whole page takes no focus by itself.
    assert "autofocus" not in see(client, "lesson", id="m01-1").text


def test_an_answer_keeps_the_way_back_and_a_hostile_one_never_gets_in(client):
    back = "/fr/fournisseurs?besoin=nids-de-poule"
    html = see(client, "lesson", id="m01-1", back=back).text
    assert html.count(f'href="{back}"') == 2
    assert f'name="back" value="{back}"' in html
    answer = send(client, "learn_answer", id=ITEM, choice=1, back=back)
    assert answer.headers["location"] == address("lesson", "fr", id="m01-1", back=back) + f"#q-{ITEM}"
    for hostile in (
        "https://mal.example/",
        "//mal.example",
        "/\\mal.example",
        "javascript:alert(1)",
        "/fr//mal.example",
    ):
        answer = send(client, "learn_answer", id=TWIN, choice=1, back=hostile)
        assert answer.headers["location"] == f"/fr/apprendre/lecons/m01-1#q-{TWIN}"
        refused = send(client, "learn_answer", id="lm01-1", back=hostile)
        assert hostile not in refused.text


@pytest.mark.parametrize("place", ["m01-1", "m01-2"])
def test_the_test_of_the_level_is_offered_after_the_first_lesson_alone(client, place):
    shown = words(see(client, "lesson", id=place).text)
    assert ("Un court test peut vous faire gagner du temps. Il est facultatif." in shown) == (place == "m01-1")


def test_an_account_is_proposed_once_there_is_something_to_keep(client):
    assert "Ouvrir un compte pour la retrouver ailleurs" not in see(client, "lesson", id="m01-1").text
    send(client, "learn_answer", id=ITEM, choice=1)
    html = see(client, "lesson", id="m01-1").text
    assert re.search(r'href="(/fr/connexion[^"]*)">Ouvrir un compte', html)[1] == address(
        "sign_in", "fr", back="/fr/apprendre/reprendre"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_module_tells_what_to_remember_a_case_an_indicator_and_its_sources(client, language):
    for name in ESSENTIALS:
        html, module = see(client, "module", id=name, language=language).text, MODULES[name]
        assert faults(html) == []
        told = words(html)
        assert all(plain(line) in told for line in module[f"retain_{language}"])
        assert all(
            plain(module[f"{text}_{language}"]) in told for text in ("case", "indicator_why", "title", "outcome")
        )
        assert f'href="{module["case_source_url"].replace("&", "&amp;")}"' in html
        assert f'href="{address("indicator", language, id=module["indicator"])}"' in html
        assert html.count(address("lesson", language, id=name) + "-") >= len(LESSONS[name])


def test_a_module_in_preparation_says_so_and_counts_for_nothing(client):
    html = see(client, "module", id="m09").text
    assert faults(html) == []
    assert "son contenu n’existe pas encore" in words(html)
    assert "/lecons/" not in html


def test_a_module_goes_on_where_it_was_left_whatever_else_is_not_done(client):
    for item in LESSONS["m03"]["m03-1"]:
        send(client, "learn_answer", id=item, choice=1)
    button = re.compile(r'<a class="govuk-button[^"]*" href="([^"]+)">(?:Reprendre|Module suivant|Commencer ce module)')
    assert button.search(see(client, "module", id="m03").text)[1] == "/fr/apprendre/lecons/m03-2"
    assert button.search(see(client, "module", id="m01").text)[1] == "/fr/apprendre/lecons/m01-1"
    for item in (item for items in LESSONS["m03"].values() for item in items):
        send(client, "learn_answer", id=item, choice=1)
    assert button.search(see(client, "module", id="m03").text)[1] == "/fr/apprendre/situations/m03"
    decide(client, "m03", lambda _: 0)
    assert button.search(see(client, "module", id="m03").text)[1] == "/fr/apprendre/lecons/m04-1"


def test_the_outline_marks_what_is_behind_one(client):
    learn(client, "m02")
    html = see(client, "lesson", id="m02-1").text
    outline = re.search(r'<ol class="outline">.*?</ol>', html, re.DOTALL)[0]
    assert words(outline).count("terminé") == len(LESSONS["m02"]) + 1
    assert re.findall(r'aria-current="step"', outline) == ['aria-current="step"']


def test_what_no_browser_would_keep_is_said_and_changes_nothing(client, monkeypatch):
    monkeypatch.setattr(packing, "MOST", 0)
    for more in ({}, HTMX):
        answer = send(client, "learn_answer", id=PLAIN_ITEM, choice=1, headers=more)
        assert answer.status_code == 422
        assert plain(COOKIE_FULL) in words(answer.text)
        assert faults(answer.text) == []
    answer = send(client, "lesson", id=LESSON_OF[PLAIN_ITEM])
    assert answer.status_code == 422
    assert plain(COOKIE_FULL) in words(answer.text)
    assert faults(answer.text) == []
    assert carried(client) is None
