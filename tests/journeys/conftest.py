"""A real browser before the real program: both worlds served as `municipal serve` serves them."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, sync_playwright

pytest.register_assert_rewrite("tests.journeys.parcours")

from tests.journeys.parcours import Parcours  # noqa: E402 - its assertions are rewritten first
from tests.tally import tally  # noqa: E402 - beside it

# Where each served world keeps its data.
FOLDERS: dict[str, Path] = {}
STARTS_WITHIN = 120


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory) -> Iterator[str]:
    """The address of a served demonstration."""
    yield from _serve(tmp_path_factory.mktemp("served-demo"), "--demo")


@pytest.fixture(scope="session")
def real_site(tmp_path_factory) -> Iterator[str]:
    """The address of the served real world."""
    yield from _serve(tmp_path_factory.mktemp("served-real"))


@pytest.fixture(scope="module")
def browser(request) -> Iterator[Browser]:
    """A browser for a module: Playwright keeps an event loop running, which other tests must not find."""
    program = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if program is None:
        tally(request.config).absent = sum("browser" in item.fixturenames for item in request.session.items)
        sentence = f"Navigateur absent: {tally(request.config).absent} vérifications ne sont PAS faites."
        if os.environ.get("CI") == "true" or os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(sentence)
        pytest.skip(sentence)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield chromium
        chromium.close()


@pytest.fixture
def parcours(browser, request) -> Iterator[Callable[..., Parcours]]:
    """`parcours(site, width=320, javascript=False, keyboard=True, dark=True)`: a new visitor each time."""
    with ExitStack() as visitors:
        yield lambda site, **options: visitors.enter_context(Parcours(browser, site, tally(request.config), **options))


@pytest.fixture(scope="module")
def reader(browser, demo_site, request) -> Iterator[Parcours]:
    """One visitor for a whole module, for pages that are only looked at: a warm browser is twice as fast."""
    with Parcours(browser, demo_site, tally(request.config)) as visitor:
        yield visitor


@pytest.fixture
def door(demo_site) -> Callable[..., str]:
    """`door("editor", "--city", "00003")`: the address of a button that signs in a fictitious person."""

    def made(role: str, *more: str) -> str:
        command = [sys.executable, "-m", "municipal", "sign-in-link", "--demo", "--json", "--role", role, *more]
        env = os.environ | {"MUNI_DATA_DIR": str(FOLDERS[demo_site]), "PYTHONIOENCODING": "utf-8"}
        ran = subprocess.run(command, env=env, capture_output=True, check=True)
        return json.loads(ran.stdout)["url"]

    return made


def _serve(folder: Path, *options: str) -> Iterator[str]:
    """Serve a world on a free port until the tests end; it must then have said nothing but its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    log = folder / "stderr.txt"
    with log.open("wb") as errors:
        program = subprocess.Popen(
            [sys.executable, "-m", "municipal", "serve", "--port", str(port), *options],
            env=os.environ | {"MUNI_DATA_DIR": str(folder / "data"), "PYTHONIOENCODING": "utf-8"},
            stdout=subprocess.DEVNULL,
            stderr=errors,
        )
        try:
            _wait(program, address, log)
            FOLDERS[address] = folder / "data"
            yield address
        finally:
            program.terminate()
            program.wait(timeout=30)
    said = log.read_text(encoding="utf-8").splitlines()
    assert [line for line in said if f"{address}/" not in line] == []


def _wait(program: subprocess.Popen[bytes], address: str, log: Path) -> None:
    """Until the server is ready; one that gives up says why."""
    end = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < end:
        if program.poll() is not None:
            break
        try:
            if httpx.get(f"{address}/health/ready", trust_env=False).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    pytest.fail(f"Le serveur n’a pas démarré:\n{log.read_text(encoding='utf-8')}")
