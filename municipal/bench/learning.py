"""`municipal bench learning`: how long a learner waits beside a bare hello-world, how well one is placed."""

import gzip
from http.client import HTTPConnection
from itertools import cycle
from time import perf_counter
from typing import Any, Final
from urllib.parse import urlencode

from municipal.bench import synthetic
from municipal.bench.measure import load, spread, versions
from municipal.bench.pages import Served, served
from municipal.bench.simulation import simulate
from municipal.db import write
from municipal.keys import use_key
from municipal.learning.curriculum import Curriculum, curriculum
from municipal.paths import TEMPLATES
from municipal.people.queries import add_person
from municipal.people.sessions import begin
from municipal.settings import Settings
from municipal.web.addresses import address
from municipal.web.cookies import SESSION

BANKS: Final = 8
STATIC: Final = ("repere.css", "htmx.min.js")
_FORM: Final = {"content-type": "application/x-www-form-urlencoded"}
# The smallest registry that a demonstration may have: what is taught does not depend on it.
_SOLUTIONS: Final = 200
_PEOPLE: Final = 300


def run(*, n: int, seed: int, settings: Settings) -> dict[str, Any]:
    """Milliseconds that a client waits, one request at a time; bytes of the first question; the placement's accuracy.

    `ratio` is our 95th percentile over that of the floor, so that a slow machine is told from a slow program.
    """
    del settings
    found = curriculum()
    with synthetic.world(_SOLUTIONS, seed) as made:
        use_key(made)
        with served("hello", made) as floor:
            hello = [_seconds(floor, "/") for _ in range(n)]
        with served("site", made) as site:
            first = address("lesson", "fr", id=next(iter(found.lessons)))
            _, _, body = site.get(first)
            signed = {"cookie": f"{SESSION}={_session()}"}
            question = [_seconds(site, path, signed) for path, _ in zip(_lessons(found), range(n), strict=False)]
            answer, placement = _answers(site, found, n), _placement(site, found, n)
    waits = {"next_question": spread(question), "answer": spread(answer), "placement_step": spread(placement)}
    floor_ms = spread(hello)["p95_ms"]
    return {
        "n": n,
        "load": load(),
        "versions": versions(),
        "floor": {"name": "Litestar hello-world", **spread(hello)},
        "ours": waits | {"first_question_bytes": len(gzip.compress(body)) + _static()},
        "simulation": simulate(BANKS, _PEOPLE, found.limits.placement, seed),
        "ratio": {name: round(wait["p95_ms"] / floor_ms, 1) for name, wait in waits.items()},
    }


def _lessons(found: Curriculum) -> Any:  # noqa: ANN401 - addresses without end
    return cycle([address("lesson", "fr", id=name) for name, lesson in found.lessons.items() if lesson.items])


def _static() -> int:
    return sum(len(gzip.compress((TEMPLATES / "static" / name).read_bytes())) for name in STATIC)


def _session() -> str:
    """The cookie of somebody new who is signed in."""

    def work(session: Any) -> str:  # noqa: ANN401 - a session
        person = add_person(session, name="Banc d’essai", email=None, language="fr")
        return begin(session, person, level=1, browser="bench")

    return write(work)


def _seconds(site: Served, path: str, headers: dict[str, str] | None = None) -> float:
    start = perf_counter()
    site.get(path, headers)
    return perf_counter() - start


def _posted(connection: HTTPConnection, path: str, form: dict[str, Any], cookie: str) -> None:
    connection.request("POST", path, urlencode(form), _FORM | {"cookie": cookie})
    answer = connection.getresponse()
    answer.read()
    if answer.status != 303:  # noqa: PLR2004 - what follows every form of ours
        raise ConnectionError(f"{path}: {answer.status}")


def _answers(site: Served, found: Curriculum, n: int) -> list[float]:
    """Seconds until an answer of a lesson is kept, with its write."""
    seconds: list[float] = []
    items = [item for lesson in found.lessons.values() for item in lesson.items]
    while len(seconds) < n:
        cookie = f"{SESSION}={_session()}"
        for item in items[: n - len(seconds)]:
            start = perf_counter()
            _posted(site.connection, address("learn_answer", "fr", id=item.id), {"choice": item.key}, cookie)
            seconds.append(perf_counter() - start)
    return seconds


def _placement(site: Served, found: Curriculum, n: int) -> list[float]:
    """Seconds of a step of the placement test: the answer is kept, and the next question is there."""
    seconds: list[float] = []
    path = address("placement", "fr")
    while len(seconds) < n:
        cookie = f"{SESSION}={_session()}"
        _posted(site.connection, path, {"again": "yes"}, cookie)
        item = _asked(site, path, cookie)
        while item and len(seconds) < n:
            start = perf_counter()
            _posted(site.connection, path, {"item": item, "choice": found.items[item].key}, cookie)
            item = _asked(site, path, cookie)
            seconds.append(perf_counter() - start)
    return seconds


def _asked(site: Served, path: str, cookie: str) -> str:
    """The question that the page asks."""
    _, _, body = site.get(path, {"cookie": cookie})
    _, mark, rest = body.decode().partition('name="item" value="')
    return rest.partition('"')[0] if mark else ""
