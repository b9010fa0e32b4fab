"""Fifty simulated learners, ten of each role, walk the essentials through the pages: all is as computed beforehand."""

import datetime as dt
import re
import shutil
from random import Random

import pytest
from anyio.from_thread import start_blocking_portal
from fsrs import Rating
from litestar.testing import TestClient

from municipal.db import use, write
from municipal.keys import use_key
from municipal.learning import keeping, pages, refresh_pages
from municipal.people.one_time import make
from municipal.people.queries import add_person
from municipal.settings import Settings
from municipal.web.addresses import address
from municipal.web.format import date, number
from municipal.web.language import translator
from tests.municipal.learning.walking import (
    CARDS,
    CARDS_OF,
    CHOICES,
    ESSENTIALS,
    FOLDER,
    ITEMS,
    LANGUAGES,
    LESSONS,
    OUTCOME,
    POINTS,
    SAID,
    asks,
    later,
    onward,
    plain,
    see,
    send,
    table,
    words,
)

ROLES = [row["role"] for row in table("pathways.csv")]
# Two of each role, one with a cookie and one with an account, are met over PostgreSQL; the others over SQLite.
LEARNERS = [("postgres" if n in (4, 7) else "sqlite", role, n) for role in ROLES for n in range(10)]
SURE = list(SAID.values())
DONE = '<progress class="advance__bar" max="5" value="{}">'


def said(text):
    """How many words a text has: what holds a letter or a digit."""
    return sum(any(letter.isalnum() for letter in word) for word in text.split())


def minutes(lesson, language):
    """How long a lesson takes: 180 words a minute, ten seconds an answer; whole minutes, at least one."""
    file = FOLDER / lesson[:3] / f"{lesson[4:]}.{language}.md"
    _, head, body = file.read_text("utf-8").split("+++", 2)
    lines = [line for line in body.splitlines() if not line.lstrip().startswith("```")]
    lines = [re.sub(r"^\s*\d+\.\s|\*\*|\|", " ", line) for line in lines]
    read = said("\n".join(lines)) + sum(said(text) for text in re.findall(r'"(.*)"', head))
    for item in (ITEMS[name] for name in LESSONS[lesson[:3]][lesson]):
        texts = [item[f"stem_{language}"], *item[f"options_{language}"], item[f"feedback_{language}"][item["key"] - 1]]
        read += sum(said(text) for text in texts)
    return max(1, round(read / 180 + len(LESSONS[lesson[:3]][lesson]) * 10 / 60))


class Learner:
    """Somebody with their own chances, a browser, and from some moment on an account."""

    def __init__(self, browser, role, n):
        self.chance = Random(f"{role} {n}")  # noqa: S311 - a simulation
        self.browser, self.name = browser, f"Personne simulée {role} {n}"
        self.language = self.chance.choice(LANGUAGES)
        self.switches = n % 3 == 0
        # Half keep to the cookie; of the others, some open an account at once, some in the middle of a module.
        self.signs_in = {5: 0, 6: 0, 7: 3, 8: 2, 9: 4}.get(n)
        self.person = ""
        self.answers = {}

    def choose(self, item):
        """An option: right more often than not, sometimes unknown."""
        others = [place for place in (1, 2, 3, 4) if place != item["key"]]
        return self.chance.choices([item["key"], 0, self.chance.choice(others)], [55, 15, 30])[0]

    def send(self, name, /, **fields):
        answer = send(self.browser, name, language=self.language, **fields)
        assert answer.status_code == 303, (self.name, name, fields, answer.text[:300])
        return answer

    def see(self, name, **fields):
        return see(self.browser, name, language=self.language, **fields).text

    def sign_in(self):
        """Open an account, or come back to it."""

        def work(session):
            self.person = self.person or add_person(session, name=self.name, email=None, language=self.language)
            return make(session, "demo", person=self.person, body="00002", roles=[], language=self.language).token

        token = write(work)
        place = address("one_time", self.language, id=token)
        assert self.browser.post(place, follow_redirects=False).status_code == 303
        assert "progress" not in self.browser.cookies

    def outcome(self, page):
        """Answer all of the questions of a moment; what was right, and what was said of it."""
        told = []
        for name in OUTCOME:
            choice, confidence = self.choose(ITEMS[name]), self.chance.randrange(3)
            fields = {} if choice == 0 else {"confidence": confidence}
            self.send(page, item=name, choice=choice, **fields)
            told.append((choice == ITEMS[name]["key"], SURE[confidence] if choice else 0.0))
        return told

    def lesson(self, lesson):
        """Answer the questions of a lesson, and read it with what they are worth."""
        for name in LESSONS[lesson[:3]][lesson]:
            self.answers[name] = self.choose(ITEMS[name])
            self.send("learn_answer", id=name, choice=self.answers[name])
        html = self.see("lesson", id=lesson)
        shown = words(re.search(r'<p class="eyebrow">.*?</p>', html)[0])
        assert shown.endswith(f"· {minutes(lesson, self.language)} min"), (lesson, self.language, shown)
        right = [name for name in LESSONS[lesson[:3]][lesson] if self.answers[name] == ITEMS[name]["key"]]
        assert html.count('class="tag tag--good">' + {"fr": "Bonne", "en": "Right"}[self.language]) == len(right)

    def scenario(self, module):
        """Decide until the end."""
        assert onward(self.browser, self.language) == address("scenario", self.language, id=module)
        point = next(iter(POINTS[module]))
        while point:
            choice = self.chance.randrange(len(CHOICES[module][point]))
            self.send("scenario", id=module, point=point, choice=choice)
            chosen = CHOICES[module][point][choice]
            point = chosen.get("next", "")
        assert plain(chosen[f"consequence_{self.language}"]) in words(self.see("scenario", id=module))

    def module(self, name, done):
        """Walk a module; then the pages count it, and the badge is there with the last one only."""
        for n, lesson in enumerate(LESSONS[name]):
            if (self.signs_in, 1) == (done, n):
                self.sign_in()
            # « Reprendre » leads into the module, and on from where one signed in.
            if n < 2:
                assert onward(self.browser, self.language) == address("lesson", self.language, id=lesson)
            self.lesson(lesson)
        self.scenario(name)
        assert DONE.format(done) in self.see("learn")
        if done >= len(ESSENTIALS) - 1:
            earned = translator(self.language)("Vous avez fait tout ce que ce badge demande.")
            assert (plain(earned) in words(self.see("my_badges"))) == (done == len(ESSENTIALS))
        if self.switches:
            self.language = {"fr": "en", "en": "fr"}[self.language]

    def cards(self, day):
        """Answer the cards that wait; when each comes back, as FSRS says."""
        due, html = [], self.see("refresh")
        for card in sorted(card for name in ESSENTIALS for card in CARDS_OF[name]):
            assert asks(html) == card
            choice, sure = self.choose(CARDS[card]), self.chance.randrange(3)
            rating = (Rating.Good if sure == 2 else Rating.Hard) if choice == CARDS[card]["key"] else Rating.Again
            answer = self.send("refresh", item=card, choice=choice, confidence=sure)
            html = self.browser.get(answer.headers["location"]).text
            due.append(later(day, [(day, rating)]))
            assert plain(date(due[-1], self.language)) in words(html.partition('name="item"')[0])
        soon = "; ".join(plain(date(one, self.language)) for one in sorted(set(due))[:3])
        assert f": {soon}." in words(html)

    def badge(self):
        """Receive the badge; the code by which anybody verifies it."""
        self.send("my_badges", achievement="essentials")
        (code,) = set(re.findall(r"/v/([0-9a-f]+)", self.see("my_badges")))
        return code


@pytest.fixture(scope="module")
def sites(worlds, request, tmp_path_factory):
    """A copy of the demonstration on each engine, and a new browser there: `sites("sqlite")`."""
    made = {}

    def site(engine):
        if engine not in made:
            made[engine] = _copy(worlds(engine, demo=True), request, tmp_path_factory.mktemp(f"learners-{engine}"))
        visitor = TestClient(made[engine].enter().app)
        use_key(made[engine].settings)
        # One event loop for all of them: to start one for each request would take most of the time.
        visitor.blocking_portal = portal
        return visitor

    with start_blocking_portal() as portal:
        yield site
    use(None)
    for world in made.values():
        world.database.close()


def _copy(source, request, folder):
    source.database.close()
    settings = Settings(data_dir=str(folder), demo=True)
    if source.database.is_sqlite:
        shutil.copy(source.folder / "demo.db", folder / "demo.db")
    else:
        from tests.conftest import _postgres_url

        server = request.getfixturevalue("postgres_server")
        url = _postgres_url(server, "learners", "world_true")
        settings = Settings(data_dir=str(folder), demo=True, demo_database_url=url)
    return type(source)(settings, folder)


@pytest.fixture
def calendar(monkeypatch):
    """The day that the pages go by, to be moved: `calendar.append(day)`."""
    days = [keeping.today()]
    for module in (keeping, pages, refresh_pages):
        monkeypatch.setattr(module, "today", lambda: days[-1])
    return days


def told(first, second, language):
    """The numbers of the table: what was right before and after, and how far off one's certainty was."""
    shares = [sum(right for right, _ in one) / len(one) for one in (first, second)]
    gaps = [sum((sure - right) ** 2 for right, sure in one) / len(one) for one in (first, second)]
    gain = (shares[1] - shares[0]) / (1 - shares[0]) if shares[0] < 1 else None
    percents = [f"{round(100 * share)}{' ' if language == 'fr' else ''}%" for share in shares]
    return [*percents, *(number(round(gap, 2), language) for gap in gaps)], gain


@pytest.mark.parametrize(("engine", "role", "n"), LEARNERS)
def test_a_learner_walks_the_essentials_and_all_is_as_computed(sites, calendar, engine, role, n):
    learner = Learner(sites(engine), role, n)
    if learner.signs_in == 0:
        learner.sign_in()
    learner.send("pathway", id=role)
    before = learner.outcome("outcome_before")
    for done, name in enumerate(ESSENTIALS, 1):
        learner.module(name, done)
    after = learner.outcome("outcome_after")

    html = learner.see("outcome_after")
    shown = [words(one) for one in re.findall(r'<td class="govuk-table__cell[^"]*">(.*?)</td>', html, re.DOTALL)]
    numbers, gain = told(before, after, learner.language)
    assert shown == numbers
    if gain is not None and gain >= 0:
        assert re.search(rf"\b{round(100 * gain)} ?%", words(html.partition("</table>")[2].partition("<h2>")[0]))

    finished = calendar[-1]
    first = plain(date(finished + dt.timedelta(days=30), learner.language))
    assert f": {first}." in words(learner.see("refresh"))
    calendar.append(finished + dt.timedelta(days=30 + learner.chance.randrange(20)))
    learner.cards(calendar[-1])
    if not learner.person:
        assert send(learner.browser, "my_badges", achievement="essentials").status_code == 401
        learner.sign_in()
    code = learner.badge()
    elsewhere = Learner(sites(engine), role, n)
    shown = elsewhere.browser.get(f"/v/{code}")
    assert shown.status_code == 200
    assert learner.name in words(shown.text)
    elsewhere.person, elsewhere.language = learner.person, learner.language
    elsewhere.sign_in()
    assert DONE.format(len(ESSENTIALS)) in elsewhere.see("learn")
