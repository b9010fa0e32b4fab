"""`municipal bench pages`: the server's processor time per request, against a bare Litestar hello-world."""

import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from itertools import cycle
from time import perf_counter, sleep
from typing import IO, Any, Final

from sqlalchemy import text

from municipal.bench import synthetic
from municipal.bench.measure import load, spread, versions
from municipal.bench.search import made_needs
from municipal.db import Revision, writing
from municipal.needs import the_taxonomy
from municipal.settings import Settings
from municipal.web.addresses import address

WARM: Final = 50
REQUESTS: Final = 1500
CHANGES: Final = 300
_MICRO: Final = 1_000_000
_PATIENCE: Final = 30.0


class Served:
    """A server in its own process, asked over one kept connection."""

    def __init__(self, process: "subprocess.Popen[str]", port: int) -> None:
        self._in: IO[str] = process.stdin  # type: ignore[assignment]
        self._out: IO[str] = process.stdout  # type: ignore[assignment]
        self.connection = HTTPConnection("127.0.0.1", port)

    def get(self, path: str, headers: dict[str, str] | None = None) -> tuple[int, str, bytes]:
        """Status, ETag and body."""
        self.connection.request("GET", path, headers=headers or {})
        answer = self.connection.getresponse()
        if answer.status not in (200, 304):
            raise ConnectionError(f"{path}: {answer.status}")
        return answer.status, answer.headers.get("etag", ""), answer.read()

    def used(self) -> tuple[float, float]:
        """Processor seconds, and the most memory held in megabytes, so far."""
        self._in.write("\n")
        self._in.flush()
        seconds, megabytes = self._out.readline().split()
        return float(seconds), float(megabytes)


def run(*, n: int, seed: int, settings: Settings) -> dict[str, Any]:
    """Microseconds of processor time per request; `ratio` is the floor ÷ ours (1 would be as quick as hello-world)."""
    del settings
    plain = address("vendors", "fr")
    with synthetic.world(n, seed) as made:
        with served("hello", made) as floor:
            hello = _cost(floor, lambda _: floor.get("/"), REQUESTS)
            # A server that waits for a write between requests wakes up colder: the floor too, in that rhythm.
            paced = _cost(floor, lambda _: floor.get("/"), CHANGES, before=_change_a_row)
        with served("site", made) as site:
            _, tag, _ = site.get(plain)
            costs = {
                "unchanged": _cost(site, lambda _: site.get(plain), REQUESTS),
                "conditional": _cost(site, lambda _: site.get(plain, {"If-None-Match": tag}), REQUESTS),
                "one_row_changed": _cost(site, lambda _: site.get(plain), CHANGES, before=_change_a_row),
                # An address that nobody asked for before: the page is drawn anew, from cards that are kept.
                "uncached": _cost(site, lambda k: site.get(f"{plain}?statut=candidate&n={k}"), CHANGES),
            }
            needs = cycle(need for need, _ in made_needs(the_taxonomy(), seed))
            seconds = [
                _timed(site, address("vendors", "fr", need=next(needs), city="00001", page=k)) for k in range(170)
            ]
            memory = site.used()[1]
    return {
        "n": n,
        "load": load(),
        "versions": versions(),
        "floor": {"name": "Litestar hello-world", "us": round(hello, 1), "between_writes_us": round(paced, 1)},
        "ours": {name: round(cost, 1) for name, cost in costs.items()}
        | {"need_search": spread(seconds), "rss_mb": round(memory, 1)},
        "ratio": {name: round((paced if name == "one_row_changed" else hello) / costs[name], 3) for name in costs},
    }


@contextmanager
def served(what: str, settings: Settings) -> Iterator[Served]:
    """A server of the floor (`hello`) or of the site, in a process of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    command = [sys.executable, "-m", "municipal.bench.server", what, str(port), settings.data_dir]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        try:
            _wait(port)
            yield Served(process, port)
        finally:
            process.terminate()


def _wait(port: int) -> None:
    start = perf_counter()
    while perf_counter() - start < _PATIENCE:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            sleep(0.05)
        else:
            return
    raise TimeoutError


def _cost(served: Served, ask: Callable[[int], object], times: int, before: Callable[[], None] | None = None) -> float:
    """Microseconds of the server's processor per request; what happens before each is this process's own work."""
    for k in range(WARM):
        ask(-k)
    start, _ = served.used()
    for k in range(times):
        if before:
            before()
        ask(k)
    return (served.used()[0] - start) / times * _MICRO


def _change_a_row() -> None:
    with writing() as session:
        session.execute(text("UPDATE solution SET version = version + 1 WHERE id = (SELECT min(id) FROM solution)"))
        session.get_one(Revision, 1).number += 1


def _timed(served: Served, path: str) -> float:
    start = perf_counter()
    served.get(path)
    return perf_counter() - start
