"""Journey 4: a city tells of a project that was stopped; another one uses it too, in one click."""

import re

import pytest
from playwright.sync_api import expect

from municipal.web.addresses import address
from tests.journeys.parcours import DESK, PHONE

MOST_ACTIVATIONS = 12
MOST_SECONDS = 15 * 60
MOST_REQUIRED = 10
CITY = {"fr": "00003", "en": "00006"}
OTHER = "00005"
WORDS = {
    "fr": {
        "cases": "Les cas de la ville",
        "write": "Écrire un cas",
        "domain": "Eau potable et eaux usées",
        "state": "Arrêté",
        "send": "Envoyer à la validation",
        "publish": "Valider et publier",
        "use": "Nous l’utilisons aussi",
        "withdraw": "Retirer",
    },
    "en": {
        "cases": "The city’s cases",
        "write": "Write a case",
        "domain": "Water and wastewater",
        "state": "Stopped",
        "send": "Send for validation",
        "publish": "Validate and publish",
        "use": "We use it too",
        "withdraw": "Remove",
    },
}
TEXTS = {
    "title": "Une alerte que personne ne lisait",
    "problem": "Le niveau du réservoir baissait la nuit sans que personne ne soit prévenu.",
    "done": "Un outil a envoyé des alertes par courriel pendant un hiver.",
    "started": "2024",
    "not_worked": "Les alertes arrivaient à une adresse que personne ne lit la fin de semaine.",
    "lessons": "Nous nommerions une personne de garde avant de commencer.",
}
CONFIRMED = ("check_contract", "check_litigation", "check_personal")


def signed_in(visitor, door, role, city):
    visitor.may_keep = ("sid",)
    visitor.visit(door(role, "--city", city), checked=False)
    visitor.page.locator("main button").first.click()


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("width", [DESK, PHONE])
@pytest.mark.parametrize("javascript", [True, False], ids=["js", "sans-js"])
def test_a_stopped_project_is_told_in_twelve_activations(parcours, demo_site, door, language, width, javascript):
    words, city = WORDS[language], CITY[language]
    title = f"{TEXTS['title']} ({language}, {width}, {javascript})"
    writer = parcours(demo_site, width=width, javascript=javascript)
    signed_in(writer, door, "editor", city)
    writer.visit(address("my_city", language, id=city))
    writer.activations = writer.typed = 0
    writer.follow(writer.link(words["cases"]))
    writer.follow(writer.link(words["write"]))
    page = writer.page
    # Whatever must be filled in is shown without opening anything.
    shown = page.locator("main form [name]:visible, main form fieldset:visible")
    assert shown.count() > MOST_REQUIRED
    for name, text in TEXTS.items():
        writer.type(page.locator(f"#{name}"), title if name == "title" else text)
    writer.choose(page.locator("#domain_1"), words["domain"])
    writer.tick(page.get_by_label(words["state"], exact=True))
    if javascript:
        # Kept within two seconds of the last change, without a button.
        expect(page.locator("#brouillon")).not_to_be_empty(timeout=2000)
    for name in CONFIRMED:
        writer.tick(page.locator(f"#{name}"))
    writer.follow(writer.button(words["send"]))
    assert writer.activations <= MOST_ACTIVATIONS
    assert writer.seconds <= MOST_SECONDS
    sheet = writer.where()

    validator = parcours(demo_site, width=width, javascript=javascript)
    signed_in(validator, door, "validator", city)
    validator.visit(sheet.partition("&")[0] if "?" in sheet else sheet)
    validator.follow(validator.button(words["publish"]))
    identity = re.search(r"(?:cas|case)=([0-9a-z-]+)", validator.where())[1]
    public = address("case", language, id=identity)

    neighbour = parcours(demo_site, width=width, javascript=javascript)
    signed_in(neighbour, door, "editor", OTHER)
    neighbour.visit(public)
    assert neighbour.text(neighbour.page.locator("h1")) == title
    neighbour.activations = 0
    neighbour.follow(neighbour.button(words["use"]))
    assert neighbour.activations == 1
    neighbour.visit(public)
    assert "Saint-Pivert-du-Lac" in neighbour.text(neighbour.page.locator("main"))

    anyone = parcours(demo_site, width=width, javascript=javascript)
    anyone.visit(public)
    for text in (TEXTS["not_worked"], TEXTS["lessons"]):
        assert text in anyone.text(anyone.page.locator("main"))

    validator.visit(sheet.partition("&")[0] if "?" in sheet else sheet)
    validator.type(validator.page.locator("#withdraw_reason"), "Fin de l’essai.")
    validator.follow(validator.button(words["withdraw"]))
    anyone.visit(public, status=410)
