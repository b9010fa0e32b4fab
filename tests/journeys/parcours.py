"""A visitor who counts: each step is activated, then the page it leads to is held against the promises.

    visitor.visit("/fr/")
    visitor.type(visitor.page.get_by_role("searchbox"), "nids-de-poule")
    visitor.follow(visitor.button("Chercher"))
    assert visitor.activations == 1

An activation is a link, a button, a box, an option or Enter; typing, tabbing and reading are free. What is checked
after each step is in `check`. A later journey needs nothing more than these verbs.
"""

import re
from collections.abc import Callable
from types import TracebackType
from typing import Self

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, Response, expect

from tests.tally import Tally

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
DESK, PHONE = 1280, 320
FOCUSABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"
# The keystroke-level model: seconds for a key, for a pointing, for making up one's mind.
KEY, POINT, MIND = 0.28, 1.1, 1.35


class Parcours:
    """A visitor with a browser of their own: no cookie, no cache, no past."""

    def __init__(
        self,
        browser: Browser,
        origin: str,
        tally: Tally,
        *,
        width: int = DESK,
        javascript: bool = True,
        keyboard: bool = False,
        dark: bool = False,
    ) -> None:
        self.origin = origin
        self.javascript = javascript
        self.keyboard = keyboard
        self.dark = dark
        # The cookies that this visitor may have: none, before signing in.
        self.may_keep: tuple[str, ...] = ()
        self.activations = 0
        self.typed = 0
        self.documents: list[Response] = []
        self.requests: list[Request] = []
        self._tally = tally
        self._said: list[ConsoleMessage | str] = []
        self.context = browser.new_context(
            viewport={"width": width, "height": 800},
            java_script_enabled=javascript,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        self.context.set_default_timeout(15_000)
        self.page: Page = self.context.new_page()
        self.page.on("console", lambda said: self._said.append(said) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self._said.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request))  # noqa: PLW0108 - Playwright marks it
        self.page.on("response", self._keep_document)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.context.close()

    # Finding, as a person or a screen reader would: by what is written.

    def link(self, name: str | re.Pattern[str]) -> Locator:
        return self.page.get_by_role("link", name=name)

    def button(self, name: str | re.Pattern[str]) -> Locator:
        return self.page.get_by_role("button", name=name)

    # Acting.

    def visit(self, path: str, *, status: int = 200, checked: bool = True) -> None:
        """Come to an address from nowhere: no activation, and what earlier pages did is forgotten."""
        for past in (self.documents, self.requests, self._said):
            past.clear()
        self.page.goto(self.origin + path)
        self._arrive(status, checked=checked)

    def type(self, field: Locator, text: str) -> None:
        """Write in a field, in place of what it holds."""
        self.typed += len(text)
        if self.keyboard:
            self.reach(field)
            self.page.keyboard.press("Control+a")
            self.page.keyboard.type(text)
        else:
            field.fill(text)

    def follow(self, element: Locator, *, status: int = 200) -> None:
        """Activate what leads to a page: a link or a form's button."""
        self.activations += 1
        with self.page.expect_navigation():
            if self.keyboard:
                self.reach(element)
                self.page.keyboard.press("Enter")
            else:
                element.click()
        self._arrive(status)

    def enter(self, field: Locator, *, status: int = 200) -> None:
        """Send a form from one of its fields with Enter."""
        self.activations += 1
        with self.page.expect_navigation():
            field.press("Enter")
        self._arrive(status)

    def tick(self, box: Locator) -> None:
        """Tick or untick a box; where a fragment answers, it has arrived when this returns."""
        self.activations += 1
        self._on_the_page(box, lambda: self._press_box(box))

    def choose(self, choices: Locator, label: str) -> None:
        """Choose an option of a list; where a fragment answers, it has arrived when this returns."""
        self.activations += 1
        if self.keyboard:
            self.reach(choices)
        self._on_the_page(choices, lambda: choices.select_option(label=label))

    def open(self, summary: Locator) -> None:
        """Unfold, unless it is unfolded already or shown unfolded at this width."""
        if not summary.is_visible() or summary.evaluate("e => e.parentElement.open"):
            return
        self.activations += 1
        if self.keyboard:
            self.reach(summary)
            self.page.keyboard.press("Enter")
        else:
            summary.click()

    def reach(self, element: Locator) -> None:
        """Go with Tab to an element; one that Tab never comes to is a fault."""
        for _ in range(2 * self.page.locator(FOCUSABLE).count() + 2):
            if self.has_focus(element):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{self.where()}: Tab ne mène jamais à {element}")

    def has_focus(self, element: Locator) -> bool:
        return element.evaluate("e => e === document.activeElement")

    # Looking.

    def text(self, element: Locator) -> str:
        """What is read there, with plain spaces."""
        return re.sub(r"\s+", " ", element.inner_text()).strip()

    def texts(self, elements: Locator) -> list[str]:
        return [re.sub(r"\s+", " ", text).strip() for text in elements.all_inner_texts()]

    def seen_as(self, *, width: int, dark: bool) -> None:
        """Look at the same page at another width and in another theme."""
        self.turn(width=width, dark=dark)
        self.check()

    def turn(self, *, width: int, dark: bool = False) -> None:
        """Take another width and theme, without looking yet."""
        self.dark = dark
        self.page.set_viewport_size({"width": width, "height": 800})
        self.page.emulate_media(color_scheme="dark" if dark else "light")

    def where(self) -> str:
        return self.page.url.removeprefix(self.origin)

    @property
    def seconds(self) -> float:
        """How long a practised person needs by the keystroke-level model, reading aside."""
        return self.typed * KEY + self.activations * (POINT + MIND)

    def check(self) -> None:
        """Hold the page against the promises that every page makes; all that is broken is told at once."""
        faults = [*self._shape(), *self._quiet(), *(self._axe() if self.javascript else [])]
        if not self.javascript:
            self._tally.without_axe += 1
        assert not faults, f"{self.where()}\n  " + "\n  ".join(faults)

    def _shape(self) -> list[str]:
        lang, titles, wide, window = self.page.evaluate(
            "[document.documentElement.lang, document.querySelectorAll('h1').length,"
            " document.documentElement.scrollWidth, innerWidth]"
        )
        faults = []
        if self.where().startswith(("/fr", "/en")) and lang != f"{self.where()[1:3]}-CA":
            faults.append(f"lang est {lang}")
        if titles != 1:
            faults.append(f"{titles} titres h1")
        if wide > window:
            faults.append(f"déborde: {wide} px pour {window} px")
        return faults

    def _quiet(self) -> list[str]:
        """Nothing in the console, nothing elsewhere, nothing left behind."""
        faults = [f"console: {text}" for text in self._console()]
        own = f"{self.origin}/"
        faults += [f"autre site: {one.url}" for one in self.requests if not one.url.startswith((own, "data:"))]
        left = [one for one in self.context.cookies() if one.get("name") not in self.may_keep]
        return faults + [f"témoin: {one.get('name')}" for one in left]

    def _console(self) -> list[str]:
        """The errors of the console, but for the line that tells the status of the page itself."""
        own = {f"{one.url} {one.status}" for one in self.documents if not one.ok}
        texts = []
        for said in self._said:
            text, url = (said, "") if isinstance(said, str) else (said.text, said.location["url"])
            status = re.search(r"status of (\d+)", text)
            if not status or f"{url} {status[1]}" not in own:
                texts.append(text)
        return texts

    def _axe(self) -> list[str]:
        """What axe finds; a view that it has seen to the last character, at the same width and theme, has passed."""
        view = (self.page.content(), self.page.evaluate("innerWidth"), self.dark)
        if view in self._tally.views:
            return []
        axe = Axe("") if self.page.evaluate("'axe' in window") else Axe()
        found = axe.run(self.page, options={"runOnly": WCAG, "resultTypes": ["violations"]})
        self._tally.pages.add(self.where().partition("?")[0])
        self._tally.violations += found.violations_count
        if not found.violations_count:
            self._tally.views.add(view)
        return [
            f"axe {one['id']} ({one['impact']}): {one['help']}: {node['target']} {node['html'][:160]}"
            for one in found.response["violations"]
            for node in one["nodes"][:3]
        ]

    # Waiting.

    def _keep_document(self, answer: Response) -> None:
        if answer.request.is_navigation_request() and answer.frame == self.page.main_frame:
            self.documents.append(answer)

    def _arrive(self, status: int, *, checked: bool = True) -> None:
        self.page.wait_for_load_state("load")
        assert self.documents[-1].status == status, f"{self.where()}: {self.documents[-1].status}"
        if checked:
            self.check()

    def _press_box(self, box: Locator) -> None:
        if self.keyboard:
            self.reach(box)
            self.page.keyboard.press("Space")
        else:
            box.click()

    def _on_the_page(self, element: Locator, act: Callable[[], object]) -> None:
        if self.javascript and element.evaluate("e => !!e.form?.closest('[hx-get]')"):
            with self.page.expect_response(lambda answer: answer.request.resource_type in ("fetch", "xhr")):
                act()
            expect(self.page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)
        else:
            act()
        self.check()
