"""Journey 8: a mayor prepares a note for the council: our indicator, similar cities, before and after a case."""

import pytest

from municipal.web.addresses import address
from tests.journeys.parcours import DESK, PHONE

MOST_ACTIVATIONS = 5
WORDS = {
    "fr": {
        "indicators": "Indicateurs",
        "indicator": "Délai médian de colmatage d’un nid-de-poule",
        "city": "Saint-Pivert-du-Lac",
        "note": "Note pour le conseil",
    },
    "en": {
        "indicators": "Indicators",
        "indicator": "Median pothole repair time",
        "city": "Saint-Pivert-du-Lac",
        "note": "Note for the council",
    },
}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("width", [DESK, PHONE])
@pytest.mark.parametrize("javascript", [True, False], ids=["js", "sans-js"])
def test_a_note_is_five_activations_from_the_first_page(parcours, demo_site, language, width, javascript):
    words = WORDS[language]
    visitor = parcours(demo_site, width=width, javascript=javascript)
    visitor.visit(f"/{language}/")
    visitor.follow(visitor.page.get_by_role("navigation").get_by_role("link", name=words["indicators"]).first)
    visitor.follow(visitor.page.locator("main").get_by_role("link", name=words["indicator"], exact=True).first)
    field = visitor.page.locator("input[name=ville], input[name=city]").first
    visitor.type(field, words["city"])
    visitor.enter(field)
    visitor.follow(visitor.link(words["note"]))
    assert visitor.activations <= MOST_ACTIVATIONS
    main = visitor.page.locator("main")
    assert words["city"] in visitor.text(visitor.page.locator("h1"))
    assert main.locator("figure.chart svg[role=img], .chart svg[aria-labelledby], .chart svg").count() == 1
    # The drawing says in words what it shows, and the table says the same in numbers.
    assert main.locator(".chart svg title, .chart svg desc").count() >= 1
    assert main.locator("table tbody tr").count() >= 2
    assert main.locator(".source-note").count() >= 1


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_the_note_is_a_file_that_a_council_can_keep(parcours, demo_site, language, kind):
    visitor = parcours(demo_site)
    visitor.visit(address("council_note", language, id="nids-poule-delai", city="00005"))
    answer = visitor.context.request.get(
        demo_site + address("council_note_file", language, id="nids-poule-delai", city="00005", format=kind)
    )
    assert answer.ok
    assert answer.body().startswith({"pdf": b"%PDF-", "docx": b"PK"}[kind])
    assert kind in answer.headers["content-disposition"]


@pytest.mark.parametrize(("language", "said"), [("fr", "insuffisantes"), ("en", "insufficient")])
def test_fewer_than_three_cities_give_no_average(parcours, demo_site, language, said):
    visitor = parcours(demo_site)
    visitor.visit(address("council_note", language, id="permis-conformes-1re-pct", city="00007"))
    assert said in visitor.text(visitor.page.locator("main")).lower()
