"""Every page, in both languages, in light and dark, on a desk and on a phone, with the keyboard and on large text."""

import pytest

from municipal.web.addresses import ADDRESSES, LANGUAGES
from tests.journeys.parcours import DESK, FOCUSABLE, PHONE
from tests.journeys.shown import ACTS, FIVE, PAGES, PUBLIC, SIGNED_IN, STATES, fullest, shown

# Addresses that only lead to another page.
ELSEWHERE = {"/fr/solutions", "/en/solutions"}
# Between a phone and a desk: the comparison scrolls there under its first column.
TABLET = 1000
STOPS = [(name, parameters, DESK) for name, parameters in PAGES]
STOPS += [(name, fullest(name), PHONE) for name in ("home", "vendors", "indicator")]
STOPS += [
    pytest.param("compare", parameters, width)
    for parameters, width in ((fullest("compare"), PHONE), ({"ids": FIVE}, PHONE), ({"ids": FIVE}, TABLET))
]


def test_the_pages_checked_are_all_the_pages_of_the_site(demo_sqlite):
    routes = {route.path for route in demo_sqlite.app.routes if route.path.startswith(("/fr", "/en"))}
    known = {path.replace("{id}", "{id:str}") for paths in ADDRESSES.values() for path in paths.values()}
    assert {route.rstrip("/") for route in routes} - ELSEWHERE == {path.rstrip("/") for path in known}
    assert {name for name, _ in PAGES} | set(SIGNED_IN) | ACTS == set(ADDRESSES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PUBLIC)
def test_a_page_is_sound_in_every_light_and_width(reader, name, language):
    reader.visit(shown(name, language), checked=False)
    for width in (DESK, PHONE):
        for dark in (False, True):
            reader.seen_as(width=width, dark=dark)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "parameters"), STATES)
def test_a_page_is_sound_in_every_state(reader, name, parameters, language):
    reader.visit(shown(name, language, parameters), checked=False)
    reader.seen_as(width=DESK, dark=language == "en")
    reader.seen_as(width=PHONE, dark=language == "fr")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["nulle-part", "solutions/inconnue", "{vendors}/inconnu", "{indicators}/inconnu"])
def test_a_page_that_does_not_exist_is_sound_too(reader, path, language):
    folders = {name: paths[language].rpartition("/")[2] for name, paths in ADDRESSES.items()}
    reader.visit(f"/{language}/{path.format(**folders)}", status=404, checked=False)
    reader.seen_as(width=DESK, dark=False)
    reader.seen_as(width=PHONE, dark=True)
    assert reader.page.locator("main").get_by_role("link").count() > 0


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["home", "vendors", "municipalities", "indicators", "resources"])
def test_a_page_of_the_real_world_is_sound(parcours, real_site, name, language):
    visitor = parcours(real_site)
    visitor.visit(shown(name, language))
    visitor.seen_as(width=PHONE, dark=True)


@pytest.mark.parametrize("name", PUBLIC)
def test_a_page_needs_no_javascript(parcours, demo_site, name):
    with_it, without = parcours(demo_site), parcours(demo_site, javascript=False)
    for visitor in (with_it, without):
        visitor.visit(shown(name, "fr", fullest(name)), checked=False)
    assert without.text(without.page.locator("body")) == with_it.text(with_it.page.locator("body"))


@pytest.mark.parametrize(("name", "parameters", "width"), STOPS)
def test_tab_reaches_everything_and_what_it_reaches_is_seen(reader, name, parameters, width):
    reader.turn(width=width)
    reader.visit(shown(name, "fr", parameters), checked=False)
    page = reader.page
    expected = page.locator(f":is({FOCUSABLE}):visible:not([tabindex='-1'])").count() - page.evaluate(SIBLINGS)
    stops = []
    for _ in range(expected + 1):
        stop = tab(page, STOP)
        if stop is None:
            break
        stops.append(stop)
    assert len(stops) == expected
    assert [stop["name"] for stop in stops if not stop["seen"]] == []


@pytest.mark.parametrize(
    ("name", "dark"), [*((name, False) for name in PUBLIC), ("home", True), ("vendors", True), ("report", True)]
)
def test_what_has_the_focus_looks_different(reader, name, dark):
    reader.turn(width=DESK, dark=dark)
    reader.visit(shown(name, "fr", fullest(name)), checked=False)
    page = reader.page
    kinds, unseen = set(), []
    while stop := tab(page, DRAWN):
        kind, box = stop
        if kind in kinds:
            continue
        kinds.add(kind)
        with_focus = page.screenshot(clip=box)
        page.evaluate("document.activeElement.blur()")
        if page.screenshot(clip=box) == with_focus:
            unseen.append(kind)
    assert kinds
    assert unseen == []


def test_the_first_stop_skips_to_the_content(reader):
    reader.turn(width=DESK)
    reader.visit("/fr/fournisseurs", checked=False)
    reader.page.keyboard.press("Tab")
    skip = reader.page.locator("a[href='#contenu']")
    assert reader.has_focus(skip)
    assert skip.bounding_box()["width"] > 24
    reader.page.keyboard.press("Enter")
    assert reader.has_focus(reader.page.locator("main"))


def tab(page, script):
    """Go to the next stop; what the script says of it, or nothing when the focus has left the page."""
    page.keyboard.press("Tab")
    return page.evaluate(script)


# Radio buttons of one name are one stop: arrows lead from one to the next.
SIBLINGS = """() => {
  const radios = [...document.querySelectorAll("input[type=radio]")].filter(one => one.checkVisibility());
  return radios.length - new Set(radios.map(one => `${[...document.forms].indexOf(one.form)} ${one.name}`)).size;
}"""
# What kind of thing has the focus, and where it is drawn with its label.
DRAWN = """() => {
  const stop = document.activeElement;
  if (!stop || stop === document.body) return null;
  const boxes = [stop, ...(stop.labels ?? [])].map(one => one.getBoundingClientRect());
  const x = Math.max(0, Math.min(...boxes.map(box => box.left)) - 6);
  const y = Math.max(0, Math.min(...boxes.map(box => box.top)) - 6);
  const right = Math.min(innerWidth, Math.max(...boxes.map(box => box.right)) + 6);
  const bottom = Math.min(innerHeight, Math.max(...boxes.map(box => box.bottom)) + 6);
  const named = one => one.tagName + "." + one.className;
  return [named(stop.parentElement) + " " + named(stop), {x, y, width: right - x, height: bottom - y}];
}"""
# What has the focus, and whether any of it can be seen: some point of it, or of its label, that nothing covers.
STOP = """() => {
  const stop = document.activeElement;
  if (!stop || stop === document.body) return null;
  const drawn = [stop, ...(stop.labels ?? [])];
  const steps = [.02, .1, .25, .5, .75, .9, .98];
  const seen = drawn.some(one => [...one.getClientRects()].some(box => steps.some(x => steps.some(y => {
    const top = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
    return top && drawn.some(part => part.contains(top));
  }))));
  return {name: stop.outerHTML.slice(0, 120), seen};
}"""


@pytest.mark.parametrize(("name", "parameters"), PAGES)
def test_text_twice_as_large_still_fits(reader, name, parameters):
    reader.turn(width=DESK)
    reader.visit(shown(name, "fr", parameters), checked=False)
    reader.page.evaluate("document.documentElement.style.fontSize = '200%'")
    wide, window = reader.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide <= window
