"""What a visitor does in Apprendre: answers, decides, and carries progress that was made before."""

import zlib
from contextlib import contextmanager

import msgspec
from playwright.sync_api import expect

from municipal import keys
from municipal.learning.progress import Answer, Placement, Progress
from municipal.learning.refresh import CardState
from municipal.settings import Settings
from municipal.web.format import today
from tests.journeys.conftest import FOLDERS
from tests.municipal.learning.walking import CARDS_OF, ESSENTIALS, ITEMS, LESSONS, OUTCOME, POINTS


@contextmanager
def key_of(site):
    """Sign with the key of a served site, and leave that of this process as it was."""
    before = list(keys._in_use)
    try:
        keys.use_key(Settings(data_dir=str(FOLDERS[site]), demo=True))
        yield
    finally:
        keys._in_use[:] = before


def bring(visitor, progress):
    """Have the visitor's browser carry this progress."""
    with key_of(visitor.origin):
        value = keys.sign_bytes("progress", zlib.compress(msgspec.msgpack.encode(progress)))
    visitor.may_keep = ("progress", "sid")
    visitor.context.add_cookies([{"name": "progress", "value": value, "url": visitor.origin}])


def answer(visitor, item, choice):
    """Choose an option of a question of a lesson, and send it: two activations."""
    asked = visitor.page.locator(f"#q-{item}")
    if visitor.keyboard:
        visitor.reach(asked.locator("input[type=radio]").first)
        visitor.page.keyboard.press("Space")
        for _ in range((choice or 5) - 1):
            visitor.page.keyboard.press("ArrowDown")
    else:
        asked.locator(f"label[for='{item}-{choice}']").click()
    visitor.activations += 2
    press(visitor, asked.get_by_role("button"))
    expect(asked.locator(".question__verdict")).to_be_visible()


def press(visitor, button):
    """Send a form; where no script takes it, the page that comes has arrived when this returns."""
    scripted = visitor.javascript and button.evaluate("e => !!e.form?.matches('[hx-post]')")
    waiting = (
        visitor.page.expect_response(lambda one: one.request.method == "POST")
        if scripted
        else visitor.page.expect_navigation()
    )
    with waiting:
        if visitor.keyboard:
            visitor.reach(button)
            visitor.page.keyboard.press("Enter")
        else:
            button.click()


def decide(visitor, choice=0):
    """Decide at the point of a scenario that waits."""
    form = visitor.page.locator("form:has(input[name=point])")
    if visitor.keyboard:
        visitor.reach(form.locator("input[type=radio]").first)
        visitor.page.keyboard.press("Space")
    else:
        form.locator("label").nth(choice).click()
    visitor.activations += 2
    press(visitor, form.get_by_role("button"))


def everything():
    """Somebody who did all of the essentials, answered before and after, and has cards waiting."""
    day = today().toordinal()
    placed = [name for name, one in ITEMS.items() if one["bank"] == "placement"][:15]
    return Progress(
        role="elected",
        answers={item: Answer(n % 5) for n, item in enumerate(_lesson_items())},
        before={name: Answer(1, 0) for name in OUTCOME},
        after={name: Answer(ITEMS[name]["key"], 2) for name in OUTCOME},
        decisions={name: [0] * len(POINTS[name]) for name in ESSENTIALS},
        placement=Placement(7, dict.fromkeys(placed, 1), 2),
        cards={card: CardState(due=day) for name in ESSENTIALS for card in CARDS_OF[name]},
        done=dict.fromkeys(ESSENTIALS, day - 30),
    )


def halfway():
    """Somebody in the middle of everything."""
    done = everything()
    return Progress(
        answers=dict(list(done.answers.items())[:3]),
        before=dict(list(done.before.items())[:2]),
        decisions={"m01": [0]},
        placement=Placement(7, dict(list(done.placement.answers.items())[:0])),
        cards={card: CardState(due=today().toordinal() + 3) for card in CARDS_OF["m02"]},
    )


def _lesson_items():
    return [item for lessons in LESSONS.values() for items in lessons.values() for item in items]
