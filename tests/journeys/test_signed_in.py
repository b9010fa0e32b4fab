"""The pages that are somebody’s, for somebody: sound in both languages, in light and dark, on a desk and on a phone."""

import pytest

from municipal.web.addresses import LANGUAGES, address
from tests.journeys.parcours import DESK, PHONE
from tests.journeys.shown import SIGNED_IN, shown

CITIES = {"fr": "00006", "en": "00007"}
ROLES = sorted(set(SIGNED_IN.values()))


@pytest.mark.parametrize("role", ROLES)
def test_the_pages_of_a_role_are_sound(parcours, demo_site, door, role):
    visitor = parcours(demo_site)
    visitor.may_keep = ("sid",)
    visitor.visit(door(role, "--city", "00003"), checked=False)
    visitor.page.locator("main button").first.click()
    for name in [name for name, whose in SIGNED_IN.items() if whose == role]:
        for language in LANGUAGES:
            visitor.visit(shown(name, language), checked=False)
            # What is sensitive asks first who one is; in the demonstration one button is enough.
            if "confirm" in visitor.page.url and name != "confirm":
                visitor.page.locator("main form button").first.click()
                visitor.visit(shown(name, language), checked=False)
            visitor.seen_as(width=DESK, dark=language == "en")
            visitor.seen_as(width=PHONE, dark=language == "fr")


def test_a_city_is_reached_from_any_page_and_left_by_one_button(parcours, demo_site, door):
    visitor = parcours(demo_site)
    visitor.may_keep = ("sid",)
    visitor.visit(door("editor", "--city", "00005"), checked=False)
    visitor.page.locator("main button").first.click()
    visitor.page.get_by_role("link", name="Ma ville").click()
    assert visitor.page.locator("h1").inner_text().startswith("Saint-Pivert-du-Lac")
    visitor.page.get_by_role("link", name="Mon compte").click()
    visitor.page.get_by_role("button", name="Se déconnecter").click()
    assert visitor.page.get_by_role("link", name="Se connecter").count() == 1
    visitor.visit("/fr/ma-ville/00005", checked=False)
    assert "/fr/connexion" in visitor.page.url


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize(("language", "sentence"), [("fr", "Nous suivons nos rues."), ("en", "We follow our streets.")])
def test_a_text_is_written_and_sent_with_and_without_javascript(
    parcours, demo_site, door, javascript, language, sentence
):
    visitor = parcours(demo_site, javascript=javascript, width=PHONE)
    visitor.may_keep = ("sid",)
    visitor.visit(door("editor", "--city", CITIES[language]), checked=False)
    visitor.page.locator("main button").first.click()
    visitor.visit(address("city_text", language, id=CITIES[language]))
    text = f"{sentence} {'avec' if javascript else 'sans'}"
    visitor.page.locator("#text_fr").fill(text)
    visitor.page.locator("button[name=act][value=save]").click()
    assert visitor.page.locator("#text_fr").input_value() == text
    visitor.check()
