"""The visitor sees what is wrong, and counts what is done: a check that cannot fail would be worth nothing."""

import pytest

from tests.journeys.parcours import Parcours
from tests.tally import Tally

SOUND = """<!doctype html><html lang="fr-CA"><head><title>Une page</title>
<meta name="viewport" content="width=device-width"></head>
<body><main><h1>Une page</h1>{more}</main></body></html>"""
POLICY = "default-src 'self'; style-src 'self'; script-src 'self'"
FAULTY = {
    "2 titres h1": SOUND.format(more="<h1>Encore</h1>"),
    "0 titres h1": SOUND.format(more="").replace("h1>", "h2>"),
    "lang est en": SOUND.format(more="").replace("fr-CA", "en"),
    "déborde": SOUND.format(
        more="<img alt='' width='2000' height='9' src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>"
    ),
    "axe image-alt": SOUND.format(more="<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>"),
    "axe label": SOUND.format(more="<input>"),
    "console: Applying inline style": SOUND.format(more="<p style='color: red'>Rouge</p>"),
    "autre site: http://ailleurs.example/": SOUND.format(more="<img alt='' src='http://ailleurs.example/i.png'>"),
    "témoin: suivi": SOUND.format(more="<p>Bonjour</p>"),
}


@pytest.fixture
def visit(browser):
    """Show a visitor some page, and give the visitor back."""
    visitors = []

    def show(html, **options):
        visitor = Parcours(browser, "http://repere.test", Tally(), **options)
        visitors.append(visitor)
        headers = {"content-security-policy": f"{POLICY}; img-src * data:", "content-type": "text/html; charset=utf-8"}
        if html is FAULTY["témoin: suivi"]:
            headers["set-cookie"] = "suivi=1"
        visitor.page.route("http://ailleurs.example/*", lambda route: route.fulfill(status=200, body=""))
        visitor.page.route("http://repere.test/**", lambda route: route.fulfill(body=html, headers=headers))
        visitor.visit("/fr/", checked=False)
        return visitor

    yield show
    for visitor in visitors:
        visitor.context.close()


@pytest.mark.parametrize("fault", FAULTY)
def test_a_fault_is_told(visit, fault):
    with pytest.raises(AssertionError, match=fault):
        visit(FAULTY[fault]).check()


def test_a_sound_page_passes_and_is_counted_once(visit):
    visitor = visit(SOUND.format(more="<p>Bonjour</p>"))
    visitor.check()
    visitor.check()
    visitor.seen_as(width=320, dark=True)
    assert visitor._tally.sentence().startswith("accessibilité\u00a0: 1 page vérifiée, 0 violation (2 vues;")


def test_a_violation_is_counted(visit):
    visitor = visit(FAULTY["axe label"])
    with pytest.raises(AssertionError):
        visitor.check()
    assert "1 page vérifiée, 1 violation " in visitor._tally.sentence()


@pytest.mark.parametrize("keyboard", [False, True], ids=["souris", "clavier"])
@pytest.mark.parametrize("javascript", [True, False], ids=["js", "sans-js"])
def test_activations_are_counted_and_typing_is_free(visit, javascript, keyboard):
    more = """<a href="/fr/autre">Autre</a><form action="/fr/"><label>Mot <input name="mot"></label>
    <label><input type="checkbox" name="a" value="1"> Oui</label><button>Envoyer</button></form>"""
    visitor = visit(SOUND.format(more=more), javascript=javascript, keyboard=keyboard)
    visitor.follow(visitor.link("Autre"))
    assert visitor.where() == "/fr/autre"
    visitor.type(visitor.page.get_by_label("Mot"), "neige")
    visitor.tick(visitor.page.get_by_label("Oui"))
    visitor.follow(visitor.button("Envoyer"))
    assert visitor.where() == "/fr/?mot=neige&a=1"
    visitor.enter(visitor.page.get_by_label("Mot"))
    assert visitor.activations == 4
    assert visitor.seconds == pytest.approx(5 * 0.28 + 4 * (1.1 + 1.35))


def test_what_tab_never_reaches_is_a_fault(visit):
    visitor = visit(SOUND.format(more="<a href='/fr/'>Un</a><a tabindex='-1' href='/fr/x'>Deux</a>"), keyboard=True)
    with pytest.raises(AssertionError, match="Tab ne mène jamais"):
        visitor.reach(visitor.link("Deux"))
