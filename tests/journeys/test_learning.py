"""Journey 3: from the home page to the first lesson on a phone, its questions, and going on elsewhere."""

import re

import httpx
import pytest
from playwright.sync_api import expect

from municipal.web.addresses import LANGUAGES, address
from tests.journeys.learning import answer, bring, decide, everything, halfway
from tests.journeys.parcours import DESK, PHONE
from tests.journeys.test_print import LETTER, PAPER, sheets
from tests.journeys.test_weight import MOST_BYTES, MOST_REQUESTS, listen, weight
from tests.municipal.learning.walking import ESSENTIALS, ITEMS, LESSON_OF, LESSONS, PLAIN_ITEM, POINTS, has_table

FIRST = LESSONS["m01"]["m01-1"]
ALL = [lesson for name in ESSENTIALS for lesson in LESSONS[name]]
NEXT = {"fr": "Leçon suivante", "en": "Next lesson"}
MOST_ACTIVATIONS = 2
NAMES = {"fr": "Comprendre l’IA en 45 minutes", "en": "Understand AI in 45 minutes"}
BOTH = pytest.mark.parametrize("language", LANGUAGES)
SCRIPTED = pytest.mark.parametrize("javascript", [True, False], ids=["js", "sans-js"])
# Every page of Apprendre that changes with what one did.
PLACES = {"learn": "", "learn_map": "", "pathway": "elected", "module": "m01", "lesson": "m01-1", "scenario": "m01"}
PLACES |= {"placement": "", "outcome_before": "", "outcome_after": "", "refresh": "", "my_badges": "", "mastery": "m01"}


@pytest.fixture
def phone(parcours, demo_site):
    """`phone(javascript=False)`: somebody with a telephone, who may be given a cookie by an answer."""

    def made(**options):
        visitor = parcours(demo_site, **({"width": PHONE} | options))
        visitor.may_keep = ("progress",)
        return visitor

    return made


@BOTH
@SCRIPTED
@pytest.mark.parametrize("keyboard", [False, True], ids=["doigt", "clavier"])
def test_the_first_lesson_is_read_and_answered_within_two_activations_of_home(phone, language, javascript, keyboard):
    visitor = phone(javascript=javascript, keyboard=keyboard)
    visitor.visit(address("home", language))
    visitor.follow(visitor.link(NAMES[language]))
    assert visitor.where() == address("lesson", language, id="m01-1")
    assert visitor.activations <= MOST_ACTIVATIONS
    assert visitor.context.cookies() == []
    assert len(visitor.text(visitor.page.locator("article.lesson")).split()) > 100
    for item, choice in zip(FIRST, (ITEMS[FIRST[0]]["key"], 0), strict=False):
        answer(visitor, item, choice)
        visitor.check()
    assert [one["name"] for one in visitor.context.cookies()] == ["progress"]
    visitor.follow(visitor.link(NEXT[language]))
    assert visitor.where() == address("lesson", language, id="m01-2")


@BOTH
@pytest.mark.parametrize("tables", [False, True])
def test_every_lesson_is_sound_on_a_telephone(phone, tables, language):
    visitor = phone()
    faults = []
    for lesson in (one for one in ALL if has_table(one, language) == tables):
        visitor.visit(address("lesson", language, id=lesson), checked=False)
        faults += [*visitor._shape(), *visitor._quiet(), *visitor._axe()]
    assert faults == []


@BOTH
@SCRIPTED
def test_a_scenario_is_walked_to_its_end(phone, language, javascript):
    visitor = phone(javascript=javascript, keyboard=javascript)
    visitor.visit(address("scenario", language, id="m01"))
    for n in range(1, len(POINTS["m01"]) + 1):
        decide(visitor)
        assert visitor.where().endswith(f"#p-{n}")
        visitor.check()
    assert visitor.page.locator("input[name=point]").count() == 0
    assert visitor.page.locator(".effect").count() >= 1


@BOTH
@pytest.mark.parametrize("name", PLACES)
@pytest.mark.parametrize("stage", [halfway, everything])
def test_each_page_is_sound_whatever_was_done(phone, name, stage, language):
    visitor = phone()
    bring(visitor, stage())
    visitor.visit(address(name, language, id=PLACES[name]), checked=False)
    visitor.seen_as(width=PHONE, dark=language == "fr")
    visitor.seen_as(width=DESK, dark=language == "en")


@BOTH
@pytest.mark.parametrize("name", ["lesson", "scenario", "outcome_before", "outcome_after", "refresh", "placement"])
def test_a_form_sent_empty_comes_back_sound_and_says_what_to_do(phone, name, language):
    visitor = phone(javascript=True)
    bring(visitor, halfway() if name != "refresh" else everything())
    place = {"lesson": "m02-1"}.get(name, PLACES[name])
    # The forms that htmx sends are met without it below.
    visitor.visit(address(name, language, id=place), checked=False)
    visitor.page.evaluate("document.querySelectorAll('[hx-post]').forEach(e => e.outerHTML = e.outerHTML)")
    form = visitor.page.locator("main form:has(input[type=radio])")
    if form.count() == 0:
        assert name == "outcome_after"
        return
    with visitor.page.expect_navigation():
        form.first.evaluate("e => e.submit()")
    assert visitor.documents[-1].status == 422
    visitor.seen_as(width=PHONE, dark=False)
    summary = visitor.page.locator(".govuk-error-summary a").first
    target = summary.get_attribute("href")
    assert visitor.page.locator(f"main {target}").count() == 1


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_an_answer_changes_its_question_alone_and_its_verdict_is_seen_and_heard(phone, width):
    visitor = phone(width=width)
    visitor.visit("/fr/apprendre/lecons/m01-1", checked=False)
    page = visitor.page
    page.evaluate("document.querySelectorAll('main *').forEach(e => { e.stood = true })")
    asked = page.locator(f"#q-{FIRST[0]}")
    asked.locator("label").first.click()
    asked.get_by_role("button").focus()
    scrolled = page.evaluate("scrollY")
    with page.expect_response(lambda one: one.request.method == "POST"):
        page.keyboard.press("Enter")
    verdict = asked.locator(".question__verdict")
    expect(verdict).to_be_focused()
    box = verdict.bounding_box()
    assert 0 <= box["y"] <= 800 - box["height"]
    # Nothing moves that need not: where all of the question fits, the page stays where it was.
    assert width == PHONE or page.evaluate("scrollY") == scrolled
    new = page.evaluate(
        "[...document.querySelectorAll('main *')].filter(e => !e.stood).map(e => e.closest('section')?.id)"
    )
    assert set(new) == {f"q-{FIRST[0]}"}
    visitor.check()


def test_two_answers_on_a_slow_line_are_both_kept_and_a_double_click_counts_once(phone):
    visitor = phone(width=DESK)
    visitor.visit("/fr/apprendre/lecons/m01-1", checked=False)
    network = visitor.context.new_cdp_session(visitor.page)
    network.send("Network.enable")
    slow = {"offline": False, "latency": 300, "downloadThroughput": -1, "uploadThroughput": -1}
    network.send("Network.emulateNetworkConditions", slow)
    for item in FIRST:
        asked = visitor.page.locator(f"#q-{item}")
        asked.locator("label").first.click()
        asked.get_by_role("button").dblclick()
    for item in FIRST:
        expect(visitor.page.locator(f"#q-{item} .question__verdict")).to_be_visible()
    visitor.page.wait_for_load_state("networkidle")
    visitor.page.reload()
    assert visitor.page.locator(".question form").count() == 0


@SCRIPTED
def test_after_an_answer_the_way_back_is_kept_and_leads_there(phone, javascript):
    visitor = phone(javascript=javascript)
    here = "/fr/fournisseurs?besoin=suivi+des+nids-de-poule"
    visitor.visit(here, checked=False)
    visitor.follow(visitor.page.locator("aside.beside a"))
    item = visitor.page.locator(".question").first.get_attribute("id").removeprefix("q-")
    answer(visitor, item, 1)
    visitor.follow(visitor.link(re.compile("Revenir où j’en étais")).first)
    assert visitor.where() == here


def test_the_way_back_is_that_of_the_list_as_it_was_filtered(phone):
    visitor = phone(width=DESK)
    visitor.visit("/fr/fournisseurs?besoin=suivi+des+nids-de-poule", checked=False)
    visitor.tick(visitor.page.locator("main input[type=checkbox]").first)
    here = visitor.where()
    assert "&" in here
    visitor.follow(visitor.page.locator("aside.beside a"))
    visitor.follow(visitor.link(re.compile("Revenir où j’en étais")).first)
    assert visitor.where() == here


def test_another_device_goes_on_in_one_activation_from_home(parcours, demo_site, door):
    places = []
    for n in range(2):
        visitor = parcours(demo_site, width=PHONE, javascript=bool(n))
        visitor.may_keep = ("sid", "progress")
        if n == 0:
            visitor.visit("/fr/apprendre/lecons/m01-1", checked=False)
            for item in FIRST:
                answer(visitor, item, 0)
        visitor.visit(door("learner", "--city", "00006"), checked=False)
        visitor.page.locator("main button").first.click()
        visitor.visit("/fr/", checked=False)
        visitor.activations = 0
        visitor.follow(visitor.link(NAMES["fr"]))
        assert visitor.activations <= MOST_ACTIVATIONS
        assert {one["name"] for one in visitor.context.cookies()} == {"sid"}
        places.append(visitor.where())
    assert places == ["/fr/apprendre/lecons/m01-2"] * 2


def test_the_first_question_costs_at_most_sixty_kilobytes(phone):
    visitor = phone()
    sizes, urls = listen(visitor)
    visitor.visit("/fr/apprendre/lecons/m01-1", checked=False)
    visitor.page.wait_for_load_state("networkidle")
    fetched = {urls[key] for key in sizes}
    assert all(url.startswith(f"{visitor.origin}/") for url in fetched)
    assert sum(sizes.values()) <= MOST_BYTES
    assert len(fetched) <= MOST_REQUESTS
    around = sum(weight(url) for url in fetched if "/static/" in url)
    for language in LANGUAGES:
        for lesson in ALL:
            page = visitor.origin + address("lesson", language, id=lesson)
            assert around + weight(page) <= MOST_BYTES, lesson


@BOTH
def test_a_lesson_opens_from_a_file_without_a_network(parcours, demo_site, tmp_path, language):
    saved = tmp_path / "lecon.html"
    saved.write_bytes(
        httpx.get(demo_site + address("lesson_file", language, id=LESSON_OF[PLAIN_ITEM]), trust_env=False).content
    )
    visitor = parcours(demo_site, width=PHONE)
    visitor.context.set_offline(True)
    visitor.page.goto(saved.as_uri())
    page = visitor.page
    assert {request.url for request in visitor.requests} == {saved.as_uri()}
    assert page.locator("details[open]").count() == 0
    assert not page.locator("details li").first.is_visible()
    page.locator("summary").first.click()
    assert page.locator("details li").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("h1").count() == 1
    assert visitor._axe() == []
    assert visitor._console() == []


@pytest.mark.parametrize(("name", "most"), [("lesson", 4), ("module", 3), ("scenario", 4), ("outcome_after", 9)])
def test_what_was_done_is_printed_without_anything_to_press(phone, name, most):
    visitor = phone(width=DESK)
    bring(visitor, everything())
    visitor.visit(address(name, "fr", id=PLACES[name]), checked=False)
    visitor.page.emulate_media(media="print")
    for unwanted in ("nav", "button", "input", ".govuk-button", "aside.panel.no-print"):
        assert visitor.page.locator(f"{unwanted}:visible").count() == 0, unwanted
    visitor.page.set_viewport_size({"width": PAPER, "height": 1056})
    assert visitor.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert 1 <= sheets(visitor) <= most
    assert LETTER["format"] == "Letter"
