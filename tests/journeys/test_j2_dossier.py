"""Journey 2: a clerk goes from a need to a shortlist of five, and leaves with the grid in Word."""

import re

import docx
import pytest
from playwright.sync_api import expect

from municipal.web.addresses import address
from tests.journeys.parcours import DESK, PHONE

MOST_ACTIVATIONS = 12
MOST_SECONDS = 10 * 60
# A tab may be killed two seconds after the last change: by then it must be kept.
KEPT_WITHIN = 2000
CITY = "00003"
WORDS = {
    "fr": {
        "need": "Trouver les fuites d’aqueduc",
        "indicator": "Pertes d’eau (part du volume)",
        "continue": "Continuer",
        "compare": "Comparer",
        "grid": "Créer la grille",
        "excluded": "Un assistant bureautique généraliste ne répond pas à ce besoin spécialisé",
    },
    "en": {
        "need": "Find water main leaks",
        "indicator": "Water losses (share of volume)",
        "continue": "Continue",
        "compare": "Compare",
        "grid": "Create the grid",
        "excluded": "A general-purpose office assistant does not answer this specialized need",
    },
}
# A source as the demonstration names one, with the day it was read.
SOURCE = r"fictif.{1,80}(lue le|read on) .{1,20}2026"
PROBLEM = "L’eau se perd la nuit sans que personne sache où."


def clerk_of(parcours, site, door, **options):
    """A clerk of the village, signed in, who has done nothing yet."""
    clerk = parcours(site, **options)
    clerk.may_keep = ("sid",)
    clerk.visit(door("editor", "--city", CITY), checked=False)
    clerk.page.locator("main button").first.click()
    clerk.page.wait_for_load_state()
    return clerk


def named(clerk, role, name):
    return clerk.page.locator("main").get_by_role(role, name=name, exact=True)


def at_the_market(clerk, language):
    """From the first page to what answers the need: four activations; the names of the five first answers."""
    words = WORDS[language]
    clerk.visit(address("home", language))
    clerk.activations = clerk.typed = 0
    clerk.follow(clerk.page.locator(f"main a[href='{address('project_new', language)}']"))
    clerk.follow(named(clerk, "link", words["need"]))
    clerk.tick(clerk.page.get_by_label(words["indicator"], exact=True))
    clerk.follow(named(clerk, "button", words["continue"]))
    return clerk.texts(clerk.page.locator("main .solution-card h3"))[:5]


def five(clerk):
    """The boxes by which five solutions are compared."""
    boxes = clerk.page.locator("main input[name^=compare_]")
    return [boxes.nth(n) for n in range(5)]


def told(document):
    """Every text of a Word file, its tables too, with plain spaces."""
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return re.sub(r"\s+", " ", "\n".join([*(one.text for one in document.paragraphs), *cells]))


def headers(document):
    return [[re.sub(r"\s+", " ", cell.text).strip() for cell in table.rows[0].cells] for table in document.tables]


def points(document):
    """The points of the criteria: of a table that ends on its total of 100, what stands above it in that column."""
    found = []
    for table in document.tables:
        rows = [[cell.text.strip() for cell in row.cells] for row in table.rows]
        for column in zip(*rows, strict=True):
            numbers = [int(text) for text in column[1:] if re.fullmatch(r"\d+", text)]
            if len(numbers) > 2 and 100 in numbers:
                found.append([one for one in numbers if one != 100])
            elif sum(numbers) == 100 and len(numbers) > 2:
                found.append(numbers)
    return found


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("width", [DESK, PHONE])
@pytest.mark.parametrize("javascript", [True, False], ids=["js", "sans-js"])
def test_a_need_becomes_a_word_grid_in_twelve_activations(parcours, demo_site, door, language, width, javascript):
    words = WORDS[language]
    clerk = clerk_of(parcours, demo_site, door, width=width, javascript=javascript)
    names = at_the_market(clerk, language)
    assert len(names) == 5
    for box in five(clerk):
        clerk.tick(box)
    if javascript:
        expect(clerk.page.locator("#brouillon")).not_to_be_empty(timeout=KEPT_WITHIN)
    clerk.follow(named(clerk, "button", words["compare"]))
    columns = clerk.texts(clerk.page.locator("table.comparison thead a"))
    assert columns == names
    clerk.follow(named(clerk, "button", words["grid"]))
    with clerk.page.expect_download() as waited:
        clerk.page.locator("main a.govuk-button[href*='format=docx']").click()
    clerk.activations += 1
    assert clerk.activations <= MOST_ACTIVATIONS
    assert clerk.seconds <= MOST_SECONDS

    grid = docx.Document(waited.value.path())
    assert any(all(name in header for name in names) for header in headers(grid))
    assert any(sum(one) == 100 for one in points(grid))
    text = told(grid)
    assert words["excluded"] in text
    assert re.search(SOURCE, text)

    # The digest that the document bears is that of the list that the city fixed.
    digest = re.search(r"SHA-256.{1,12}?\b([0-9a-f]{64})", text)[1]
    project = re.search(r"(?:projet|project)=([0-9a-f]+)", clerk.where())[1]
    clerk.visit(address("project_step", language, id=CITY, project=project, step="market"))
    assert digest in clerk.page.locator("main").text_content()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_killed_tab_loses_nothing_at_any_step(parcours, demo_site, door, language):
    words = WORDS[language]
    clerk = clerk_of(parcours, demo_site, door)
    at_the_market(clerk, language)
    project = re.search(r"(?:projet|project)=([0-9a-f]+)", clerk.where())[1]
    grid = address("project_grid", language, id=CITY, project=project)

    def step(name):
        return address("project_step", language, id=CITY, project=project, step=name)

    def killed_and_reopened(path, change, holds):
        """Change something, wait as long as is promised, kill the tab; another one offers what it held."""
        tab = clerk.context.new_page()
        tab.goto(demo_site + path)
        change(tab)
        expect(tab.locator("#brouillon")).not_to_be_empty(timeout=KEPT_WITHIN)
        tab.close(run_before_unload=False)
        tab = clerk.context.new_page()
        tab.goto(demo_site + path)
        tab.locator("main a[href*='draft=yes']").click()
        holds(tab)
        tab.close()

    killed_and_reopened(
        step("need"),
        lambda tab: tab.locator("#problem").fill(PROBLEM),
        lambda tab: expect(tab.locator("#problem")).to_have_value(PROBLEM),
    )

    def tick(tab):
        for n in (1, 3):
            tab.locator("input[name^=compare_]").nth(n).check()
        tab.locator("main details summary").nth(5).click()
        tab.locator("input[name^=why_]").nth(5).fill(PROBLEM)

    def ticked(tab):
        boxes = tab.locator("input[name^=compare_]")
        assert [n for n in range(boxes.count()) if boxes.nth(n).is_checked()] == [1, 3]
        expect(tab.locator("input[name^=why_]").nth(5)).to_have_value(PROBLEM)

    killed_and_reopened(step("market"), tick, ticked)
    clerk.visit(step("market"))
    for box in five(clerk):
        clerk.tick(box)
    clerk.follow(named(clerk, "button", words["compare"]))
    note = "textarea[name^=note_]"
    killed_and_reopened(
        step("comparison"),
        lambda tab: tab.locator(note).nth(2).fill(PROBLEM),
        lambda tab: expect(tab.locator(note).nth(2)).to_have_value(PROBLEM),
    )
    clerk.visit(step("comparison"))
    clerk.follow(named(clerk, "button", words["grid"]))
    killed_and_reopened(
        grid,
        lambda tab: tab.locator("#criterion_1_name").fill("Preuves sur le réseau"),
        lambda tab: expect(tab.locator("#criterion_1_name")).to_have_value("Preuves sur le réseau"),
    )


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_error_and_a_list_that_is_made_again_are_sound_on_a_phone(parcours, demo_site, door, language):
    words = WORDS[language]
    clerk = clerk_of(parcours, demo_site, door, width=PHONE)
    at_the_market(clerk, language)
    clerk.follow(named(clerk, "button", words["compare"]), status=422)
    assert clerk.page.locator(".govuk-error-summary a").count() == 1
    for box in five(clerk)[:2]:
        clerk.tick(box)
    clerk.follow(named(clerk, "button", words["compare"]))
    clerk.visit(clerk.where().replace("comparison", "market"))
    clerk.follow(clerk.page.locator("main a[href*='redo=yes']"))
    assert [box.is_checked() for box in five(clerk)] == [True, True, False, False, False]
