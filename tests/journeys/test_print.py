"""On paper: the facts, their sources, the address and the day; nothing to press."""

import re

import pytest

from municipal.web.addresses import address
from tests.journeys.shown import IDS, PUBLIC, fullest, shown

LETTER = {"format": "Letter", "margin": dict.fromkeys(("top", "bottom", "left", "right"), "1cm")}
# A Letter page less its margins, in CSS pixels.
PAPER = 816 - 2 * 38
# What is nothing but a form is printed by nobody.
FORMS = ("report", "sign_in", "open_city", "outcome_before", "outcome_after", "badge_verify", "desk", "declare")
PRINTED = [name for name in PUBLIC if name not in FORMS]


@pytest.mark.parametrize("name", PRINTED)
def test_paper_shows_nothing_that_must_be_pressed(parcours, demo_site, name):
    visitor = parcours(demo_site)
    visitor.visit(shown(name, "fr", fullest(name)), checked=False)
    page = visitor.page
    page.emulate_media(media="print")
    # The circle before an option is marked with a pencil.
    for unwanted in ("nav", "button", "input:not(.govuk-radios__input)", "select", "textarea", ".govuk-button"):
        assert page.locator(f"{unwanted}:visible").count() == 0, unwanted
    assert page.locator("h1").is_visible()
    assert f"{demo_site}{address(name, 'fr', id=IDS.get(name, ''))}" in visitor.text(page.locator("footer"))
    assert re.search(r"\b20\d\d\b", visitor.text(page.locator("footer .print-only")))


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("site", ["demo_site", "real_site"])
def test_the_five_questions_fit_one_letter_page(parcours, request, site, language):
    visitor = parcours(request.getfixturevalue(site))
    visitor.visit(address("questions", language), checked=False)
    assert visitor.page.locator(".questions > li").count() == 5
    assert sheets(visitor) == 1
    visitor.page.emulate_media(media="print")
    lines = visitor.page.locator(".answer-lines").all()
    assert len(lines) == 5
    assert all(line.bounding_box()["height"] > 20 for line in lines)


def test_a_comparison_is_printed_with_its_sources(parcours, demo_site):
    visitor = parcours(demo_site)
    visitor.visit(shown("compare", "fr", fullest("compare")), checked=False)
    visitor.page.emulate_media(media="print")
    table = visitor.page.locator("table")
    assert table.locator(".source-note:visible").count() > 2
    visitor.page.set_viewport_size({"width": PAPER, "height": 1056})
    assert table.bounding_box()["width"] <= PAPER
    assert sheets(visitor) <= 3


def test_a_chart_is_on_paper_whole(parcours, demo_site):
    visitor = parcours(demo_site)
    visitor.visit(shown("indicator", "fr", {"city": "00007"}), checked=False)
    visitor.page.emulate_media(media="print")
    visitor.page.set_viewport_size({"width": PAPER, "height": 1056})
    chart = visitor.page.locator("figure svg").first.bounding_box()
    assert 200 < chart["width"] <= PAPER
    assert visitor.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def sheets(visitor):
    """How many Letter pages the printed page takes."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", visitor.page.pdf(**LETTER)))
