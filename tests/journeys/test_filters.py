"""What changes a page: facets, lists, boxes to compare, the other language, the report form."""

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import expect

from municipal.web.addresses import PARAMETERS, address

POTHOLES = {"fr": "suivi des nids-de-poule", "en": "pothole tracking"}
CALLS = {"fr": "prise d’appels en dehors des heures", "en": "after-hours call answering"}
APPLY = {"fr": "Appliquer les filtres", "en": "Apply the filters"}
COMPARE = {"fr": "Comparer", "en": "Compare"}
OTHER = {"fr": "English", "en": "Français"}
JAVASCRIPT = pytest.mark.parametrize("javascript", [True, False], ids=["js", "sans-js"])
LANGUAGE = pytest.mark.parametrize("language", ["fr", "en"])


@pytest.mark.parametrize(
    ("language", "width", "keyboard"),
    [("fr", 1280, False), ("fr", 320, True), ("en", 1280, True), ("en", 320, False)],
)
def test_a_facet_changes_the_list_in_place(parcours, demo_site, language, width, keyboard):
    visitor = parcours(demo_site, width=width, keyboard=keyboard)
    visitor.visit(address("vendors", language, need=CALLS[language]))
    before, summary = names(visitor), visitor.text(visitor.page.locator(".results-summary"))
    documents = len(visitor.documents)
    visitor.page.evaluate("window.sameDocument = true")
    box = facet(visitor, "hosting", language, "quebec")
    visitor.open(visitor.page.locator(".facets-toggle > summary"))
    visitor.tick(box)
    assert 0 < len(names(visitor)) < len(before)
    assert set(names(visitor)) < set(before)
    assert visitor.text(visitor.page.locator(".results-summary")) != summary
    assert visitor.page.evaluate("window.sameDocument")
    assert len(visitor.documents) == documents
    assert visitor.has_focus(box)
    expect(box).to_be_checked()
    assert asked(visitor) == {(PARAMETERS["need"][language], CALLS[language]), (word("hosting", language), "quebec")}
    visitor.tick(box)
    assert names(visitor) == before


@pytest.mark.parametrize(
    ("language", "choices"),
    [
        ("fr", [("hosting", "quebec"), ("hosting", "canada")]),
        ("en", [("domain", "D:citoyens"), ("capability", "C:voix")]),
        ("fr", [("language", "en"), ("hosting", "canada")]),
        ("en", [("population", "500")]),
        pytest.param(
            "fr",
            [("population", "500"), ("population", "5000")],
        ),
    ],
    ids=str,
)
def test_facets_and_the_form_without_javascript_give_the_same(parcours, demo_site, language, choices):
    with_it, without = parcours(demo_site), parcours(demo_site, javascript=False)
    for visitor in (with_it, without):
        visitor.visit(address("vendors", language, need=CALLS[language], city="00007"))
        for name, value in choices:
            visitor.open(visitor.page.locator(".facets-toggle > summary"))
            visitor.tick(facet(visitor, name, language, value))
    without.follow(without.button(APPLY[language]))
    assert names(with_it)
    assert names(with_it) == names(without)
    assert asked(with_it) == asked(without)
    assert visible(with_it) == visible(without)


@LANGUAGE
def test_an_address_made_by_facets_can_be_sent_to_someone_else(parcours, demo_site, language):
    sender, receiver = parcours(demo_site), parcours(demo_site, javascript=False)
    sender.visit(address("vendors", language, need=POTHOLES[language]))
    sender.tick(facet(sender, "hosting", language, "quebec"))
    receiver.visit(sender.where())
    assert names(receiver) == names(sender)
    assert facet(receiver, "hosting", language, "quebec").is_checked()


def test_going_back_from_a_solution_shows_the_whole_page_with_its_facets(parcours, demo_site):
    visitor = parcours(demo_site)
    visitor.visit(address("vendors", "fr", need=POTHOLES["fr"]))
    box = facet(visitor, "hosting", "fr", "quebec")
    visitor.tick(box)
    kept, where = names(visitor), visitor.where()
    visitor.follow(visitor.page.locator(".solution-list h3").get_by_role("link").first)
    visitor.page.go_back()
    expect(visitor.page.locator(".solution-list h3")).to_have_count(len(kept))
    expect(box).to_be_checked()
    assert (names(visitor), visitor.where()) == (kept, where)
    visitor.check()


def test_going_back_undoes_a_facet(parcours, demo_site):
    visitor = parcours(demo_site)
    visitor.visit(address("vendors", "fr", need=POTHOLES["fr"]))
    before, where = names(visitor), visitor.where()
    box = facet(visitor, "hosting", "fr", "quebec")
    visitor.tick(box)
    visitor.page.go_back()
    expect(visitor.page.locator(".solution-list h3")).to_have_count(len(before))
    assert (names(visitor), visitor.where()) == (before, where)
    expect(box).not_to_be_checked()
    visitor.check()


def test_an_error_while_filtering_leaves_the_page_whole(parcours, demo_site):
    visitor = parcours(demo_site)
    visitor.visit(address("vendors", "fr", need=POTHOLES["fr"]))
    visitor.page.route("**/fournisseurs?*", lambda route: route.continue_(url=f"{demo_site}/fr/nulle-part"))
    with visitor.page.expect_response(lambda answer: answer.status == 404):
        facet(visitor, "hosting", "fr", "quebec").click()
    expect(visitor.page.locator(".htmx-request")).to_have_count(0)
    assert visitor.page.locator("h1").count() == 1
    assert visitor.page.locator("header").count() == 1
    assert "Vérifiez l’adresse" in visitor.text(visitor.page.locator("#resultats"))


@pytest.mark.parametrize(
    ("language", "page", "parameter", "value", "rows"),
    [
        ("fr", "indicators", "domain", "D:voirie", "#indicateurs li"),
        ("en", "indicators", "dimension", None, "#indicateurs li"),
        ("en", "resources", "domain", "D:securite", "#ressources article"),
        ("fr", "resources", "kind", None, "#ressources article"),
    ],
)
def test_a_list_that_is_narrowed_gives_the_same_without_javascript(
    parcours, demo_site, language, page, parameter, value, rows
):
    with_it, without = parcours(demo_site), parcours(demo_site, javascript=False)
    for visitor in (with_it, without):
        visitor.visit(address(page, language))
        choices = visitor.page.locator(f"select[name={word(parameter, language)}]")
        option = choices.locator(f"option[value='{value}']" if value else "option >> nth=1")
        before = visitor.page.locator(rows).count()
        visitor.choose(choices, option.inner_text())
    without.follow(without.page.locator("form.filters button"))
    assert 0 < with_it.page.locator(rows).count() < before
    assert visible(with_it) == visible(without)
    assert asked(with_it) >= {pair for pair in asked(without) if pair[1]}


@pytest.mark.parametrize(
    ("language", "javascript", "wanted"), [("fr", True, 2), ("fr", False, 5), ("en", True, 5), ("en", False, 2)]
)
def test_boxes_ticked_in_the_results_are_the_columns_compared(parcours, demo_site, language, javascript, wanted):
    visitor = parcours(demo_site, javascript=javascript)
    visitor.visit(address("vendors", language, need=CALLS[language]))
    chosen = names(visitor)[1 : wanted + 1]
    for name in chosen:
        visitor.tick(card(visitor, name).get_by_role("checkbox"))
    visitor.follow(visitor.button(re.compile(f"^{COMPARE[language]}$")))
    assert columns(visitor) == chosen
    assert CALLS[language] in visitor.text(visitor.page.locator("main"))
    visitor.seen_as(width=320, dark=False)


@JAVASCRIPT
@pytest.mark.parametrize("ticked", [0, 1])
def test_fewer_than_two_boxes_bring_no_table_but_the_way_back(parcours, demo_site, javascript, ticked):
    visitor = parcours(demo_site, javascript=javascript)
    visitor.visit(address("vendors", "fr", need=CALLS["fr"]))
    for name in names(visitor)[:ticked]:
        visitor.tick(card(visitor, name).get_by_role("checkbox"))
    visitor.follow(visitor.button(re.compile("^Comparer$")))
    assert visitor.page.locator("table").count() == 0
    visitor.follow(visitor.page.locator("main .body").get_by_role("link").first)
    assert (PARAMETERS["need"]["fr"], CALLS["fr"]) in asked(visitor)
    assert len(names(visitor)) > 1


def test_six_boxes_compare_the_first_five_and_say_so(parcours, demo_site):
    visitor = parcours(demo_site)
    visitor.visit(address("vendors", "fr", need=CALLS["fr"]))
    chosen = names(visitor)[:6]
    for name in chosen:
        visitor.tick(card(visitor, name).get_by_role("checkbox"))
    visitor.follow(visitor.button(re.compile("^Comparer$")))
    assert columns(visitor) == chosen[:5]
    assert "au plus 5" in visitor.text(visitor.page.locator("main"))


def test_a_box_to_compare_stays_ticked_when_a_facet_keeps_its_solution(parcours, demo_site):
    visitor = parcours(demo_site)
    visitor.visit(address("vendors", "fr", need=CALLS["fr"], hebergement="quebec"))
    kept = names(visitor)[-1]
    visitor.visit(address("vendors", "fr", need=CALLS["fr"]))
    visitor.tick(card(visitor, kept).get_by_role("checkbox"))
    visitor.tick(facet(visitor, "hosting", "fr", "quebec"))
    ticked = visitor.page.locator(".solution-card", has=visitor.page.locator("input:checked"))
    assert visitor.texts(ticked.locator("h3")) == [kept]


@LANGUAGE
@JAVASCRIPT
def test_the_other_language_keeps_the_need_the_city_and_the_facets(parcours, demo_site, language, javascript):
    visitor = parcours(demo_site, javascript=javascript)
    other = {"fr": "en", "en": "fr"}[language]
    visitor.visit(address("vendors", language, need=POTHOLES[language], city="00007", hosting=["quebec"]))
    visitor.follow(visitor.link(OTHER[language]))
    assert asked(visitor) == {
        (word("need", other), POTHOLES[language]),
        (word("city", other), "00007"),
        (word("hosting", other), "quebec"),
    }
    assert visitor.page.locator("#need").input_value() == POTHOLES[language]
    assert visitor.page.locator("#city").input_value() == "Port-Mélisse"
    assert facet(visitor, "hosting", other, "quebec").is_checked()


def test_the_other_language_keeps_a_facet_that_was_ticked_in_place(parcours, demo_site):
    visitor = parcours(demo_site)
    visitor.visit(address("vendors", "fr", need=POTHOLES["fr"]))
    visitor.tick(facet(visitor, "hosting", "fr", "quebec"))
    kept = len(names(visitor))
    visitor.follow(visitor.link("English"))
    assert (word("hosting", "en"), "quebec") in asked(visitor)
    assert len(names(visitor)) == kept


@pytest.mark.parametrize(
    ("language", "javascript", "width", "kind"),
    [
        ("fr", True, 1280, "error"),
        ("fr", False, 320, "contest"),
        ("en", True, 320, "contest"),
        ("en", False, 1280, "error"),
    ],
)
def test_a_report_is_corrected_then_received(parcours, demo_site, language, javascript, width, kind):
    visitor = parcours(demo_site, width=width, javascript=javascript, keyboard=True)
    page = visitor.page
    visitor.visit(address("report", language, id="boussole-routiere-oeil", kind=kind))
    send = page.locator("main form").get_by_role("button")
    visitor.type(page.locator("#message"), "court")
    visitor.type(page.locator("#contact"), "greffe@ville.example")
    visitor.follow(send, status=422)
    summary = page.get_by_role("alert")
    assert summary.get_by_role("link").count() == 1
    assert page.title().startswith({"fr": "Erreur", "en": "Error"}[language])
    assert page.locator("#message").input_value().strip() == "court"
    assert page.locator("#contact").input_value() == "greffe@ville.example"
    described = page.locator("#message").get_attribute("aria-describedby").split()
    assert "10" in " ".join(visitor.text(page.locator(f"#{one}")) for one in described)
    assert page.locator("#message").get_attribute("aria-invalid") == "true"
    visitor.reach(summary.get_by_role("link"))
    page.keyboard.press("Enter")
    expect(page.locator("#message")).to_be_focused()
    visitor.type(page.locator("#message"), "Le nombre d’essais de la source est de 82, la page dit autre chose.")
    visitor.follow(send)
    assert re.fullmatch(r"[0-9A-F]{8}", visitor.text(page.locator("main .number")))
    assert page.locator("main form").count() == 0
    assert "greffe" not in page.url
    visitor.follow(page.locator("main .body").get_by_role("link").first)
    assert visitor.text(page.locator("h1")) == "Œil-de-route"


def names(visitor):
    return visitor.texts(visitor.page.locator(".solution-list h3"))


def card(visitor, name):
    return visitor.page.locator(".solution-card").filter(has=visitor.page.get_by_role("link", name=name, exact=True))


def columns(visitor):
    return visitor.texts(visitor.page.locator(".comparison thead a"))


def facet(visitor, name, language, value):
    return visitor.page.locator(f"form.facets input[name='{word(name, language)}'][value='{value}']")


def word(name, language):
    return PARAMETERS[name][language]


def asked(visitor):
    """What the address says, blanks aside."""
    return set(parse_qsl(urlsplit(visitor.page.url).query))


def visible(visitor):
    return visitor.text(visitor.page.locator("main"))
