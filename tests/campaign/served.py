"""A site in a process of its own, to be killed."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

PATIENCE = 30.0


class Site:
    """A site that runs, dies and runs again at the same address over the same data."""

    def __init__(self, environment: dict[str, str]) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        kept = {name: value for name, value in os.environ.items() if not name.startswith("MUNI_")}
        self.environment = kept | environment | {"MUNI_JOBS": "0"}
        self.process: subprocess.Popen | None = None

    def start(self) -> float:
        """Start it; what comes back is the seconds until it is ready."""
        began = time.monotonic()
        command = [sys.executable, "-m", "municipal", "serve", "--demo", "--port", str(self.port)]
        self.process = subprocess.Popen(
            command, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        while time.monotonic() - began < PATIENCE:
            try:
                if httpx.get(f"{self.address}/health/ready").status_code == 200:
                    return time.monotonic() - began
            except httpx.TransportError:
                time.sleep(0.02)
        raise TimeoutError(self.address)

    def kill(self) -> None:
        """As a power cut does it to the process: nothing is closed, nothing is said."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process = None


@contextmanager
def running(environment: dict[str, str]) -> Iterator[Site]:
    """A site for the time of a test."""
    site = Site(environment)
    try:
        yield site
    finally:
        if site.process is not None:
            site.kill()


def together(count: int, work, *arguments) -> None:
    """Run `work(n, …)` in that many threads, and wait for all."""
    threads = [threading.Thread(target=work, args=(n, *arguments)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
