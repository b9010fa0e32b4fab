"""The fault campaign: each test says in one line, at the end of the run, what was done and what was lost."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from litestar.testing import TestClient

pytest.register_assert_rewrite("tests.campaign.replay")

from municipal.db import use  # noqa: E402 - assertions of our own modules are rewritten first
from municipal.settings import Settings  # noqa: E402
from tests.campaign.operations import OPERATIONS  # noqa: E402
from tests.campaign.replay import Capture, Replay, captured  # noqa: E402

LINES = pytest.StashKey[list[str]]()
TIMES = 80


@pytest.fixture
def tell(request) -> Callable[[str], None]:
    """`tell("F2 300 coupures, 0 perdu…")`: one line for the end of the run."""
    return request.config.stash.setdefault(LINES, []).append


def pytest_terminal_summary(terminalreporter, config) -> None:
    """The lines of the campaign, in the order of their numbers."""
    lines = config.stash.get(LINES, [])
    if lines:
        terminalreporter.section("campagne de pannes")
        for line in sorted(lines, key=_order):
            terminalreporter.write_line(line)


def _order(line: str) -> tuple[int, str]:
    """F2 before F10."""
    return int(re.match(r"F(\d+)", line)[1]), line


@pytest.fixture
def village(worlds, tmp_path) -> Iterator:
    """A copy of the demonstration on SQLite, of one's own."""
    source = worlds("sqlite", demo=True)
    source.database.close()
    shutil.copy(source.folder / "demo.db", tmp_path / "demo.db")
    world = type(source)(Settings(data_dir=str(tmp_path), demo=True), tmp_path).enter()
    yield world
    use(None)
    world.database.close()


@pytest.fixture(scope="session")
def replay(worlds, tmp_path_factory) -> Replay:
    """What real operations wrote, statement by statement, and the state after each transaction."""
    source = worlds("sqlite", demo=True)
    source.database.close()
    folder: Path = tmp_path_factory.mktemp("captured")
    start = shutil.copy(source.folder / "demo.db", folder / "start.db")
    shutil.copy(start, folder / "demo.db")
    world = type(source)(Settings(data_dir=str(folder), demo=True), folder).enter()
    capture = Capture()
    with captured(world.database.engine, capture), TestClient(world.app) as client:
        for time in range(TIMES):
            for operation in OPERATIONS:
                operation(client, time)
    use(None)
    world.database.close()
    return Replay(Path(start), capture.transactions)
