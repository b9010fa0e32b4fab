"""A learner of the tests: what the seed says, read without the program's own reader, and what a browser sends."""

import csv
import datetime as dt
import re
import tomllib
import zlib
from html import unescape

import msgspec
from fsrs import Card, Scheduler

from municipal.keys import sign_bytes, unsign_bytes
from municipal.learning.progress import Progress
from municipal.paths import SEED
from municipal.web.addresses import address

FOLDER = SEED / "curriculum"
LANGUAGES = ("fr", "en")
# What htmx sends when it wants a fragment.
HTMX = {"hx-request": "true", "hx-request-type": "partial"}


def rows(path, kind):
    """The `[[kind]]` of a file that a module may lack."""
    return tomllib.loads(path.read_text("utf-8")).get(kind, []) if path.exists() else []


def table(name):
    """A CSV of the curriculum."""
    lines = [line for line in (FOLDER / name).read_text("utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines))


FOLDERS = sorted(path.parent for path in FOLDER.glob("*/module.toml"))
MODULES = {path.name: rows(path / "module.toml", "module")[0] for path in FOLDERS}
ITEMS = {one["id"]: one for path in FOLDERS for one in rows(path / "items.toml", "item")}
CARDS = {one["id"]: one for path in FOLDERS for one in rows(path / "cards.toml", "card")}
CARDS_OF = {path.name: [one["id"] for one in rows(path / "cards.toml", "card")] for path in FOLDERS}
# The lessons of each module that has some, and the questions of each lesson.
LESSONS = {
    path.name: {
        f"{path.name}-{file.name[0]}": [
            one["id"]
            for one in rows(path / "items.toml", "item")
            if one["bank"] == "lesson" and one["lesson"] == int(file.name[0])
        ]
        for file in sorted(path.glob("?.fr.md"))
    }
    for path in FOLDERS
    if (path / "1.fr.md").exists()
}
POINTS = {path.name: {one["id"]: one for one in rows(path / "scenario.toml", "point")} for path in FOLDERS}
CHOICES = {
    path.name: {
        point: [one for one in rows(path / "scenario.toml", "choice") if one["point"] == point]
        for point in POINTS[path.name]
    }
    for path in FOLDERS
}
LESSON_OF = {item: lesson for lessons in LESSONS.values() for lesson, items in lessons.items() for item in items}
OUTCOME = [name for name, one in ITEMS.items() if one["bank"] == "outcome"]
ESSENTIALS = [name for name in LESSONS if MODULES[name]["level"] == 1]
FSRS = Scheduler(
    desired_retention=0.85, learning_steps=(), relearning_steps=(), maximum_interval=365, enable_fuzzing=False
)
SAID = {"guess": 0.25, "likely": 0.6, "sure": 0.9}


def has_table(lesson, language):
    """Whether a lesson shows a table."""
    return "|--" in (FOLDER / lesson[:3] / f"{lesson[4:]}.{language}.md").read_text("utf-8").replace(" ", "")


# A question of a lesson that shows no table.
PLAIN_ITEM = next(item for item, lesson in LESSON_OF.items() if not has_table(lesson, "fr"))


def words(html):
    """What is read there, with plain spaces."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)).replace("\u00a0", " ")).strip()


def plain(text):
    """A text of the seed, as `words` would give it."""
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ")).strip()


def question(html, item):
    """The part of a page that shows one question."""
    return re.search(rf'<(section|form)[^>]* id="q-{item}".*?</\1>', html, re.DOTALL)[0]


def asks(html):
    """The question that a page asks now, if it asks one."""
    found = re.search(r'name="item" value="([^"]+)"', html)
    return found[1] if found else None


def send(client, name, /, *, id="", language="fr", headers=None, **fields):  # noqa: A002 - as in the address
    """Send a form of a page, and stay where one is."""
    place = address(name, language, id=id)
    return client.post(place, data=fields, headers=headers or {}, follow_redirects=False)


def see(client, name, *, id="", language="fr", **query):  # noqa: A002 - as in the address
    """A page; anything but the page itself is a fault."""
    answer = client.get(address(name, language, id=id, **query), follow_redirects=False)
    assert answer.status_code == 200, (name, id, answer.status_code, answer.text[:200])
    return answer


def onward(client, language="fr"):
    """The address where « Reprendre » leads."""
    answer = client.get(address("learn_resume", language), follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["cache-control"] == "no-store"
    return answer.headers["location"]


def decide(client, module, choose, language="fr"):
    """Walk a scenario to its end; `choose` picks one of the choices of a point by its place."""
    point, made = next(iter(POINTS[module])), []
    while point:
        made.append(choose(CHOICES[module][point]))
        answer = send(client, "scenario", id=module, language=language, point=point, choice=made[-1])
        assert answer.status_code == 303, answer.text[:200]
        point = CHOICES[module][point][made[-1]].get("next", "")
    return made


def learn(client, *modules, right=True):
    """Do modules whole: their questions, all right or all unknown, then their scenarios by the first choice."""
    for module in modules:
        for item in (item for items in LESSONS[module].values() for item in items):
            assert send(client, "learn_answer", id=item, choice=ITEMS[item]["key"] if right else 0).status_code == 303
        decide(client, module, lambda _: 0)


def carried(client):
    """What the browser carries, read from its cookie."""
    value = client.cookies.get("progress")
    raw = unsign_bytes("progress", value) if value else None
    return msgspec.msgpack.decode(zlib.decompress(raw), type=Progress) if raw else None


def carrying(client, progress):
    """Give the browser this progress, as if our site had set it."""
    value = sign_bytes("progress", zlib.compress(msgspec.msgpack.encode(progress)))
    client.cookies.set("progress", value, domain=client.base_url.host, path="/")
    return client


def later(first, ratings):
    """When a card comes back that was rated on these days: FSRS-6 itself, asked at noon."""
    found = Card(card_id=1, due=_noon(first))
    for on, rating in ratings:
        found, _ = FSRS.review_card(found, rating, _noon(on))
    return found.due.date()


def _noon(day):
    return dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC)


def posts():
    """The addresses of Apprendre that take an answer of anybody, in French."""
    ids = {"learn_answer": PLAIN_ITEM, "scenario": "m02", "mastery": "m02"}
    names = ("learn_answer", "scenario", "mastery", "placement", "outcome_before", "outcome_after", "refresh")
    return {name: address(name, "fr", id=ids.get(name, "")) for name in names}
