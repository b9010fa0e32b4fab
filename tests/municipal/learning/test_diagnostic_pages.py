"""The diagnostic on the page: a plain form, a result that lives in its address, and nothing kept."""

import re
from html import unescape

import pytest

from municipal.courses.queries import by_id
from municipal.learning.curriculum import curriculum
from municipal.learning.diagnostic import diagnostic
from municipal.web.addresses import address

PAGE = {"fr": "/fr/apprendre/diagnostic", "en": "/en/learn/diagnostic"}
ALL = [f"q{n}" for n in range(1, 13)]


def told(*points, **other):
    """The parameters that the form sends."""
    return {"q": "1"} | {name: str(one) for name, one in zip(ALL, points, strict=False)} | other


def sent_by(text):
    """What a browser without a script would send: where, and the names and values of the fields."""
    form = re.search(r'<form action="(/[^"]+)">(.*?)</form>', text, re.DOTALL)
    return form[1], re.findall(r'<input[^>]*? name="(\w+)" type="radio" value="(\d)"( checked)?', form[2])


def words(text):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", text)).replace("\u00a0", " "))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_form_asks_twelve_questions_of_four_answers_by_plain_get(client, language):
    answer = client.get(PAGE[language])
    assert answer.status_code == 200
    where, radios = sent_by(answer.text)
    assert where == PAGE[language]
    assert [(name, value) for name, value, _ in radios] == [(name, str(n)) for name in ALL for n in range(4)]
    assert not any(checked for *_, checked in radios)
    shown = words(answer.text)
    for question in diagnostic().questions:
        assert all(text in shown for text in (question.text("text", language), question.text("help", language)))
        assert all(text in shown for text in question.texts("options", language))


def test_the_form_says_how_long_it_takes_and_that_nothing_is_kept(client):
    shown = words(client.get(PAGE["fr"]).text)
    assert "12 questions, au plus 6 minutes" in shown
    assert "Repère n’en garde rien" in shown


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(("points", "stage"), [(0, 0), (3, 3)])
def test_all_first_and_all_last_answers_are_the_first_and_the_last_stage(client, language, points, stage):
    answer = client.get(PAGE[language], params=told(*[points] * 12))
    assert answer.status_code == 200
    shown, found = words(answer.text), diagnostic()
    assert found.stages[stage].text("name", language) in words(re.search(r"<h1.*?</h1>", answer.text)[0])
    assert found.stages[stage].text("meaning", language) in shown
    for action in found.actions:
        assert (action.text("action", language) in shown) == (action.level == found.stages[stage].id)
    assert all(pathway.text("name", language) in shown for pathway in curriculum().pathways)
    assert all(question.texts("options", language)[points] in shown for question in found.questions)


def test_the_points_of_each_theme_are_in_a_table(client):
    text = client.get(PAGE["fr"], params=told(0, 1, 2, 3, 3, 3, 0, 0, 0, 1, 1, 1)).text
    rows = re.findall(r'<tr><th scope="row">([^<]+)</th><td>([^<]+)</td>', text)
    assert [(unescape(name), points) for name, points in rows] == [
        ("Besoins et indicateurs", "3 sur 9"),
        ("Données et règles", "9 sur 9"),
        ("Personnes", "0 sur 9"),
        ("Pratique", "3 sur 9"),
    ]
    assert "Total : 15 sur 36" in words(text)


def test_the_plan_leads_to_modules_resources_and_courses_that_exist(client):
    for points in range(4):
        text = client.get(PAGE["fr"], params=told(*[points] * 12)).text
        plan = text.split('id="plan"')[1].split("</section>")[0]
        links = set(re.findall(r'href="([^"]+)"', plan))
        modules = {link for link in links if "/modules/" in link}
        courses = {link.split("#")[1] for link in links if link.startswith("/fr/formations#")}
        resources = {link.split("#")[1] for link in links if link.startswith("/fr/ressources#")}
        assert modules
        assert courses
        assert resources
        assert courses <= set(by_id("fr"))
        listed = client.get("/fr/ressources").text
        assert all(f'id="{one}"' in listed for one in resources)
        assert all(client.get(link).status_code == 200 for link in links)


def test_a_module_that_is_not_written_yet_says_so(client):
    plan = client.get(PAGE["fr"], params=told(*[1] * 12)).text.split('id="plan"')[1].split("</section>")[0]
    items = re.findall(r"<li>(.*?)</li>", plan, re.DOTALL)
    linked = [(re.search(r"/modules/(\w+)", item)[1], item) for item in items if "/modules/" in item]
    assert len({curriculum().modules[module].ready for module, _ in linked}) == 2
    for module, item in linked:
        assert ("en préparation" in item) == (not curriculum().modules[module].ready), module


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_is_missing_is_pointed_at_and_what_was_chosen_stays(client, language):
    answer = client.get(PAGE[language], params={"q": "1", "q2": "3", "q12": "0"})
    assert answer.status_code == 422
    missing = [name for name in ALL if name not in ("q2", "q12")]
    summary = re.search(r'role="alert".*?</div>', answer.text, re.DOTALL)[0]
    assert re.findall(r'href="#(\w+)"', summary) == missing
    assert all(re.search(rf'<input[^>]* id="{name}"', answer.text) for name in missing)
    assert re.findall(r'id="(q\d+)-error"', answer.text) == missing
    _, radios = sent_by(answer.text)
    assert [(name, value) for name, value, checked in radios if checked] == [("q2", "3"), ("q12", "0")]


def test_the_form_sent_blank_names_all_twelve(client):
    answer = client.get(PAGE["fr"], params={"q": "1"})
    assert answer.status_code == 422
    assert len(re.findall(r'href="#q\d+"', answer.text)) == 12
    assert "<title>Erreur" in answer.text


@pytest.mark.parametrize(
    "wrong", ["abc", "99", "-1", "", " ", "1e0", "0x1", "<script>alert(1)</script>", "%00", "\u0663", "9" * 5000]
)
def test_a_hostile_answer_is_a_missing_one(client, wrong):
    answer = client.get(PAGE["fr"], params=told(*[1] * 12) | {"q1": wrong})
    assert answer.status_code == 422
    assert re.findall(r'href="#(q\d+)"', answer.text) == ["q1"]
    assert "<script>alert" not in answer.text


def test_an_answer_given_twice_is_asked_again(client):
    pairs = [*told(*[1] * 12).items(), ("q3", "2")]
    answer = client.get(PAGE["fr"], params=pairs)
    assert answer.status_code == 422
    assert re.findall(r'href="#(q\d+)"', answer.text) == ["q3"]


def test_what_nobody_asked_for_changes_nothing(client):
    plain = client.get(PAGE["fr"], params=told(*[1] * 12))
    more = client.get(PAGE["fr"], params=told(*[1] * 12, q13="3", utm_source="x"))
    assert more.status_code == 200
    assert (
        re.search(r"<main.*</main>", plain.text, re.DOTALL)[0] == re.search(r"<main.*</main>", more.text, re.DOTALL)[0]
    )
    assert client.get(PAGE["fr"], params={"utm_source": "x"}).status_code == 200


def test_an_address_without_the_mark_of_the_form_works_too(client):
    """What one shares may have been shortened: the answers are enough."""
    answers = told(*[2] * 12)
    del answers["q"]
    assert client.get(PAGE["fr"], params=answers).status_code == 200
    assert "<form" not in client.get(PAGE["fr"], params=answers).text.split("<main")[1]


def test_an_answer_can_be_changed_from_the_result(client):
    text = client.get(PAGE["fr"], params=told(*[2] * 12)).text
    change = unescape(re.search(r'href="(/fr/apprendre/diagnostic\?[^"]*q=0[^"]*)"', text)[1])
    answer = client.get(change)
    assert answer.status_code == 200
    assert 'role="alert"' not in answer.text
    _, radios = sent_by(answer.text)
    assert [(name, value) for name, value, checked in radios if checked] == [(name, "2") for name in ALL]
    assert f'href="{address("diagnostic", "fr")}"' in text


def test_the_other_language_keeps_the_answers(client):
    text = client.get(PAGE["fr"], params=told(*[1, 2] * 6)).text
    twin = unescape(re.search(r'<a id="langue" href="([^"]+)"', text)[1])
    assert twin.startswith(PAGE["en"])
    assert "18" in words(client.get(twin).text)


def test_a_result_is_kept_nowhere_and_found_by_no_search_engine(client, contents):
    before = contents()
    for params in (told(*[1] * 12), {"q": "1"}, {"q": "0", "q1": "1"}):
        answer = client.get(PAGE["fr"], params=params)
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-robots-tag"] == "noindex"
        assert "set-cookie" not in answer.headers
    assert contents() == before


def test_the_result_describes_and_says_that_it_does_not_judge(client):
    shown = words(client.get(PAGE["fr"], params=told(*[0] * 12)).text)
    assert "Il ne juge personne" in shown
    assert "Il ne mesure pas l’IA" in shown
